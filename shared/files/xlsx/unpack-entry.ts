import { Inflate } from "fflate";
import { RefusedFile, refuse } from "../refusal.ts";
import { damaged, packedBytes, type ZipEntry } from "./zip-directory.ts";

/** What may still be unpacked, shared by all parts of one file. */
export interface UnpackBudget {
  bytesLeft: number;
}

const chunkBytes = 64 * 1024;

/**
 * Unpacks one part of a ZIP file piece by piece and hands on its text. Counts what really comes out, so that a part
 * which lies about its size is stopped as well. `onText` gives false to stop early.
 */
export function unpackEntry(
  bytes: Uint8Array,
  entry: ZipEntry,
  budget: UnpackBudget,
  onText: (text: string) => boolean,
): void {
  if (entry.declaredSize > budget.bytesLeft) throw new RefusedFile(refuse("zip_bomb"));
  const packed = packedBytes(bytes, entry);
  let decoder: TextDecoder | null = null;
  let going = true;
  const take = (data: Uint8Array, final: boolean): void => {
    budget.bytesLeft -= data.length;
    if (budget.bytesLeft < 0) throw new RefusedFile(refuse("zip_bomb"));
    decoder ??= new TextDecoder(encodingOf(data));
    const text = decoder.decode(data, { stream: !final });
    if (going && text !== "") going = onText(text);
  };
  if (entry.method === 0) {
    for (let at = 0; at < packed.length && going; at += chunkBytes) {
      take(packed.subarray(at, at + chunkBytes), at + chunkBytes >= packed.length);
    }
  } else if (entry.method === 8) {
    inflate(packed, take, () => going);
  } else {
    throw damaged();
  }
}

function inflate(packed: Uint8Array, take: (data: Uint8Array, final: boolean) => void, going: () => boolean): void {
  const stream = new Inflate((data, final) => take(data, final));
  try {
    for (let at = 0; at < packed.length && going(); at += chunkBytes) {
      stream.push(packed.subarray(at, at + chunkBytes), at + chunkBytes >= packed.length);
    }
  } catch (error) {
    throw error instanceof RefusedFile ? error : damaged();
  }
}

const encodingOf = (data: Uint8Array): string => {
  if (data[0] === 0xff && data[1] === 0xfe) return "utf-16le";
  return data[0] === 0xfe && data[1] === 0xff ? "utf-16be" : "utf-8";
};
