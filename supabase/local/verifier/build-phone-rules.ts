/**
 * Writes shared/core/verification/phone/tables/local-rules.gen.ts: the parts of Google's numbering plans that
 * libphonenumber-js leaves out, from the metadata of the npm package `google-libphonenumber` (MIT; data Apache-2.0):
 *
 *   node supabase/local/verifier/build-phone-rules.ts
 */
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";

interface Format {
  getPattern(): string;
  getFormat(): string;
  leadingDigitsPatternArray(): string[];
  getNationalPrefixFormattingRule(): string | null;
}
interface Plan {
  getCountryCode(): number;
  numberFormatArray(): Format[];
  intlNumberFormatArray(): Format[];
  getGeneralDesc(): { possibleLengthLocalOnlyArray(): number[] };
}
interface Library {
  PhoneNumberUtil: {
    getInstance(): {
      getSupportedCallingCodes(): number[];
      getRegionCodeForCountryCode(code: number): string;
      getMetadataForRegion(region: string): Plan | null;
    };
  };
}

const require = createRequire(import.meta.url);
const library = require("google-libphonenumber") as Library;
const { version } = require("google-libphonenumber/package.json") as { version: string };
const util = library.PhoneNumberUtil.getInstance();

const keyOf = (format: Format): string => [format.getPattern(), ...format.leadingDigitsPatternArray()].join("\n");

const lengths: [string, number[]][] = [];
const formats: [string, [leading: string, pattern: string, written: string][]][] = [];
for (const code of [...util.getSupportedCallingCodes()].sort((a, b) => a - b)) {
  const plan = util.getMetadataForRegion(util.getRegionCodeForCountryCode(code));
  if (plan === null) continue;
  const localOnly = plan.getGeneralDesc().possibleLengthLocalOnlyArray();
  if (localOnly.length > 0) lengths.push([String(code), localOnly]);
  const international = new Set(plan.intlNumberFormatArray().map(keyOf));
  if (international.size === 0) continue;
  const nationalOnly = plan.numberFormatArray().filter((format) => !international.has(keyOf(format)));
  const rows = nationalOnly.map((format): [string, string, string] => {
    const rule = format.getNationalPrefixFormattingRule();
    const written = rule ? format.getFormat().replace(/(\$\d)/, rule) : format.getFormat();
    return [format.leadingDigitsPatternArray().at(-1) ?? "", format.getPattern(), written];
  });
  if (rows.length > 0) formats.push([String(code), rows]);
}

const text = `// Made by supabase/local/verifier/build-phone-rules.ts from google-libphonenumber ${version} (MIT; data of Google's libphonenumber, Apache-2.0).

/** By calling code: lengths of national numbers that can be dialled inside an area only. */
export const localOnlyLengths: Readonly<Record<string, readonly number[]>> = ${JSON.stringify(Object.fromEntries(lengths))};

/** By calling code: formats of numbers that cannot be dialled from abroad, as [first digits, whole number, written form]. */
export const nationalOnlyFormats: Readonly<Record<string, readonly (readonly [string, string, string])[]>> = ${JSON.stringify(Object.fromEntries(formats))};
`;
const target = new URL("../../../shared/core/verification/phone/tables/local-rules.gen.ts", import.meta.url);
writeFileSync(target, text);
process.stderr.write(
  `${lengths.length} plans with local lengths, ${formats.length} with national formats, ${text.length} characters\n`,
);
