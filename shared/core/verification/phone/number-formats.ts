import { type CountryCode, Metadata, type PhoneNumber } from "libphonenumber-js/max";
import { nationalOnlyFormats } from "./tables/local-rules.gen.ts";

interface NumberFormat {
  pattern(): string;
  format(): string;
  internationalFormat(): string;
  nationalPrefixFormattingRule(): string | undefined;
  leadingDigitsPatterns(): string[];
}

/** The numbering plan's formats, which the library has but does not type. */
function hasFormats(metadata: object): metadata is { formats(): NumberFormat[] } {
  return "formats" in metadata && typeof metadata.formats === "function";
}

interface CompiledFormat {
  /** What the national number begins with; null: anything. */
  leading: RegExp | null;
  whole: RegExp;
  national: string;
  international: string;
}

/**
 * National and international form as Google's library writes them. The package's own formatter puts spaces in place of
 * the plan's separators in the international one ("+1 415-555-2671"), does not know formats for use inside a country
 * only, and compiles its patterns anew for each number.
 */
export function formatBoth(phone: PhoneNumber): { national: string; international: string } {
  const digits: string = phone.nationalNumber;
  const { insideOnly, formats } = formatsOf(planOf(phone), phone.countryCallingCode);
  const format = formats.find((one) => fits(one, digits));
  const inside = insideOnly.find((one) => fits(one, digits)) ?? format;
  const ext = phone.ext ? extensionOf(phone) : "";
  const abroad = format ? digits.replace(format.whole, format.international) : digits;
  return {
    national: (inside ? digits.replace(inside.whole, inside.national) : digits) + ext,
    international: `+${phone.countryCallingCode} ${abroad}${ext}`,
  };
}

const fits = ({ leading, whole }: CompiledFormat, digits: string): boolean =>
  (leading === null || leading.test(digits)) && whole.test(digits);

/** Some plans write extensions in their own way (" x456" in Britain); the package's formatter knows it. */
function extensionOf(phone: PhoneNumber): string {
  return (/(\D+)\d+$/.exec(phone.formatInternational())?.[1] ?? " ext. ") + phone.ext;
}

interface PlanFormats {
  /** Of numbers that cannot be dialled from abroad. */
  insideOnly: readonly CompiledFormat[];
  formats: readonly CompiledFormat[];
}

const compiled = new Map<string, PlanFormats>();

function formatsOf(plan: CountryCode, callingCode: string): PlanFormats {
  const known = compiled.get(plan);
  if (known) return known;
  const metadata = new Metadata();
  metadata.selectNumberingPlan(plan);
  const formats = {
    insideOnly: (nationalOnlyFormats[callingCode] ?? []).map(([leading, whole, written]) => ({
      ...compile(leading, whole),
      national: written,
      international: "",
    })),
    formats: hasFormats(metadata) ? metadata.formats().map(readFormat) : [],
  };
  compiled.set(plan, formats);
  return formats;
}

function readFormat(format: NumberFormat): CompiledFormat {
  const rule = format.nationalPrefixFormattingRule();
  return {
    // The last pattern is the most exact one.
    ...compile(format.leadingDigitsPatterns().at(-1) ?? "", format.pattern()),
    national: rule ? format.format().replace(/(\$\d)/, rule) : format.format(),
    international: format.internationalFormat(),
  };
}

const compile = (leading: string, whole: string) => ({
  leading: leading === "" ? null : new RegExp(`^(?:${leading})`),
  whole: new RegExp(`^(?:${whole})$`),
});

/** Shared calling codes (+1, +44, +7 …) take their formats from the main country, as non-geographic ones from the code. */
function planOf(phone: PhoneNumber): CountryCode {
  return (phone.country ?? phone.countryCallingCode) as CountryCode;
}
