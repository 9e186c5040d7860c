import { type CountryCode, isSupportedCountry } from "libphonenumber-js/max";

/** Country endings that companies everywhere use for their sound or meaning: they tell no country. */
const usedAnywhere: ReadonlySet<string> = new Set(
  "ac ag ai am as bz cc cd co cx dj fm gg gl im io la ly me ms mu nu pm pw re sc sh so st tk to tv vc vu ws".split(" "),
);

/** The country that a company's domain names by its ending ("acme.fr"), or null. */
export function companyRegion(domain: string | null): CountryCode | null {
  const ending = /\.([a-z]{2})\.?$/i.exec(domain ?? "")?.[1]?.toLowerCase();
  if (ending === undefined || usedAnywhere.has(ending)) return null;
  const code = ending === "uk" ? "GB" : ending.toUpperCase();
  return isSupportedCountry(code) ? code : null;
}
