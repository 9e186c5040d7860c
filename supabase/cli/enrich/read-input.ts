import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { checkSize, defaultLimits } from "#files/limits.ts";
import { type FileTable, readTable } from "#files/read-table.ts";
import { WorkError } from "../lib/run-command.ts";

export interface Input {
  table: FileTable;
  /** Of the bytes: tells whether a later run is about the same file. */
  hash: string;
}

/** Reads the file, or stdin for "-". Refuses with one sentence, before it has read more than it may. */
export async function readInput(path: string): Promise<Input> {
  const bytes = await readCapped(path);
  const table = readTable(bytes);
  if (!table.ok) throw new WorkError(`${path === "-" ? "The input" : path}: ${table.detail}`);
  return { table, hash: await hashOf(bytes) };
}

async function readCapped(path: string): Promise<Uint8Array<ArrayBuffer>> {
  if (path !== "-") {
    const found = await stat(path).catch(() => null);
    if (!found) throw new WorkError(`${path} does not exist. Check the name of the file.`);
    if (found.isDirectory()) throw new WorkError(`${path} is a folder. Name the file in it.`);
    const refused = found.isFile() ? checkSize(found.size) : null;
    if (refused) throw new WorkError(`${path}: ${refused.detail}`);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of path === "-" ? process.stdin : createReadStream(path)) {
      size += chunk.length;
      chunks.push(chunk);
      if (size > defaultLimits.fileBytes) break;
    }
  } catch (error) {
    throw new WorkError(`${path} cannot be read: ${error instanceof Error ? error.message : "unknown reason"}.`);
  }
  const refused = checkSize(size);
  if (refused) throw new WorkError(`${path === "-" ? "The input" : path}: ${refused.detail}`);
  return new Uint8Array(Buffer.concat(chunks));
}

async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("hex");
}
