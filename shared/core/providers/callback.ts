import type { z } from "zod";
import { readExactJson } from "./read-json.ts";

/** A provider's call as far as it is kept until a worker reads it. Not ok: this is no call of that provider. */
export type CallbackRead<T> = { ok: true; payload: T } | { ok: false };

/** Parses a call by its schema; 64-bit ids come as text. */
export function readExactCallback<S extends z.ZodType, T>(
  text: string,
  schema: S,
  keep: (call: z.output<S>) => T,
): CallbackRead<T> {
  const json = readExactJson(text);
  const parsed = json.ok ? schema.safeParse(json.value) : null;
  return parsed?.success ? { ok: true, payload: keep(parsed.data) } : { ok: false };
}
