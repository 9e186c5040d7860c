import { type CountryCode, getCountries, getCountryCallingCode } from "libphonenumber-js/max";
import { isValidIn } from "./number-type.ts";
import { isPortableRegion } from "./portable-regions.ts";
import type { PrefixTable } from "./prefix-table.ts";
import type { PhoneOrigin } from "./verify-phone.ts";

export interface OriginTables {
  carriers: PrefixTable;
  locations: PrefixTable;
  timezones: PrefixTable;
}

/** Calling codes of countries whose mobile numbers carry an area (Google's isNumberGeographical). */
const geographicMobiles = /^(?:52|54|55|62|86)/;
/** Between Argentina's country code and the area stands a 9 when the number is a mobile. */
const argentineMobile = /^549/;

/**
 * Where a number comes from by its prefix: first carrier, area, time zones. `type` is libphonenumber's word. Follows the
 * rules of Google's mappers; a number outside a country's geographic plan is only located by its country.
 */
export function phoneOrigin(tables: OriginTables, e164: string, region: string | null, type: string): PhoneOrigin {
  const digits = e164.replace(/^\+/, "");
  if (type === "UNKNOWN") return { carrier: null, portable: null, location: null, timezones: [] };
  const isMobile = type === "MOBILE" || type === "FIXED_LINE_OR_MOBILE" || type === "PAGER";
  const isGeographic =
    type === "FIXED_LINE" || type === "FIXED_LINE_OR_MOBILE" || (type === "MOBILE" && geographicMobiles.test(digits));
  const carrier = isMobile ? tables.carriers.find(digits) || null : null;
  const area = isGeographic ? tables.locations.find(digits.replace(argentineMobile, "54")) : null;
  const zones = isGeographic ? tables.timezones.find(digits) : countryZones(tables, digits);
  return {
    carrier,
    portable: region && isMobile ? isPortableRegion(region) : null,
    location: area || (isOfOneRegion(e164, region) ? countryName(region) : null),
    timezones: zones?.split("&") ?? [],
  };
}

/** Time zones of the whole calling code: its one to three digits are a prefix of their own in the table. */
function countryZones(tables: OriginTables, digits: string): string | null {
  for (let length = 1; length <= 3; length++) {
    const zones = tables.timezones.find(digits.slice(0, length));
    if (zones) return zones;
  }
  return null;
}

interface SharedCode {
  callingCode: string;
  /** All regions with that calling code, this one included. */
  regions: readonly CountryCode[];
}

let sharedCodes: ReadonlyMap<string, SharedCode> | null = null;

function sharedCodeOf(region: string): SharedCode | undefined {
  if (sharedCodes === null) {
    const byCode = Map.groupBy(getCountries(), (country): string => getCountryCallingCode(country));
    sharedCodes = new Map(
      [...byCode].flatMap(([callingCode, regions]) => regions.map((one) => [one, { callingCode, regions }] as const)),
    );
  }
  return sharedCodes.get(region);
}

/** A number that is valid in several regions of a shared calling code (toll-free in all of +1) is of no country. */
function isOfOneRegion(e164: string, region: string | null): boolean {
  const shared = region ? sharedCodeOf(region) : undefined;
  if (shared === undefined) return false;
  if (shared.regions.length === 1) return true;
  const national = e164.slice(1 + shared.callingCode.length);
  let valid = 0;
  for (const candidate of shared.regions) {
    if (isValidIn(candidate, national)) valid++;
    if (valid > 1) return false;
  }
  return valid === 1;
}

let regionNames: Intl.DisplayNames | null = null;
/** There are some 250 regions, and asking the runtime for a name costs as much as a table look-up. */
const namesKnown = new Map<string, string | null>();

function countryName(region: string | null): string | null {
  if (!region || region === "001") return null;
  let name = namesKnown.get(region);
  if (name === undefined) {
    regionNames ??= new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
    name = regionNames.of(region) ?? null;
    namesKnown.set(region, name);
  }
  return name;
}
