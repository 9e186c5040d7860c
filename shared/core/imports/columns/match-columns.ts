import type { ColumnMapping, ImportField } from "../fields.ts";
import { scoreHeader } from "./header-scores.ts";
import type { HeaderMeaning } from "./header-synonyms.ts";
import { normaliseHeader } from "./normalise-header.ts";
import { type ColumnSample, sampleColumn } from "./sample-column.ts";

export interface ColumnMatch {
  /** 0-based. */
  column: number;
  header: string;
  /** Null: not used. */
  field: ImportField | null;
  /** 0–1; 0 where the column is not used. */
  confidence: number;
  why:
    | "header"
    | "similar_header"
    | "word_in_header"
    | "values"
    | "better_column_exists"
    | "known_but_not_needed"
    | "unknown"
    | "too_many_columns";
}

export interface MatchResult {
  mapping: ColumnMapping;
  columns: ColumnMatch[];
}

interface Candidate {
  column: number;
  field: ImportField;
  score: number;
  why: ColumnMatch["why"];
}

/** Columns looked at; a sheet with more is no contact list, and every further column stays in the export unread. */
const columnsLookedAt = 500;
const leastScore = 0.55;

/**
 * Finds out which column holds what: by header (synonyms in four languages, then edit distance) and by looking at the
 * cells of the first rows. Each field gets at most one column, the best one.
 */
export function matchColumns(headers: readonly string[], rows: readonly (readonly string[])[]): MatchResult {
  const looked = Math.min(headers.length, columnsLookedAt);
  const scores = Array.from({ length: looked }, (_, column) => scoreHeader(headers[column] ?? ""));
  const samples = Array.from({ length: looked }, (_, column) => sampleColumn(rows, column));
  const context = readContext(headers.slice(0, looked), scores);
  const candidates: Candidate[] = [];
  for (let column = 0; column < looked; column += 1) {
    const sample = samples[column];
    if (sample === undefined) continue;
    const found = new Map<ImportField, Candidate>();
    for (const { meaning, score, why } of scores[column] ?? []) {
      const field = resolve(meaning, sample, context);
      if (field !== null) found.set(field, { column, field, why, score: score * trust(field, sample) });
    }
    const ignored = scores[column]?.some((entry) => entry.meaning === "ignored" && entry.score > 0.9) ?? false;
    for (const [field, score] of ignored ? [] : fromValues(sample)) {
      if ((found.get(field)?.score ?? 0) < score) found.set(field, { column, field, score, why: "values" });
    }
    // Between equal headers the fuller column wins.
    for (const candidate of found.values()) {
      candidates.push({ ...candidate, score: candidate.score * (0.9 + 0.1 * sample.filled) });
    }
  }
  return assign(headers, candidates, scores, looked);
}

function assign(
  headers: readonly string[],
  candidates: Candidate[],
  scores: ReturnType<typeof scoreHeader>[],
  looked: number,
): MatchResult {
  const mapping: ColumnMapping = {};
  const taken = new Map<number, Candidate>();
  candidates.sort((a, b) => b.score - a.score || a.column - b.column);
  for (const candidate of candidates) {
    if (candidate.score < leastScore || mapping[candidate.field] !== undefined || taken.has(candidate.column)) continue;
    mapping[candidate.field] = candidate.column;
    taken.set(candidate.column, candidate);
  }
  const beaten = new Set(candidates.filter((entry) => entry.score >= leastScore).map((entry) => entry.column));
  const columns = headers.map((header, column): ColumnMatch => {
    const winner = taken.get(column);
    if (winner !== undefined) {
      const confidence = Math.round(Math.min(winner.score, 1) * 100) / 100;
      return { column, header, field: winner.field, confidence, why: winner.why };
    }
    let why: ColumnMatch["why"] = "unknown";
    if (column >= looked) why = "too_many_columns";
    else if (beaten.has(column)) why = "better_column_exists";
    else if (scores[column]?.some((entry) => entry.meaning === "ignored")) why = "known_but_not_needed";
    return { column, header, field: null, confidence: 0, why };
  });
  return { mapping, columns };
}

interface Context {
  hasFirst: boolean;
  hasLast: boolean;
  /** The table lists companies: it has their figures and nothing of a person. */
  companyFile: boolean;
}

const companyFigures =
  /^(?:industry|employees|number of employees|employee count|headcount|company size|revenue|annual revenue|founded|founded year|siren|siret|vat|effectif|secteur|branche|mitarbeiter|umsatz|empleados|sector)$/;

function readContext(headers: readonly string[], scores: ReturnType<typeof scoreHeader>[]): Context {
  const means = (meaning: HeaderMeaning) => scores.some((column) => column.some((entry) => entry.meaning === meaning));
  const ofPerson: HeaderMeaning[] = ["first_name", "last_name", "full_name", "company", "title"];
  return {
    hasFirst: means("first_name"),
    hasLast: means("last_name"),
    companyFile: !ofPerson.some(means) && headers.some((header) => companyFigures.test(normaliseHeader(header))),
  };
}

/** Words such as "Name", "Nom" and "Nombre" mean one thing beside a first name and another without it. */
function resolve(meaning: HeaderMeaning, sample: ColumnSample, context: Context): ImportField | null {
  switch (meaning) {
    case "ignored":
      return null;
    case "name":
      if (context.companyFile || sample.legalSuffix >= 0.3) return "company";
      return context.hasFirst && !context.hasLast && sample.severalWords < 0.6 ? "last_name" : "full_name";
    case "family_or_full":
      return context.hasFirst && !context.hasLast ? "last_name" : "full_name";
    case "given_or_full":
      return context.hasLast && !context.hasFirst ? "first_name" : "full_name";
    case "title":
      return sample.seen > 0 && sample.salutation >= 0.5 ? null : "title";
    default:
      return meaning;
  }
}

/** How far the cells bear out what the header says (0–1). Few cells prove nothing. */
function trust(field: ImportField, sample: ColumnSample): number {
  if (sample.seen < 3) return 1;
  const linkedin = sample.profile + sample.member + sample.linkedinOther;
  switch (field) {
    case "given_email":
      return sample.email === 0 ? 0.5 : 1;
    case "linkedin_url":
      if (sample.profile > 0) return 1;
      return sample.linkedinOther + sample.email + sample.domain > 0.5 ? 0.2 : 0.75;
    case "linkedin_id":
      return sample.member + sample.numeric > 0 ? 1 : 0.5;
    case "domain":
      if (linkedin > 0.5 || sample.email > 0.5) return 0.2;
      return sample.domain === 0 ? 0.75 : 1;
    case "given_phone":
      return sample.email + linkedin + sample.domain > 0.5 ? 0.2 : 1;
    default:
      // A name, a company or a title is words: not addresses, links or numbers.
      return sample.email + linkedin > 0.5 || sample.numeric > 0.8 ? 0.4 : 1;
  }
}

/** What cells say by themselves, whatever the header. */
function fromValues(sample: ColumnSample): [ImportField, number][] {
  if (sample.seen === 0) return [];
  const found: [ImportField, number][] = [];
  if (sample.profile >= 0.6) found.push(["linkedin_url", 0.75 + 0.15 * sample.profile]);
  if (sample.member >= 0.6) found.push(["linkedin_id", 0.75 + 0.15 * sample.member]);
  if (sample.email >= 0.6) found.push(["given_email", 0.75 + 0.15 * sample.email]);
  if (sample.phone >= 0.8 && sample.seen >= 2) found.push(["given_phone", 0.6]);
  if (sample.domain >= 0.8) found.push(["domain", 0.6]);
  return found;
}
