import { z } from "zod";
import { buildExtension, extensionFolder } from "#local/extension/build-extension.ts";
import { type Finished, packageFile, runNode } from "./command.ts";

const reportSchema = z.object({
  errors: z.array(z.unknown()),
  warnings: z.array(z.object({ code: z.string(), message: z.string(), file: z.string().nullish() })),
});

/**
 * Warnings about libraries: React sets innerHTML for a prop that nobody here uses, zod tries whether it may compile its
 * checks (it may not, and does without). Anything else is news.
 */
const libraries = ["DANGEROUS_EVAL", "UNSAFE_VAR_ASSIGNMENT"];

/** Builds the extension for Firefox and holds it to what Mozilla's linter says. */
export async function lintExtension(): Promise<Finished> {
  const built = await buildExtension("firefox", { say: () => {} }).then(
    () => null,
    (error: Error) => error.message,
  );
  if (built !== null) return { status: 1, output: built, seconds: 0 };
  const linted = await runNode([
    packageFile("web-ext/bin/web-ext.js"),
    "lint",
    `--source-dir=${extensionFolder("firefox")}`,
    "--no-config-discovery",
    "--output=json",
  ]);
  const json = /^\{.*\}$/m.exec(linted.output)?.[0];
  if (json === undefined) return { ...linted, status: 1 };
  const { errors, warnings } = reportSchema.parse(JSON.parse(json));
  const news = warnings.filter(({ code }) => !libraries.includes(code));
  const output = [...errors, ...news].map((entry) => JSON.stringify(entry)).join("\n");
  return { ...linted, status: errors.length + news.length === 0 ? 0 : 1, output };
}
