import { randomUUID } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import { foldAsks, type LearnedAsk, nothingCounted } from "#core/cascade/learning/fold-asks.ts";
import { unlearned } from "#core/cascade/learning/priors.ts";
import { type Cell, snapshotSchema } from "#core/cascade/learning/snapshot.ts";
import { bandOf } from "#core/cascade/policy/quality.ts";
import { segmentOf } from "#core/cascade/policy/segment.ts";
import { createDraft, createWorkspace, personRow, start } from "#tests/support/database/factories.ts";
import { describeBoth, type TestDatabase } from "#tests/support/database/test-database.ts";

const { settings, priors } = unlearned();
const params = { settings, priors };

const learn = (db: TestDatabase, { lagMs = 0, minAsks = 1, minAgeMs = 0 } = {}) =>
  db.rpc<{ counted: number; snapshots: number }>("policy_learn", {
    p_params: params,
    p_lag_ms: lagMs,
    p_min_asks: minAsks,
    p_min_age_ms: minAgeMs,
  });

interface TrailRow {
  provider: string;
  outcome: string;
  confidence: number | null;
  cost: number;
  channel?: "email" | "phone";
}

/** A trail as the worker writes it, one contact after the other. */
async function writeTrails(
  db: TestDatabase,
  trails: { domain: string | null; linkedin: string | null; rows: TrailRow[] }[],
  options: { sandbox?: boolean } = {},
): Promise<string> {
  const workspace = await createWorkspace(db, 0);
  const tag = randomUUID();
  const rows = trails.map(({ domain, linkedin }, index) => ({
    ...personRow(index + 1, `${tag} ${index}`),
    person: {
      first_name: "Ada",
      last_name: "Doe",
      full_name: "Ada Doe",
      company: "Acme",
      domain,
      linkedin_url: linkedin,
    },
  }));
  const job = await createDraft(db, workspace, rows, { sandbox: options.sandbox ?? false });
  const contacts = await db.sql<{ id: string }>(
    "select id from public.contacts where job_id = $1 order by row_number",
    [job],
  );
  for (const [index, trail] of trails.entries()) {
    for (const [number, row] of trail.rows.entries()) {
      await db.sql(
        `insert into public.enrichment_results (workspace_id, job_id, contact_id, task_id, ask_number, provider, channel, attempt,
           asked_at, outcome, confidence, cost_micros)
         values ($1, $2, $3, $4, $5, $6, $7, 0, now(), $8, $9, $10)`,
        [
          workspace,
          job,
          contacts[index]?.id,
          nextTask + index,
          number,
          row.provider,
          row.channel ?? "email",
          row.outcome,
          row.confidence,
          row.cost,
        ],
      );
    }
  }
  nextTask += trails.length;
  return job;
}
let nextTask = 1_000_000;

const miss = (provider: string, cost = 0): TrailRow => ({ provider, outcome: "miss", confidence: null, cost });
const found = (provider: string, confidence: number, cost = 19_000): TrailRow => ({
  provider,
  outcome: "found",
  confidence,
  cost,
});

const countsOf = (db: TestDatabase, sandbox: boolean) =>
  db.sql<Cell>(
    `select segment, channel, missed, held, provider, asked, quality, cost_micros from public.policy_counts where sandbox = $1`,
    [sandbox],
  );

const sorted = (cells: readonly Cell[]) =>
  cells
    .map((cell) => [`${cell.segment}|${cell.channel}|${cell.missed}|${cell.held}|${cell.provider}`, cell] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));

describeBoth("policy", (open) => {
  beforeAll(async () => {
    await learn(open());
  });

  it("segments and bands are those of the core", async () => {
    const contacts = [
      { domain: "acme.fr", linkedin_url: null },
      { domain: "ACME.CO.UK", linkedin_url: "https://www.linkedin.com/in/x" },
      { domain: "acme.com", linkedin_url: null },
      { domain: "fr", linkedin_url: null },
      { domain: "notfr", linkedin_url: null },
      { domain: null, linkedin_url: "https://www.linkedin.com/in/x" },
      { domain: null, linkedin_url: null },
    ];
    for (const contact of contacts) {
      const [row] = await open().sql("select private.policy_segment($1, $2) as segment", [
        contact.domain,
        contact.linkedin_url,
      ]);
      expect(row).toEqual({ segment: segmentOf(contact) });
    }
    const bands = await open().sql<{ n: number; band: number }>(
      "select n, private.policy_band(n) as band from generate_series(0, 100) n",
    );
    for (const { n, band } of bands) expect([n, band]).toEqual([n, bandOf(n)]);
  });

  it("counts as the core does, in two parts as in one: situations, old asks less, errors not at all", async () => {
    const db = open();
    const trails = Array.from({ length: 30 }, (_, index) => ({
      domain: index % 3 === 0 ? "acme.fr" : index % 3 === 1 ? "acme.com" : null,
      linkedin: index % 2 === 0 ? "https://www.linkedin.com/in/x" : null,
      rows: [
        ...(index % 5 === 0 ? [{ provider: "hunter", outcome: "transient", confidence: null, cost: 0 }] : []),
        index % 4 === 0 ? found("icypeas", 70) : miss("icypeas"),
        ...(index % 7 === 0 ? [{ provider: "dropcontact", outcome: "out_of_credits", confidence: null, cost: 0 }] : []),
        index % 6 === 0 ? found("hunter", 50, 24_500) : miss("hunter", index % 3 === 0 ? 24_500 : 0),
        { provider: "apollo", outcome: "bad_input", confidence: null, cost: 0 },
        found("findymail", 99, 19_800),
        ...(index % 10 === 0
          ? [{ provider: "apollo", outcome: "found", confidence: null, cost: 225_000, channel: "phone" as const }]
          : []),
      ],
    }));
    await writeTrails(db, trails.slice(0, 12));
    expect(await learn(db)).toMatchObject({ counted: 12 * 3 + 2 });
    await writeTrails(db, trails.slice(12));
    await learn(db);

    const asks = trails.flatMap(({ domain, linkedin, rows }): LearnedAsk[] =>
      rows.flatMap((row, index) => {
        if (row.outcome !== "found" && row.outcome !== "miss") return [];
        const channel = row.channel ?? "email";
        const before = rows
          .slice(0, index)
          .filter((other) => (other.channel ?? "email") === channel && ["found", "miss"].includes(other.outcome));
        const confidences = before.map((other) => other.confidence ?? 0);
        return [
          {
            segment: segmentOf({ domain, linkedin_url: linkedin }),
            channel,
            before: before.map(({ provider }) => provider),
            heldConfidence: Math.max(0, ...confidences),
            provider: row.provider,
            confidence: row.outcome === "miss" ? null : channel === "phone" ? 100 : row.confidence,
            costMicros: row.cost,
          },
        ];
      }),
    );
    const core = sorted(foldAsks(nothingCounted, asks).cells);
    const sql = sorted(await countsOf(db, false));
    expect(sql.map(([key]) => key)).toEqual(core.map(([key]) => key));
    for (const [index, [key, cell]] of sql.entries()) {
      const other = core[index]?.[1];
      expect([key, cell.asked]).toEqual([key, expect.closeTo(other?.asked ?? 0, 6)]);
      expect(cell.quality.map(Number)).toEqual((other?.quality ?? []).map((count) => expect.closeTo(count, 6)));
      expect(cell.cost_micros).toBeCloseTo(other?.cost_micros ?? 0, 3);
    }
    expect(await countsOf(db, true)).toEqual([]);
  });

  it("halves what is 1,400 contacts old", async () => {
    const db = open();
    await writeTrails(db, [{ domain: "acme.com", linkedin: null, rows: [miss("icypeas")] }], { sandbox: true });
    await learn(db);
    await db.sql("update public.policy_counts set asked = 1400 where sandbox");
    await writeTrails(
      db,
      Array.from({ length: 14 }, () => ({ domain: "acme.com", linkedin: null, rows: [miss("icypeas")] })),
      { sandbox: true },
    );
    await learn(db);
    const [cell] = await countsOf(db, true);
    const fresh = Array.from({ length: 14 }, (_, age) => 0.5 ** (age / 1_400)).reduce((a, b) => a + b, 0);
    expect(cell?.asked).toBeCloseTo(1_400 * 0.5 ** (14 / 1_400) + fresh, 6);
  });

  it("lets a provider's record go when it collapses, as the core does", async () => {
    const db = open();
    const trails = (count: number, confidence: number) =>
      Array.from({ length: count }, () => ({ domain: null, linkedin: null, rows: [found("zeta", confidence)] }));
    const asks = (count: number, confidence: number) =>
      Array.from(
        { length: count },
        (): LearnedAsk => ({
          segment: "no_domain",
          channel: "email",
          before: [],
          heldConfidence: null,
          provider: "zeta",
          confidence,
          costMicros: 19_000,
        }),
      );
    let core = nothingCounted;
    for (const [good, bad, isQuiet] of [
      [24, 24, true],
      [1, 9, false],
      [0, 6, false],
      [9, 30, true],
      [3, 0, true],
    ] as const) {
      await writeTrails(db, [...trails(good, 97), ...trails(bad, 0)]);
      await learn(db);
      core = foldAsks(core, [...asks(good, 97), ...asks(bad, 0)]);
      const [cell] = (await countsOf(db, false)).filter(({ provider }) => provider === "zeta");
      expect(cell?.asked).toBeCloseTo(core.cells[0]?.asked ?? 0, 6);
      const [row] = await db.sql<{ evidence: number }>(
        "select evidence from public.policy_evidence where provider = 'zeta'",
      );
      expect(row?.evidence).toBeCloseTo(core.evidence["email zeta"] ?? -1, 6);
      expect(core.evidence["email zeta"] === 0).toBe(isQuiet);
    }
    // Of the hundred and six asks those since the collapse are left: the nine before it were in the same batch.
    expect(core.cells[0]?.asked).toBeGreaterThan(32);
    expect(core.cells[0]?.asked).toBeLessThan(33);
  });

  it("waits for rows that may still have older ones beside them, and counts each once", async () => {
    const db = open();
    await writeTrails(db, [{ domain: "acme.com", linkedin: null, rows: [miss("icypeas"), miss("hunter")] }]);
    expect(await learn(db, { lagMs: 60_000 })).toMatchObject({ counted: 0 });
    expect(await learn(db)).toMatchObject({ counted: 2 });
    expect(await learn(db)).toMatchObject({ counted: 0, snapshots: 0 });
  });

  it("makes a snapshot only when enough is new and the last one old enough, and nobody changes it", async () => {
    const db = open();
    await writeTrails(db, [{ domain: "acme.com", linkedin: null, rows: [miss("icypeas")] }]);
    expect(await learn(db, { minAsks: 2 })).toMatchObject({ counted: 1, snapshots: 0 });
    expect(await learn(db, { minAgeMs: 3_600_000 })).toMatchObject({ snapshots: 0 });
    expect(await learn(db)).toMatchObject({ snapshots: 1 });
    const [newest] = await db.sql<{ id: number }>(
      "select id::int from public.policy_snapshots where not sandbox order by id desc limit 1",
    );
    const snapshot = snapshotSchema.parse(await db.rpc("policy_snapshot_get", { p_id: newest?.id }));
    expect(snapshot).toMatchObject({ id: newest?.id, settings, priors });
    expect(snapshot.cells.length).toBeGreaterThan(5);
    await expect(db.sql("update public.policy_snapshots set params = '{}'")).rejects.toThrow(/append-only/);
    await expect(db.rpc("policy_snapshot_get", { p_id: 999_999 })).rejects.toMatchObject({ code: "not_found" });
  });

  it("a job keeps the newest snapshot of its own world from its start on", async () => {
    const db = open();
    const workspace = await createWorkspace(db, 10);
    const newest = async (sandbox: boolean) =>
      (
        await db.sql<{ id: number | null }>(
          "select max(id)::int as id from public.policy_snapshots where sandbox = $1",
          [sandbox],
        )
      )[0]?.id;
    const startedWith = async (sandbox: boolean) => {
      const job = await createDraft(db, workspace, [personRow(1, randomUUID())], { sandbox });
      const row: unknown = await start(db, workspace, job);
      return (row as { options: { policy_snapshot: unknown } }).options.policy_snapshot;
    };
    expect(await startedWith(false)).toBe(await newest(false));
    expect(await startedWith(true)).toBe(await newest(true));
    expect(await newest(true)).not.toBe(await newest(false));
    await db.sql("delete from public.policy_snapshots where sandbox");
    expect(await startedWith(true)).toBeNull();
  });

  it("forgets snapshots that are a month old and that no job names", async () => {
    const db = open();
    const before = await db.sql<{ id: number }>(
      "select id::int from public.policy_snapshots where not sandbox order by id",
    );
    await db.sql("alter table public.policy_snapshots disable trigger policy_snapshots_immutable");
    await db.sql("update public.policy_snapshots set created_at = now() - interval '31 days'");
    await db.sql("alter table public.policy_snapshots enable trigger policy_snapshots_immutable");
    await writeTrails(db, [{ domain: "acme.com", linkedin: null, rows: [miss("icypeas")] }]);
    await learn(db);
    const named = await db.sql<{ id: number }>(
      "select distinct (options ->> 'policy_snapshot')::int as id from public.import_jobs where options ->> 'policy_snapshot' is not null",
    );
    const left = await db.sql<{ id: number }>(
      "select id::int from public.policy_snapshots where not sandbox order by id",
    );
    const newest = left.at(-1)?.id;
    expect(before.map(({ id }) => id)).not.toContain(newest);
    for (const { id } of left) expect(id === newest || named.some((job) => job.id === id)).toBe(true);
  });
});
