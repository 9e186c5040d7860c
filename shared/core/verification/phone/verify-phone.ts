import {
  type CountryCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
} from "libphonenumber-js/max";
import { cleanPhone, isCutBySpreadsheet, isOtherNotation, mayBeDate, numbersWithin } from "./clean-phone.ts";
import { unreachableKind } from "./fictional.ts";
import { formatBoth } from "./number-formats.ts";
import { numberType } from "./number-type.ts";
import { readInternational } from "./read-international.ts";
import { type ScoreLine, scorePhone } from "./score-phone.ts";
import { localOnlyLengths } from "./tables/local-rules.gen.ts";

/** One number's result; the fields of `npm run verify -- phone`. */
export interface PhoneVerdict {
  input: string;
  valid: boolean;
  possible: boolean;
  e164: string | null;
  international: string | null;
  national: string | null;
  ext: string | null;
  /** ISO 3166-1 alpha-2, "001" for numbers of no country, or null. */
  region: string | null;
  /** libphonenumber's word: MOBILE, FIXED_LINE, …; UNKNOWN when it is none. */
  type: string;
  carrier: string | null;
  carrier_source: "prefix_original" | "lookup" | null;
  portable: boolean | null;
  location: string | null;
  timezones: string[];
  /** Null: nobody was asked. */
  active: boolean | null;
  score: number;
  /**
   * A stable word. Good: valid. Doubtful: possible_only (right length, range not assigned), local_only (an area's number
   * without the area), fictional, dummy, inactive (a look-up said so). Bad: too_short, too_long, not_possible,
   * not_a_number, not_a_phone_notation (a date, an address …), cut_by_spreadsheet, no_region.
   */
  reason: string;
  score_lines: ScoreLine[];
}

/** What prefix tables know of a number; loaded lazily, so that callers who only need the number do not pay for them. */
export interface PhoneOrigin {
  carrier: string | null;
  portable: boolean | null;
  location: string | null;
  timezones: string[];
}

export interface VerifyPhoneOptions {
  /** Region of numbers written without country code, ISO 3166-1 alpha-2. */
  region?: string | null;
  origin?: (e164: string, region: string | null, type: string) => PhoneOrigin;
  /** Region of the person's company, for the score. */
  companyRegion?: string | null;
}

const nowhere: PhoneOrigin = { carrier: null, portable: null, location: null, timezones: [] };

/**
 * Parses, classifies and scores what somebody typed as a telephone number. Of several numbers in one cell the first valid
 * one counts, mobile before landline. Never throws.
 */
export function verifyPhone(input: string, options: VerifyPhoneOptions = {}): PhoneVerdict {
  const region = toRegion(options.region);
  const texts = cleanPhone(input);
  const asWritten = best(texts.flatMap((text) => parse(text, region) ?? []));
  const phone =
    asWritten !== undefined && numberType(asWritten) !== null ? asWritten : (findWithin(input, region) ?? asWritten);
  if (!phone) return refusedNumber(input, whyNoNumber(input, texts, region));

  const e164: string = phone.number;
  const type = numberType(phone);
  // A number is valid exactly when it has a type; asking for both would match every pattern twice.
  const valid = type !== null;
  if (!valid && mayBeDate(input.trim())) return refusedNumber(input, "not_a_phone_notation");
  const country = regionOf(phone, valid);
  const isLocal =
    !valid && (localOnlyLengths[phone.countryCallingCode]?.includes(phone.nationalNumber.length) ?? false);
  const possible = valid || isLocal || phone.isPossible();
  const unreachable = unreachableKind(e164);
  const origin = options.origin?.(e164, country, type ?? "UNKNOWN") ?? nowhere;
  const { score, lines } = scorePhone({
    possible,
    valid,
    type,
    fictional: unreachable !== null,
    hasOrigin: origin.carrier !== null || origin.location !== null,
    agreesWithCompany: options.companyRegion ? options.companyRegion.toUpperCase() === country : null,
    confirmedBySecondSource: false,
    lineStatus: null,
  });
  return {
    input,
    valid,
    possible,
    e164,
    ...formatBoth(phone),
    ext: phone.ext ?? null,
    region: country,
    type: type ?? "UNKNOWN",
    carrier: origin.carrier,
    carrier_source: origin.carrier === null ? null : "prefix_original",
    portable: origin.portable,
    location: origin.location,
    timezones: origin.timezones,
    active: null,
    score,
    reason: unreachable ?? (valid ? "valid" : isLocal ? "local_only" : possible ? "possible_only" : lengthFault(phone)),
    score_lines: lines,
  };
}

/** The best of a cell's numbers, where a cell as a whole is none; nothing where one of them is not valid. */
function findWithin(input: string, region: CountryCode | null): PhoneNumber | undefined {
  const found = numbersWithin(input).map((text) => parse(text, region));
  const valid = found.filter((phone) => phone !== null && numberType(phone) !== null) as PhoneNumber[];
  return valid.length === found.length ? best(valid) : undefined;
}

const best = (phones: readonly PhoneNumber[]): PhoneNumber | undefined =>
  phones.length > 1 ? phones.toSorted((a, b) => rank(a) - rank(b))[0] : phones[0];

/** Why a number of this length cannot exist. */
function lengthFault(phone: PhoneNumber): string {
  const fault = validatePhoneNumberLength(phone.number);
  return fault === "TOO_SHORT" ? "too_short" : fault === "TOO_LONG" ? "too_long" : "not_possible";
}

/** What the number itself says: of an invalid one, the region that it was read for proves nothing. */
function regionOf(phone: PhoneNumber, valid: boolean): string | null {
  if (phone.country === undefined && phone.isNonGeographic()) return "001";
  if (valid) return phone.country ?? null;
  return parsePhoneNumberFromString(phone.number)?.country ?? null;
}

function whyNoNumber(input: string, texts: readonly string[], region: CountryCode | null): string {
  if (isCutBySpreadsheet(input)) return "cut_by_spreadsheet";
  if (isOtherNotation(input.trim())) return "not_a_phone_notation";
  const mayBeNational = texts.some((text) => /^[(\d]/.test(text) && /^(?:\D*\d){6,15}\D*$/.test(text));
  return region === null && mayBeNational ? "no_region" : "not_a_number";
}

function parse(text: string, region: CountryCode | null): PhoneNumber | null {
  const plain = readInternational(text);
  if (plain) return plain;
  const options = { extract: false, ...(region ? { defaultCountry: region } : {}) };
  const phone = parsePhoneNumberFromString(text, options);
  if (phone) return phone;
  const dialled = lettersToDigits(text);
  const spelt = dialled === text ? undefined : parsePhoneNumberFromString(dialled, options);
  // "10115 Berlin" is as long as a number when it is dialled by its letters, "Room 415" as one without area: none.
  const isShort = spelt !== undefined && validatePhoneNumberLength(spelt.number) !== "TOO_LONG";
  return isShort && numberType(spelt) === null ? null : (spelt ?? null);
}

/** Vanity numbers ("1-800-FLOWERS") by the letters of a telephone keypad; only where three or more letters stand together. */
function lettersToDigits(text: string): string {
  const letters = text.match(/[A-Za-z]/g)?.length ?? 0;
  // One or two are a slip of the keyboard.
  if (letters < 3) return text.replace(/[A-Za-z]/g, "");
  if (!/[A-Za-z]{3,}/.test(text)) return text;
  return text.replace(/[A-Za-z]/g, (letter) => keypad.charAt(letter.toUpperCase().charCodeAt(0) - 65));
}
const keypad = "22233344455566677778889999";

function toRegion(region: string | null | undefined): CountryCode | null {
  const upper = region?.trim().toUpperCase() ?? "";
  return isSupportedCountry(upper) ? upper : null;
}

function rank(phone: PhoneNumber): number {
  const type = numberType(phone);
  if (type === null) return 3;
  return type === "MOBILE" ? 0 : type === "FIXED_LINE_OR_MOBILE" ? 1 : 2;
}

/** The verdict on a text that holds no number at all. */
export function refusedNumber(input: string, reason: string): PhoneVerdict {
  return {
    input,
    valid: false,
    possible: false,
    e164: null,
    international: null,
    national: null,
    ext: null,
    region: null,
    type: "UNKNOWN",
    carrier: null,
    carrier_source: null,
    portable: null,
    location: null,
    timezones: [],
    active: null,
    score: 0,
    reason,
    score_lines: [{ points: 0, why: reason }],
  };
}
