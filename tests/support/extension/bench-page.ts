import type { SeenLead } from "#core/capture/captured-lead.ts";
import { chooseReading } from "#core/capture/choose-reading.ts";
import { cleanCaptured } from "#core/capture/clean-captured.ts";
import { readPage } from "#core/capture/pages/read-page.ts";
import { readResponse } from "#core/capture/responses/read-response.ts";
import { leadRow, leadSearchBody } from "#tests/support/salesnav/people.ts";
import { openOutbox } from "../../../extension/outbox/database.ts";
import { enqueue } from "../../../extension/outbox/enqueue.ts";

/** What the benchmark of the extension runs inside Chromium: the product's own code, bundled as the product is. */
const endpoint = "/sales-api/salesApiLeadSearch?q=searchQuery&start=0&count=25";
const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

function time(runs: number, work: () => number): { ms: number; first: number; rows: number } {
  const times: number[] = [];
  let rows = 0;
  for (let run = 0; run < runs; run += 1) {
    const from = performance.now();
    rows = work();
    times.push(performance.now() - from);
  }
  return { ms: median(times), first: times[0] ?? NaN, rows };
}

/** A page of people, cleaned as they are when they are taken. */
const people = (from: number, count: number) =>
  readResponse({
    url: endpoint,
    status: 200,
    body: leadSearchBody({ rows: Array.from({ length: count }, (_, index) => leadRow(from + index)) }),
  }).rows.map((row) => cleanCaptured(row as SeenLead));

const bench = {
  /** The text of a response, to rows. */
  response: (text: string, runs: number) =>
    time(runs, () => readResponse({ url: endpoint, status: 200, body: JSON.parse(text) }).rows.length),
  /** The page as it is shown, to rows. */
  page: (url: string, runs: number) => time(runs, () => readPage(document.documentElement, url).rows.length),
  /** What a look does: the page read, and joined with what was loaded. */
  look: (text: string, url: string, runs: number) => {
    const reading = readResponse({ url: endpoint, status: 200, body: JSON.parse(text) });
    return time(
      runs,
      () => chooseReading([{ reading, page: url }], readPage(document.documentElement, url), url).rows.length,
    );
  },
  /** Puts people into the outbox, a page of 25 at a time; milliseconds. */
  async fill(owner: string, count: number): Promise<number> {
    const db = openOutbox();
    const pages = Array.from({ length: count / 25 }, (_, page) => people(page * 25, 25));
    const from = performance.now();
    for (const leads of pages) {
      await enqueue(db, {
        owner,
        name: "Benchmark",
        want: "email",
        goods: { kind: "people", leads },
        now: Date.now(),
        newId: () => crypto.randomUUID(),
      });
    }
    const ms = performance.now() - from;
    db.close();
    return ms;
  },
  async counts(): Promise<{ sent: number; waiting: number }> {
    const db = openOutbox();
    const batches = await db.batches.toArray();
    db.close();
    const sum = (sent: boolean) =>
      batches.filter(({ state }) => (state === "sent") === sent).reduce((total, { count }) => total + count, 0);
    return { sent: sum(true), waiting: sum(false) };
  },
};
export type Bench = typeof bench;
Object.assign(globalThis, { bench });
