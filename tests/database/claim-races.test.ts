import { describe, expect, it } from "vitest";
import {
  balances,
  type ClaimedBatch,
  claim,
  createWorkspace,
  finish,
  getJob,
  ledgerFaults,
  settle,
  startJob,
} from "#tests/support/database/factories.ts";
import { useDatabase } from "#tests/support/database/test-database.ts";

describe("races for credits", () => {
  const open = useDatabase("postgres");

  it.each([1, 2, 3])("a balance of 3 and ten asks of 3 from ten connections start exactly one (%i)", async (round) => {
    const db = open();
    const workspace = await createWorkspace(db, 3);
    const provider = `race${round}`;
    const jobs = await Promise.all(Array.from({ length: 10 }, () => startJob(db, workspace, 1, { order: [provider] })));
    const claims = await Promise.all(
      jobs.map((_, index) => claim(db, { provider, limit: 1, worker: `w${index}`, holdMilli: 3_000 })),
    );
    const started = claims.filter((batch): batch is ClaimedBatch => batch !== null);
    expect(started.flatMap((batch) => batch.tasks)).toHaveLength(1);
    expect(await balances(db, workspace)).toEqual({ available: 0, held: 3, spent: 0, granted: 3 });
    expect(await ledgerFaults(db)).toEqual([]);

    const [first] = started;
    if (!first) throw new Error("one batch");
    await settle(
      db,
      first,
      first.tasks.map((task) => finish(task, "not_found")),
    );
    // What came back starts the next one, and again only one.
    const again = await Promise.all(
      jobs.map((_, index) => claim(db, { provider, limit: 1, worker: `v${index}`, holdMilli: 3_000 })),
    );
    expect(again.flatMap((batch) => batch?.tasks ?? [])).toHaveLength(1);
    const states = await Promise.all(jobs.map((job) => getJob(db, workspace, job)));
    expect(states.filter((job) => job.status === "completed")).toHaveLength(1);
    expect(await ledgerFaults(db)).toEqual([]);
  });
});
