import type { ExplainedVerdict } from "#core/verification/judge-email.ts";
import { listedEmail, listedPhone } from "#core/verification/list-verdict.ts";
import type { ListClaim, ListQueue, ListResult } from "../db/verification-lists.ts";
import type { PhoneVerifier } from "./verify-phone.ts";

export interface ListWork {
  queue: ListQueue;
  /** A verdict for each address, in order; or how long until it may be there, where somebody else makes it. */
  verifyEmails(addresses: readonly string[]): Promise<(ExplainedVerdict | { waitMs: number })[]>;
  phones: Pick<PhoneVerifier, "verify">;
  now(): number;
}

export interface ListRun {
  /** Epoch milliseconds after which nothing new is claimed. */
  until: number;
  /** Rows after which the run ends, whatever is left: hosts allow a request little of the processor. */
  mostRows: number;
  signal: AbortSignal;
}

/** Small enough that progress is seen and a claim never outlives its lease. */
const rowsPerClaim = 200;
const leaseMs = 120_000;

/** Works off verification lists, claim by claim, in turn between lists. Returns the rows taken and whether more may wait. */
export async function verifyLists(work: ListWork, run: ListRun): Promise<{ rows: number; more: boolean }> {
  let rows = 0;
  while (rows < run.mostRows && work.now() < run.until && !run.signal.aborted) {
    const claim = await work.queue.claim(rowsPerClaim, leaseMs);
    if (claim === null) return { rows, more: false };
    await workOff(work, claim);
    rows += claim.rows.length;
  }
  return { rows, more: true };
}

async function workOff(work: ListWork, claim: ListClaim): Promise<void> {
  // Each value once: the database gives its verdict to all rows that say the same.
  const rows = [...new Map(claim.rows.map((row) => [row.value, row])).values()];
  if (claim.kind === "phone") return settle(work, claim, await phoneResults(work, claim, rows));

  const verdicts = await work.verifyEmails(rows.map(({ value }) => value));
  const results: ListResult[] = [];
  const waits = new Map<string, number>();
  for (const [at, { row_number, value }] of rows.entries()) {
    const verdict = verdicts[at];
    if (verdict === undefined) continue;
    if ("waitMs" in verdict) waits.set(value, verdict.waitMs);
    else results.push({ row_number, ...listedEmail(verdict) });
  }
  await settle(work, claim, results);
  if (waits.size === 0) return;
  const waiting = claim.rows.filter(({ value }) => waits.has(value)).map(({ row_number }) => row_number);
  await work.queue.wait(claim, waiting, Math.min(...waits.values()));
}

async function settle(work: ListWork, claim: ListClaim, results: readonly ListResult[]): Promise<void> {
  if (results.length > 0) await work.queue.settle(claim, results);
}

const phoneResults = (work: ListWork, { region }: ListClaim, rows: ListClaim["rows"]): Promise<ListResult[]> =>
  Promise.all(
    rows.map(async ({ row_number, value }) => {
      // Longer than any way to write a number: the rest would only be searched in vain.
      const verdict = await work.phones.verify(value.slice(0, 200), { region });
      return { row_number, ...listedPhone(verdict) };
    }),
  );
