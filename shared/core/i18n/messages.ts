import type { createEnglish } from "./en.ts";

/** Every sentence of the product; English is the original, other languages must have the same shape. */
export type Messages = ReturnType<typeof createEnglish>;

/** The text for a stable word, or the word itself made readable when it is not in the catalogue. */
export function wordText(texts: Readonly<Record<string, string>>, word: string | null): string {
  if (word === null || word === "") return "";
  return Object.hasOwn(texts, word) ? (texts[word] ?? word) : word.replaceAll("_", " ");
}
