import { parse } from "tldts";
import { legalSuffixShare } from "../../companies/strip-legal-suffix.ts";
import { parseLinkedin } from "../people/linkedin-url.ts";

/** What the cells of a column look like: shares (0–1) of its filled cells among the sample. */
export interface ColumnSample {
  /** Filled cells looked at. */
  seen: number;
  /** Share of rows in which the column is filled. */
  filled: number;
  profile: number;
  /** Sales Navigator addresses, member tokens and urns. */
  member: number;
  linkedinOther: number;
  email: number;
  phone: number;
  domain: number;
  severalWords: number;
  legalSuffix: number;
  salutation: number;
  numeric: number;
}

const rowsLookedAt = 200;
const cellsLookedAt = 60;
const emailShape = /^\s*(?:mailto:)?[^\s@<>,;]{1,64}@[^\s@<>,;]+\.[^\s@<>,;]{2,}\s*$/i;
const phoneShape = /^\s*'?(?:tel:)?(?:\+|00|\(|0)[\d\s().\-/]{6,22}\s*(?:(?:x|ext\.?)\s*\d+)?\s*$/i;
const salutation =
  /^(?:mr|mrs|ms|miss|mx|dr|prof|m|mme|mlle|monsieur|madame|mademoiselle|herr|frau|sr|sra|srta|señor|señora|dra?|prof\.? dr)\.?$/i;

/** Looks at the cells of column `index` in the first rows. */
export function sampleColumn(rows: readonly (readonly string[])[], index: number): ColumnSample {
  const count = { profile: 0, member: 0, linkedinOther: 0, email: 0, phone: 0, domain: 0 };
  const shape = { severalWords: 0, salutation: 0, numeric: 0 };
  const cells: string[] = [];
  let looked = 0;
  for (const row of rows) {
    if (looked >= rowsLookedAt || cells.length >= cellsLookedAt) break;
    looked += 1;
    const cell = (row[index] ?? "").slice(0, 500).trim();
    if (cell !== "") cells.push(cell);
  }
  for (const cell of cells) {
    const kind = kindOf(cell);
    if (kind !== null) count[kind] += 1;
    if (/[^\s,][\s,]+[^\s,]/.test(cell)) shape.severalWords += 1;
    if (salutation.test(cell)) shape.salutation += 1;
    if (/^[\d.,\s%$€£+-]+$/.test(cell)) shape.numeric += 1;
  }
  const share = (part: number) => (cells.length === 0 ? 0 : part / cells.length);
  return {
    seen: cells.length,
    filled: looked === 0 ? 0 : cells.length / looked,
    profile: share(count.profile),
    member: share(count.member),
    linkedinOther: share(count.linkedinOther),
    email: share(count.email),
    phone: share(count.phone),
    domain: share(count.domain),
    severalWords: share(shape.severalWords),
    legalSuffix: legalSuffixShare(cells),
    salutation: share(shape.salutation),
    numeric: share(shape.numeric),
  };
}

function kindOf(cell: string): "profile" | "member" | "linkedinOther" | "email" | "phone" | "domain" | null {
  if (emailShape.test(cell)) return "email";
  const linkedin = parseLinkedin(cell);
  if (linkedin.url !== null) return "profile";
  if (linkedin.id !== null && !/^\d+$/.test(cell)) return "member";
  if (/^(?:https?:\/\/)?(?:[a-z]{2,3}\.)?linkedin\.com\//i.test(cell)) return "linkedinOther";
  if (phoneShape.test(cell)) return "phone";
  if (/\s/.test(cell)) return null;
  if (/^https?:\/\/\S+\.\S+/i.test(cell)) return "domain";
  const host = parse(cell);
  return host.isIcann === true && host.domain !== null && /[a-z]/i.test(host.domainWithoutSuffix ?? "")
    ? "domain"
    : null;
}
