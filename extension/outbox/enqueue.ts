import type { CapturedCompany } from "#core/capture/captured-company.ts";
import { completeCompany } from "#core/capture/captured-company.ts";
import type { CapturedLead } from "#core/capture/captured-lead.ts";
import type { Want } from "#core/jobs/words.ts";
import { batchSize } from "#core/outbox/delivery.ts";
import { isComplete } from "#core/outbox/lead-body.ts";
import type { OutboxBatch, OutboxCompany, OutboxDatabase } from "./database.ts";

export type Goods =
  | { kind: "people"; leads: readonly CapturedLead[] }
  | { kind: "companies"; companies: readonly CapturedCompany[] };

interface Capture {
  owner: string;
  /** Workspace it is for; empty: the user's own. */
  space?: string;
  name: string;
  want: Want;
  goods: Goods;
  /** Whom the workspace has already, by key: not kept again. */
  owned?: ReadonlySet<string>;
  /** So many may be taken at most. */
  room?: number;
  /** The run that brings them; null: a click. */
  run?: string | null;
  /** How long a batch that is not full may wait for more. Milliseconds. */
  gatherMs?: number;
  now: number;
  /** Makes the id of a batch, which is also its idempotency key. */
  newId(): string;
}

export interface Enqueued {
  added: number;
  /** Were in the outbox or the workspace already. */
  known: number;
  /** Known from this very run. */
  repeated: number;
  incomplete: number;
  over_cap: number;
}

interface Item {
  key: string;
  complete: boolean;
  fields: { lead: CapturedLead } | { company: CapturedCompany };
}

const itemsOf = (goods: Goods): Item[] =>
  goods.kind === "people"
    ? goods.leads.map((lead) => ({ key: lead.person_key, complete: isComplete(lead), fields: { lead } }))
    : goods.companies.map((company) => ({ key: company.company_key, complete: true, fields: { company } }));

/**
 * Writes what was captured and the batches that will carry it, in one transaction. Who is in the outbox already is not
 * written again. A batch that was never sent is filled up first.
 */
export function enqueue(db: OutboxDatabase, capture: Capture): Promise<Enqueued> {
  const { owner, name, want, goods, now, newId, owned } = capture;
  const { space = "", room = Infinity, run = null, gatherMs = 0 } = capture;
  const table = db.table<{ key: string; run: string | null }>(goods.kind === "people" ? "leads" : "companies");
  return db.transaction("rw", table, db.batches, async () => {
    const distinct = [...new Map(itemsOf(goods).map((item) => [item.key, item])).values()];
    const present = await table
      .where("[owner+space+key]")
      .anyOf(distinct.map(({ key }) => [owner, space, key]))
      .toArray();
    const renewed = goods.kind === "companies" ? await renewCompanies(db, goods.companies, owner, space) : new Set();
    const known = new Set(present.flatMap(({ key }) => (renewed.has(key) ? [] : [key])));
    const repeated = run === null ? 0 : present.filter((row) => row.run === run).length;
    const missing = distinct.filter(({ key }) => !known.has(key) && owned?.has(key) !== true);
    const fresh = missing.slice(0, Math.max(0, room));
    const waiting = await db.batches.where({ owner, state: "pending" }).toArray();
    let open = waiting.find(
      (batch) =>
        batch.attempts === 0 &&
        batch.count < batchSize &&
        batch.kind === goods.kind &&
        batch.want === want &&
        batch.space === space,
    );
    const rows: object[] = [];
    const changed = new Map<string, OutboxBatch>();
    for (const { key, fields } of fresh) {
      if (open === undefined || open.count >= batchSize)
        open = newBatch({ id: newId(), owner, space, kind: goods.kind, name, want, now, next_at: now + gatherMs });
      rows.push({
        owner,
        space,
        key,
        batch: open.id,
        position: open.count,
        captured_at: now,
        run,
        refused: null,
        ...fields,
      });
      open.count += 1;
      open.next_at = open.count >= batchSize ? now : Math.min(open.next_at, now + gatherMs);
      changed.set(open.id, open);
    }
    await db.table(table.name).bulkAdd(rows);
    await db.batches.bulkPut([...changed.values()]);
    return {
      added: fresh.filter(({ key }) => !renewed.has(key)).length,
      known: distinct.length - missing.filter(({ key }) => !renewed.has(key)).length - repeated,
      repeated,
      incomplete: fresh.filter(({ complete }) => !complete).length,
      over_cap: missing.length - fresh.length,
    };
  });
}

/**
 * Companies of which more is seen now than was known: what was sent makes room to be sent again, what was never sent is
 * completed where it is. Gives the keys of those to be sent again. A batch under way stays as it is.
 */
async function renewCompanies(
  db: OutboxDatabase,
  seen: readonly CapturedCompany[],
  owner: string,
  space: string,
): Promise<Set<string>> {
  const again = new Set<string>();
  for (const company of seen) {
    const row: OutboxCompany | undefined = await db.companies.get({ owner, space, key: company.company_key });
    const more = row === undefined ? null : completeCompany(row.company, company);
    if (row === undefined || more === null) continue;
    const batch = await db.batches.get(row.batch);
    if (batch?.state === "sent") {
      await db.companies.delete(row.id);
      again.add(row.key);
    } else if (batch?.state === "pending" && batch.attempts === 0) {
      await db.companies.update(row.id, { company: more });
    }
  }
  return again;
}

const newBatch = (
  given: Pick<OutboxBatch, "id" | "owner" | "space" | "kind" | "name" | "want" | "next_at"> & { now: number },
) => ({
  id: given.id,
  owner: given.owner,
  space: given.space,
  kind: given.kind,
  name: given.name,
  want: given.want,
  count: 0,
  state: "pending" as const,
  attempts: 0,
  next_at: given.next_at,
  leased_until: 0,
  holder: "",
  reason: null,
  detail: null,
  job_id: null,
  accepted: 0,
  duplicates: 0,
  created_at: given.now,
  sent_at: null,
});
