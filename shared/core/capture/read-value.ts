import { storableText } from "../imports/storable-text.ts";

export type JsonRecord = Readonly<Record<string, unknown>>;

/** Rows of one response: LinkedIn sends 25, at most 100. More is not a page. */
export const mostRows = 200;
const longestText = 2_000;

export const asRecord = (value: unknown): JsonRecord | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonRecord) : null;

export const asList = (value: unknown, most = mostRows): readonly unknown[] =>
  Array.isArray(value) ? value.slice(0, most) : [];

/** Own fields only: a body may be called "constructor". */
export const field = (record: JsonRecord | null, name: string): unknown =>
  record !== null && Object.hasOwn(record, name) ? record[name] : undefined;

/**
 * Text of untrusted origin: capped, without control characters, trimmed; null when nothing is left. `cut` is called when
 * the text was longer than `most` characters.
 */
export function asText(value: unknown, most = longestText, cut?: () => void): string | null {
  if (typeof value !== "string") return null;
  if (value.length > most) cut?.();
  const text = storableText(value.slice(0, most))
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ")
    .replace(/ {2,}/g, " ")
    .trim();
  return text === "" ? null : text;
}

export const asBoolean = (value: unknown): boolean | null => (typeof value === "boolean" ? value : null);

export const asCount = (value: unknown): number | null =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;
