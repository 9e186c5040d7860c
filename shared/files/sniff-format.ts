import type { Refusal } from "./refusal.ts";

export type Sniffed = { kind: "zip" } | { kind: "text" } | { kind: "refused"; reason: Refusal["reason"] };

const signatures: [string, Refusal["reason"]][] = [
  ["%PDF-", "pdf"],
  ["\x89PNG", "image"],
  ["\xff\xd8\xff", "image"],
  ["GIF8", "image"],
  ["II*\0", "image"],
  ["MM\0*", "image"],
  ["BM", "image"],
  ["\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_excel"],
  ["\x09\x08\x10\0\0\x06\x05\0", "old_excel"],
  ["\x1f\x8b", "archive"],
  ["7z\xbc\xaf\x27\x1c", "archive"],
  ["Rar!", "archive"],
  ["BZh", "archive"],
  ["\xfd7zXZ", "archive"],
  ["\x28\xb5\x2f\xfd", "archive"],
  ["{\\rtf", "document"],
  ["SQLite format 3", "binary"],
  ["PAR1", "binary"],
  ["\x7fELF", "binary"],
  ["OggS", "binary"],
  ["ID3", "binary"],
];

/** What the first bytes say. Text is only looked at more closely once it is decoded (`refuseText`). */
export function sniffFormat(bytes: Uint8Array): Sniffed {
  const head = latin1(bytes.subarray(0, 64));
  if (head.startsWith("PK\x03\x04")) return { kind: "zip" };
  if (head.startsWith("PK\x05\x06")) return { kind: "refused", reason: "archive" };
  if (head.startsWith("RIFF") || head.slice(4, 8) === "ftyp") return { kind: "refused", reason: "image" };
  for (const [start, reason] of signatures) {
    // Two letters are too few to go by: a table may begin with "BM".
    const short = start === "BM";
    if (head.startsWith(start) && (!short || hasControls(bytes.subarray(0, 64)))) return { kind: "refused", reason };
  }
  return { kind: "text" };
}

/** Text that is something else than a table. */
export function refuseText(text: string): Refusal["reason"] | null {
  const start = text.slice(0, 2000).trimStart();
  if (start === "" && text.trim() === "") return "empty";
  if (/^<(?:!doctype|!--|html|\?xml|svg|head|body|table|div|script|meta)[\s>?-]/i.test(start)) return "markup";
  if (/^(?:\{\s*(?:"|\}|$)|\[\s*(?:[{["\]]|-?\d))/.test(start) && /[}\]]\s*$/.test(text.slice(-200))) return "json";
  // More than a few control characters: not written by people, whatever the encoding.
  const looked = text.slice(0, 20_000);
  return countControls(looked) > Math.max(3, looked.length / 200) ? "binary" : null;
}

/** All but tab, line ends, form feed and the end marks of old editors. */
const countControls = (text: string): number => text.replace(/[\t\n\v\f\r]/g, "").match(/\p{Cc}/gu)?.length ?? 0;

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
const hasControls = (bytes: Uint8Array): boolean =>
  bytes.some((byte) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 13);
