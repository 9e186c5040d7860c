import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Db } from "#functions/_shared/db/port.ts";

const require = createRequire(import.meta.url);

/** The long list of throw-away domains (121,000; MIT, npm `disposable-email-domains`), as the table takes it. */
export function readDisposableTail(): { version: string; domains: string } {
  const { version } = JSON.parse(readFileSync(require.resolve("disposable-email-domains/package.json"), "utf8")) as {
    version: string;
  };
  // A wildcard names a domain with all below it, which is how the table reads every name.
  const names = ["index", "wildcard"].flatMap(
    (file) => JSON.parse(readFileSync(require.resolve(`disposable-email-domains/${file}.json`), "utf8")) as string[],
  );
  // In order, the index is built at half the cost.
  const domains = [...new Set(names)].sort().join(" ");
  const digest = createHash("sha256").update(domains).digest("hex").slice(0, 12);
  return { version: `disposable-email-domains ${version} ${digest}`, domains };
}

/** Brings the table up to the installed package; asks the version first, so that most starts change nothing. */
export async function loadDisposable(db: Db): Promise<"loaded" | "kept"> {
  const { version, domains } = readDisposableTail();
  if ((await db.rpc<string | null>("disposable_version", {})) === version) return "kept";
  await db.rpc("disposable_replace", { p_version: version, p_domains: domains });
  return "loaded";
}
