import { isSafeNumber, parse } from "lossless-json";

export type JsonText = { ok: true; value: unknown } | { ok: false };

/** Parses a body; HTML, truncated JSON and an empty body give `ok: false`. */
export function readJson(text: string): JsonText {
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return { ok: false };
  }
}

/** The same with every number that a double cannot hold (64-bit ids) given as the text it was written as. */
export function readExactJson(text: string): JsonText {
  try {
    return { ok: true, value: parse(text, null, exactNumber) };
  } catch {
    return { ok: false };
  }
}

const exactNumber = (written: string): number | string => (isSafeNumber(written) ? Number(written) : written);
