import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "#tests/support/run/command.ts";

interface Package {
  dependencies: Record<string, string>;
  imports: Record<string, string>;
}

const read = (path: string) => JSON.parse(readFileSync(join(root, path), "utf8"));
const { dependencies, imports: nodeImports }: Package = read("package.json");
const imports: Record<string, string> = read("supabase/functions/import_map.json").imports;
const packages = Object.entries(imports).filter(([, target]) => target.startsWith("npm:"));

test.each(packages)("%s has in Deno the version that Node has", (specifier, target) => {
  const [, name, version, rest] = /^npm:\/?((?:@[^/]+\/)?[^@/]+)@([^/]+)(\/?)$/.exec(target) ?? [];
  expect(name).toBe(specifier.replace(/\/$/, ""));
  expect(rest).toBe(specifier.endsWith("/") ? "/" : "");
  expect(version).toBe(dependencies[name ?? ""]);
});

test("paths of our own lead to the same folders as in Node", () => {
  for (const [specifier, target] of Object.entries(imports).filter(([key]) => key.startsWith("#"))) {
    expect(join("supabase/functions", target)).toBe(join(nodeImports[`${specifier}*`]?.replace("*", "") ?? ""));
  }
});

test("every package that functions, core and contracts import is in the map", () => {
  const files = ["supabase/functions", "shared/core", "shared/contracts"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".gen.ts"))
      .map((file) => join(root, folder, file)),
  );
  const missing = files.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/^(?:import|export)\b[^;]*?\bfrom "([^".][^"]*)";/gm)]
      .map((match) => match[1] ?? "")
      .filter(
        (specifier) =>
          !Object.keys(imports).some((key) => (key.endsWith("/") ? specifier.startsWith(key) : specifier === key)),
      )
      .map((specifier) => `${file.slice(root.length + 1)} imports ${specifier}`),
  );
  expect(files.length).toBeGreaterThan(50);
  expect(missing).toEqual([]);
});

test.each(["api", "worker", "webhooks"])(
  "function %s uses the one import map and keeps no lock file of its own",
  (name) => {
    expect(read(`supabase/functions/${name}/deno.json`)).toEqual({ importMap: "../import_map.json", lock: false });
  },
);
