import { cleanCompany, companyKey } from "../../companies/clean-company.ts";
import { cleanText, cleanWords, isPlaceholder } from "../../lib/clean-text.ts";

const longest = 300;

/** A job title on one line, without emoji and trailing separators. Null when the cell holds none. */
export function cleanTitle(raw: string): string | null {
  if (raw.length > longest * 4) return null;
  const text = cleanText(
    cleanWords(raw.replace(/<[^<>]*>/g, " "))
      .replace(/^[\s|,;:•·*–—=+-]+/u, "")
      .replace(/[\s|,;:•·*–—=+@-]+$/u, ""),
  );
  if (isPlaceholder(text)) return null;
  return text.length > longest ? cleanText(text.slice(0, longest)) : text;
}

const between = /\s+(?:at|@|chez|bei|en)\s+|\s*@\s*/i;

/**
 * "Head of Sales at Northwind" beside company "Northwind" is the title "Head of Sales". Where no company is known, the
 * headline gives one, but only when it reads one way ("X at Y" once, Y in capitals); else the title stays whole.
 */
export function splitHeadline(title: string, company: string | null): { title: string; company: string | null } {
  const parts = title.split(between);
  const [job = "", place = ""] = parts;
  if (parts.length !== 2 || job.trim() === "") return { title, company };
  if (company !== null) {
    return companyKey(place) === companyKey(company) ? { title: job.trim(), company } : { title, company };
  }
  // "en" and a second separator are read too many ways ("Experto en Ventas", "CEO at A | Board at B").
  if (/\sen\s/i.test(title) || /[|•·,;/]/u.test(place) || !/^\p{Lu}|^\d/u.test(place)) return { title, company };
  const found = cleanCompany(place);
  return found === null || place.split(" ").length > 6 ? { title, company } : { title: job.trim(), company: found };
}
