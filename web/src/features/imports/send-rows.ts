import type { RowChunk } from "./table-worker-messages.ts";

/** The server takes 2,000 rows; fewer go at once when they are long, so that progress is seen and a retry is cheap. */
export const chunkLimits = { maxRows: 2_000, maxChars: 1_500_000 };

export interface SendRowsInput {
  /** 0-based index of the first row that the server does not have yet. */
  from: number;
  total: number;
  read(from: number): Promise<RowChunk>;
  send(rows: RowChunk["rows"]): Promise<unknown>;
  onSent(next: number): void;
  /** Whether another try may help. */
  isPassing(error: unknown): boolean;
  wait(ms: number): Promise<void>;
  signal: AbortSignal;
}

const waitsMs = [500, 2_000, 5_000];

/**
 * Sends all rows from `from` on, chunk by chunk. A passing failure is tried again a few times; then it throws, and the
 * caller may go on later from the last `onSent`: the server takes a row twice without harm.
 */
export async function sendRows(input: SendRowsInput): Promise<void> {
  let next = input.from;
  while (next < input.total) {
    const chunk = await input.read(next);
    if (chunk.rows.length === 0) throw new Error(`no rows from ${next} on`);
    await sendChunk(input, chunk.rows);
    next = chunk.next;
    input.onSent(next);
  }
}

async function sendChunk(input: SendRowsInput, rows: RowChunk["rows"]): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    input.signal.throwIfAborted();
    try {
      await input.send(rows);
      return;
    } catch (error) {
      const waitMs = waitsMs[attempt];
      if (waitMs === undefined || input.signal.aborted || !input.isPassing(error)) throw error;
      await input.wait(waitMs);
    }
  }
}
