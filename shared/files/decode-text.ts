import type { TableWarning } from "../core/imports/table.ts";

export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

export interface DecodedText {
  text: string;
  encoding: TextEncoding;
  /** Byte order mark found (it is not part of the text). */
  bom: boolean;
  warnings: TableWarning[];
}

/**
 * Bytes → text. A byte order mark decides; without one, zero bytes on every other place mean UTF-16, bytes that are
 * valid UTF-8 mean UTF-8, and anything else is what Windows programs of western Europe write.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const marked = readMark(bytes);
  if (marked !== null) {
    const [encoding, length] = marked;
    return { text: decode(bytes.subarray(length), encoding), encoding, bom: true, warnings: [] };
  }
  const wide = guessWide(bytes);
  if (wide !== null) return { text: decode(bytes, wide), encoding: wide, bom: false, warnings: [] };
  const strict = decodeStrict(bytes);
  if (strict !== null) return { text: strict, encoding: "utf-8", bom: false, warnings: [] };
  return decodeBroken(bytes);
}

function readMark(bytes: Uint8Array): [TextEncoding, number] | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return ["utf-8", 3];
  if (a === 0xff && b === 0xfe) return ["utf-16le", 2];
  if (a === 0xfe && b === 0xff) return ["utf-16be", 2];
  return null;
}

/** Western text in UTF-16 has a zero in every second byte; UTF-8 tables have none at all. */
function guessWide(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  const looked = Math.min(bytes.length, 4096) & ~1;
  if (looked < 2) return null;
  let even = 0;
  let odd = 0;
  for (let index = 0; index < looked; index += 2) {
    if (bytes[index] === 0) even += 1;
    if (bytes[index + 1] === 0) odd += 1;
  }
  const pairs = looked / 2;
  if (odd > pairs * 0.4 && even < pairs * 0.05) return "utf-16le";
  if (even > pairs * 0.4 && odd < pairs * 0.05) return "utf-16be";
  return null;
}

function decodeStrict(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** A few broken bytes in a text that is otherwise UTF-8 (cut or glued files) must not turn every accent into two signs. */
function decodeBroken(bytes: Uint8Array): DecodedText {
  const lenient = decode(bytes, "utf-8");
  const broken = lenient.split("\ufffd").length - 1;
  const accents = lenient.match(/[\u0080-\ufffc]/g)?.length ?? 0;
  if (broken * 10 > accents) {
    return { text: decode(bytes, "windows-1252"), encoding: "windows-1252", bom: false, warnings: [] };
  }
  const text = "Some characters were damaged in the file and are shown as \ufffd.";
  return {
    text: lenient,
    encoding: "utf-8",
    bom: false,
    warnings: [{ code: "repaired_encoding", count: broken, text }],
  };
}

const decode = (bytes: Uint8Array, encoding: TextEncoding): string =>
  new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
