import { cleanCompany, companyKey } from "../../companies/clean-company.ts";
import { stripLegalSuffix } from "../../companies/strip-legal-suffix.ts";
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

/** Two parts of a headline that has no "at": which one is the company, only its legal form can tell. */
const beside = /\s+[|•·–—-]\s+/u;

const between = /\s+(?:at|@|chez|bei|en)\s+|\s*@\s*/i;

export interface SplitHeadline {
  title: string;
  company: string | null;
  /** The company as it was written, where the headline gave it. */
  raw?: string;
}

/**
 * "Head of Sales at Northwind" beside company "Northwind" is the title "Head of Sales". Where no company is known, the
 * headline gives one, but only when it reads one way ("X at Y" once, Y in capitals; "X | Y GmbH"); else the title stays
 * whole.
 */
export function splitHeadline(title: string, company: string | null): SplitHeadline {
  const parts = title.split(between);
  const [job = "", place = ""] = parts;
  if (company !== null) {
    const same = parts.length === 2 && job.trim() !== "" && companyKey(place) === companyKey(company);
    return { title: same ? job.trim() : title, company };
  }
  if (parts.length === 1) return splitByLegalForm(title);
  if (parts.length !== 2 || job.trim() === "") return { title, company };
  // "en" and a second separator are read too many ways ("Experto en Ventas", "CEO at A | Board at B").
  if (/\sen\s/i.test(title) || /[|•·,;/]/u.test(place) || !/^\p{Lu}|^\d/u.test(place)) return { title, company };
  return place.split(" ").length > 6 ? { title, company } : withCompany(title, job, place);
}

/** "CTO | Northwind GmbH", "Northwind GmbH — CTO". */
function splitByLegalForm(title: string): SplitHeadline {
  const parts = title.split(beside);
  const [left = "", right = ""] = parts;
  const [first, second] = [hasLegalForm(left), hasLegalForm(right)];
  if (parts.length !== 2 || first === second) return { title, company: null };
  return first ? withCompany(title, right, left) : withCompany(title, left, right);
}

function withCompany(title: string, job: string, raw: string): SplitHeadline {
  const company = cleanCompany(raw);
  return company === null || job.trim() === "" ? { title, company: null } : { title: job.trim(), company, raw };
}

const hasLegalForm = (text: string): boolean => {
  const name = text.replace(/[\s,.]+$/u, "");
  return name !== "" && stripLegalSuffix(name) !== name;
};
