import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** The installed version of a package, without loading it. Most do not export their package.json. */
export function packageVersion(name: string): string {
  for (const folder of createRequire(import.meta.url).resolve.paths(name) ?? []) {
    const text = read(join(folder, name, "package.json"));
    if (text) return String(JSON.parse(text).version);
  }
  throw new Error(`${name} is not installed: run npm install.`);
}

function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
