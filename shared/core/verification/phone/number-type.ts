import { type CountryCode, Metadata, type NumberType, type PhoneNumber } from "libphonenumber-js/max";

interface TypeRule {
  pattern(): string;
  possibleLengths(): number[] | undefined;
}
interface PlanRules {
  nationalNumberPattern(): string;
  numberingPlan: { nationalPrefixForParsing(): string | undefined };
  type(name: string): TypeRule | undefined;
}

/** The numbering plan's rules, which the library has but does not type. */
function hasRules(metadata: object): metadata is PlanRules {
  return "nationalNumberPattern" in metadata && "type" in metadata && typeof metadata.type === "function";
}

type Kind = Exclude<NumberType, undefined>;

/** In the order in which Google's library asks; landlines are asked first, by themselves. */
const otherKinds = [
  "MOBILE",
  "PREMIUM_RATE",
  "TOLL_FREE",
  "SHARED_COST",
  "VOIP",
  "PERSONAL_NUMBER",
  "PAGER",
  "UAN",
  "VOICEMAIL",
] as const satisfies readonly Kind[];

interface CompiledRule {
  kind: Kind;
  lengths: readonly number[] | null;
  whole: RegExp;
}
interface CompiledPlan {
  any: RegExp;
  /** What the parser may take for a trunk prefix at the beginning. */
  prefix: RegExp | null;
  landline: CompiledRule | null;
  /** Landlines and mobiles share their ranges, as in North America. */
  sharesRanges: boolean;
  others: readonly CompiledRule[];
}

const compiled = new Map<string, CompiledPlan | null>();
const wholly = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`);

function compilePlan(plan: CountryCode): CompiledPlan | null {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(plan);
  if (!hasRules(metadata)) return null;
  const rule = (kind: Kind): CompiledRule[] => {
    const found = metadata.type(kind);
    const pattern = found?.pattern() ?? "";
    return pattern === "" ? [] : [{ kind, lengths: found?.possibleLengths() ?? null, whole: wholly(pattern) }];
  };
  const prefix = metadata.numberingPlan.nationalPrefixForParsing();
  return {
    any: wholly(metadata.nationalNumberPattern()),
    prefix: prefix ? new RegExp(`^(?:${prefix})`) : null,
    landline: rule("FIXED_LINE")[0] ?? null,
    // A plan without mobiles (Tristan da Cunha) has no rule at all; one whose mobiles are like its landlines, an empty one.
    sharesRanges: metadata.type("MOBILE")?.pattern() === "",
    others: otherKinds.flatMap(rule),
  };
}

const fits = (rule: CompiledRule, digits: string): boolean =>
  (rule.lengths === null || rule.lengths.includes(digits.length)) && rule.whole.test(digits);

/**
 * libphonenumber's word for a number, or null when it is of no kind, that is, not valid. The package's own `getType`
 * compiles its patterns anew for each number.
 */
export function numberType(phone: PhoneNumber): Kind | null {
  // Non-geographic calling codes are plans of their own.
  const plan = planOf((phone.country ?? phone.countryCallingCode) as CountryCode);
  return plan === null ? (phone.getType() ?? null) : kindIn(plan, phone.nationalNumber);
}

/** Whether a national number is valid in a region, whatever other region of its calling code it was taken for. */
export function isValidIn(region: CountryCode, nationalNumber: string): boolean {
  const plan = planOf(region);
  return plan !== null && kindIn(plan, nationalNumber) !== null;
}

/** Whether a national number is valid in a region as it is written: no trunk prefix could be taken off it. */
export function standsAsWritten(region: CountryCode, nationalNumber: string): boolean {
  const plan = planOf(region);
  return plan !== null && plan.prefix?.test(nationalNumber) !== true && kindIn(plan, nationalNumber) !== null;
}

function planOf(key: CountryCode): CompiledPlan | null {
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const plan = compilePlan(key);
  compiled.set(key, plan);
  return plan;
}

function kindIn(plan: CompiledPlan, digits: string): Kind | null {
  if (!plan.any.test(digits)) return null;
  const other = plan.others.find((rule) => fits(rule, digits));
  if (plan.landline === null || !fits(plan.landline, digits)) return other?.kind ?? null;
  return plan.sharesRanges || other?.kind === "MOBILE" ? "FIXED_LINE_OR_MOBILE" : "FIXED_LINE";
}
