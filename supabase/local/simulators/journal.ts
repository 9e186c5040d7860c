import { appendFileSync, closeSync, ftruncateSync, openSync, readFileSync, statSync, truncateSync } from "node:fs";
import { z } from "zod";
import { type ProviderName, providerNames } from "./findings.ts";

/** One request that changed something, as it came. */
export interface JournalEntry {
  at: number;
  provider: ProviderName;
  method: string;
  /** With its query. */
  path: string;
  body: string;
}

const headSchema = z.object({ run: z.string().min(1) });
const entrySchema = z.object({
  at: z.number(),
  provider: z.enum(providerNames),
  method: z.string(),
  path: z.string(),
  body: z.string(),
});

/** Replaying more would take longer than a start may take; a sandbox that big begins anew. */
const maxBytes = 8 * 1024 * 1024;

/**
 * What keeps a sandbox alive over a restart: the simulators hold everything in memory, so a killed process would forget jobs
 * that the product goes on polling for. Requests are written down as they are carried out and carried out again at start.
 */
export class Journal {
  readonly run: string;
  readonly entries: readonly JournalEntry[];
  readonly #fd: number;

  /** Opens or creates the file; `freshRun` names the run if there is nothing to go on with. */
  constructor(file: string, freshRun: string) {
    const past = read(file);
    this.run = past?.run ?? freshRun;
    this.entries = past?.entries ?? [];
    this.#fd = openSync(file, "a", 0o600);
    if (past !== null) return;
    ftruncateSync(this.#fd);
    this.#write({ run: this.run });
  }

  append(entry: JournalEntry): void {
    this.#write(entry);
  }

  /** Begins anew, for another run. */
  clear(run: string): void {
    ftruncateSync(this.#fd);
    this.#write({ run });
  }

  close(): void {
    closeSync(this.#fd);
  }

  /** Synchronous: a line that is not on its way to the disk when the answer leaves would be lost by a kill. */
  #write(line: unknown): void {
    appendFileSync(this.#fd, `${JSON.stringify(line)}\n`);
  }
}

/** Null when there is no file, or none that can be gone on with. */
function read(file: string): { run: string; entries: JournalEntry[] } | null {
  try {
    if (statSync(file).size > maxBytes) return null;
    const text = readFileSync(file, "utf8");
    // A kill may have cut the last line: its request was never answered, and what is appended must not grow onto it.
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    if (whole !== text) truncateSync(file, Buffer.byteLength(whole));
    return parse(whole);
  } catch {
    return null;
  }
}

function parse(text: string): { run: string; entries: JournalEntry[] } | null {
  const [first = "", ...rest] = text.split("\n").filter((line) => line !== "");
  const head = headSchema.safeParse(JSON.parse(first));
  const entries = z.array(entrySchema).safeParse(rest.map((line): unknown => JSON.parse(line)));
  return head.success && entries.success ? { run: head.data.run, entries: entries.data } : null;
}
