import { cleanText, isPlaceholder } from "../../lib/clean-text.ts";

const shape = /^[^\s@<>()[\],;:"\\]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u;

/**
 * The e-mail address in a cell: `mailto:`, a display name and further addresses are dropped; the domain is written in
 * lower case. Only a rough check: verification judges the address. Null when there is none.
 */
export function cleanEmail(raw: string): string | null {
  if (raw.length > 2000) return null;
  const text = cleanText(raw);
  const bracketed = /<\s*([^<>\s]+@[^<>\s]+)\s*>/.exec(text)?.[1];
  const first = (bracketed ?? text.replace(/^mailto:/i, "").split(/[\s,;|]+/, 1)[0] ?? "")
    .replace(/^['"(]+/, "")
    .replace(/\?.*$/, "")
    .replace(/['")>.]+$/, "");
  if (first.length > 254 || !shape.test(first)) return null;
  const at = first.lastIndexOf("@");
  const local = first.slice(0, at);
  if (local.startsWith(".") || local.endsWith(".") || local.includes("..")) return null;
  return `${local}${first.slice(at).toLowerCase()}`;
}

/** A phone number as it was written, without the apostrophe that spreadsheets put before it. Null when it is none. */
export function cleanPhone(raw: string): string | null {
  if (raw.length > 200) return null;
  const text = cleanText(raw).replace(/^['`]+\s*/, "");
  const digits = text.replace(/\P{Nd}/gu, "").length;
  return digits < 5 || text.length > 64 || isPlaceholder(text) ? null : text;
}
