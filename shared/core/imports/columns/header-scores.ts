import { distance } from "fastest-levenshtein";
import { type HeaderMeaning, headerSynonyms } from "./header-synonyms.ts";
import { dropFiller, normaliseHeader } from "./normalise-header.ts";

export interface HeaderScore {
  meaning: HeaderMeaning;
  /** 0–1. */
  score: number;
  why: "header" | "similar_header" | "word_in_header";
}

const compact = (text: string): string => text.replaceAll(" ", "");
const bare: { text: string; meaning: HeaderMeaning; poor: boolean }[] = [...headerSynonyms].map(([text, synonym]) => ({
  text: compact(text),
  ...synonym,
}));
const compactSynonyms = new Map(bare.map((entry) => [entry.text, entry]));

/** Single words that decide a long header when nothing else fits ("Verified work email of the lead"). */
const tellingWords: [RegExp, HeaderMeaning][] = [
  [/^(?:email|emails|mail|courriel|correo)$/, "given_email"],
  [/^(?:phone|telephone|mobile|telefon|telefono|handy|movil|celular)$/, "given_phone"],
  [/^(?:prenom|vorname|firstname)$/, "first_name"],
  [/^(?:nachname|apellidos?|surname|lastname)$/, "last_name"],
  [/^(?:company|societe|entreprise|firma|unternehmen|empresa|organization|organisation)$/, "company"],
  [/^(?:website|domain|domaine|webseite)$/, "domain"],
  [/^(?:poste|puesto|position)$/, "title"],
  [/^(?:country|pays|pais)$/, "country"],
];
/** In a header with one of these, a telling word is about something else ("Company phone", "Email status", "Email date"). */
const aboutSomethingElse =
  /\b(?:company|account|organi[sz]ation|entreprise|societe|firma|unternehmen|empresa|status|statut|date|id|type|source|score|count|number of|verified|valid|opt|size|linkedin|twitter|facebook|industry|revenue|description|employees|founded|logo|extension|ext)\b/;

/** What a header may mean, best first; empty when it says nothing. */
export function scoreHeader(header: string): HeaderScore[] {
  const text = normaliseHeader(header);
  if (text === "") return [];
  const exact = lookUp(text);
  if (exact !== undefined) return [{ meaning: exact.meaning, score: exact.poor ? 0.8 : 1, why: "header" }];
  const trimmed = dropFiller(text.replace(/\s?\d+$/, ""));
  const without = trimmed === "" ? undefined : lookUp(trimmed);
  if (without !== undefined) return [{ meaning: without.meaning, score: without.poor ? 0.76 : 0.94, why: "header" }];
  const similar = mostSimilar(compact(text));
  if (similar !== null) return [similar];
  if (text.split(" ").length > 8 || aboutSomethingElse.test(text)) return [];
  const found = text.split(" ").flatMap((word) => tellingWords.filter(([pattern]) => pattern.test(word)));
  return found.slice(0, 1).map(([, meaning]) => ({ meaning, score: 0.7, why: "word_in_header" }));
}

function lookUp(text: string) {
  return headerSynonyms.get(text) ?? compactSynonyms.get(compact(text));
}

/** One slip in short words, two in long ones; very short headers must be exact. */
function mostSimilar(text: string): HeaderScore | null {
  if (text.length < 5) return null;
  const allowed = text.length < 7 ? 1 : 2;
  let best: HeaderScore | null = null;
  for (const entry of bare) {
    if (entry.text.length < 5 || Math.abs(entry.text.length - text.length) > allowed) continue;
    const slips = distance(entry.text, text);
    if (slips > allowed) continue;
    const score = (1 - slips / Math.max(entry.text.length, text.length)) * (entry.poor ? 0.8 : 0.95);
    if (best === null || score > best.score) best = { meaning: entry.meaning, score, why: "similar_header" };
  }
  return best;
}
