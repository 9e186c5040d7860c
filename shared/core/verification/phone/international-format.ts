import { type CountryCode, Metadata, type PhoneNumber } from "libphonenumber-js/max";

interface NumberFormat {
  pattern(): string;
  internationalFormat(): string;
  leadingDigitsPatterns(): string[];
}

/** The numbering plan's formats, which the library has but does not type. */
function hasFormats(metadata: object): metadata is { formats(): NumberFormat[] } {
  return "formats" in metadata && typeof metadata.formats === "function";
}

/**
 * The international form as Google's library writes it, with the plan's own separators ("+1 415-555-2671"): the
 * package's own formatter turns them all into spaces.
 */
export function formatInternational(phone: PhoneNumber): string {
  const prefix = `+${phone.countryCallingCode} `;
  return prefix + formatBody(phone) + formatExtension(phone);
}

/** Some plans write extensions in their own way (" x456" in Britain); the package's formatter knows it. */
function formatExtension(phone: PhoneNumber): string {
  if (!phone.ext) return "";
  const separator = /(\D+)\d+$/.exec(phone.formatInternational())?.[1] ?? " ext. ";
  return separator + phone.ext;
}

function formatBody(phone: PhoneNumber): string {
  const national: string = phone.nationalNumber;
  const format = formatsOf(planOf(phone)).find(
    ({ leading, whole }) => (leading === null || leading.test(national)) && whole.test(national),
  );
  return format ? national.replace(format.whole, format.written) : national;
}

interface CompiledFormat {
  leading: RegExp | null;
  whole: RegExp;
  written: string;
}

const compiled = new Map<string, CompiledFormat[]>();

function formatsOf(plan: CountryCode): CompiledFormat[] {
  const known = compiled.get(plan);
  if (known) return known;
  const metadata = new Metadata();
  metadata.selectNumberingPlan(plan);
  const formats = hasFormats(metadata) ? metadata.formats().map(compileFormat) : [];
  compiled.set(plan, formats);
  return formats;
}

function compileFormat(format: NumberFormat): CompiledFormat {
  const leading = format.leadingDigitsPatterns().at(-1);
  return {
    leading: leading === undefined ? null : new RegExp(`^(?:${leading})`),
    whole: new RegExp(`^(?:${format.pattern()})$`),
    written: format.internationalFormat(),
  };
}

/** Shared calling codes (+1, +44, +7 …) take their formats from the main country, as non-geographic ones from the code. */
function planOf(phone: PhoneNumber): CountryCode {
  return (phone.country ?? phone.countryCallingCode) as CountryCode;
}
