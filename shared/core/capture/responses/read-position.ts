import { readCompanyId } from "../pages/lead-address.ts";
import { asCount, asList, asRecord, asText, field, type JsonRecord } from "../read-value.ts";

export interface SeenPosition {
  title: string | null;
  company: string | null;
  company_id: string | null;
  started_on: string | null;
  current: boolean;
}

/** No company at all, said in many words: the position is real, but nobody can be found by it. */
const nowhere = /^\W*(?:stealth|self[\s-]?employed|freelanc|confidential|independent|retired|unemployed)/i;

export interface ChosenPosition {
  position: SeenPosition | null;
  /** More than one current position. */
  several: boolean;
  /** Not the first one, because the first names no company. */
  other: boolean;
}

/**
 * The position a lead is taken with: the first current one, as the page shows it; where that one names no company
 * ("Stealth startup") the next that does. Title and company always come from the same position.
 * @param join looks up what a normalized body holds elsewhere
 */
export function choosePosition(row: JsonRecord, join: (urn: string) => JsonRecord | null): ChosenPosition {
  const lists = [field(row, "currentPositions"), field(row, "positions")];
  const listed = lists
    .map((list) => asList(list, 50).flatMap((item) => readPosition(item, join)))
    .find((l) => l.length);
  const single = readPosition(field(row, "defaultPosition"), join);
  const current = (listed ?? single).filter((position) => position.current);
  const [first] = current;
  if (first === undefined) return { position: null, several: false, other: false };
  const useful = current.find(({ company }) => company !== null && !nowhere.test(company)) ?? first;
  return { position: useful, several: current.length > 1, other: useful !== first };
}

function readPosition(value: unknown, join: (urn: string) => JsonRecord | null): SeenPosition[] {
  const record = asRecord(value);
  if (record === null) return [];
  const urn = asText(field(record, "companyUrn")) ?? asText(field(record, "*companyUrnResolutionResult"));
  const page = asRecord(field(record, "companyUrnResolutionResult")) ?? (urn === null ? null : join(urn));
  const company = asText(field(record, "companyName"), 500) ?? asText(field(page, "name"), 500);
  const title = asText(field(record, "title"), 1_000);
  if (company === null && title === null) return [];
  const ended = asRecord(field(record, "endedOn")) !== null;
  return [
    {
      title,
      company,
      company_id: readCompanyId(urn) ?? readCompanyId(asText(field(page, "entityUrn"))),
      started_on: readMonth(field(record, "startedOn")),
      current: field(record, "current") !== false && !ended,
    },
  ];
}

function readMonth(value: unknown): string | null {
  const date = asRecord(value);
  const year = asCount(field(date, "year"));
  if (year === null || year < 1900 || year > 2200) return null;
  const month = asCount(field(date, "month"));
  return month !== null && month >= 1 && month <= 12 ? `${year}-${String(month).padStart(2, "0")}` : String(year);
}
