import type { CaptureOutcome } from "#contracts/extension-messages.ts";
import type { CapturedLead } from "#core/capture/captured-lead.ts";
import type { Want } from "#core/jobs/words.ts";
import { batchSize } from "#core/outbox/delivery.ts";
import { isComplete } from "#core/outbox/lead-body.ts";
import type { OutboxBatch, OutboxDatabase, OutboxLead } from "./database.ts";

interface Capture {
  owner: string;
  name: string;
  want: Want;
  leads: readonly CapturedLead[];
  now: number;
  /** Makes the id of a batch, which is also its idempotency key. */
  newId(): string;
}

/**
 * Writes captured leads and the batches that will carry them, in one transaction. People who are in the outbox already
 * are not written again. A batch that was never sent is filled up first.
 */
export function enqueue(
  db: OutboxDatabase,
  { owner, name, want, leads, now, newId }: Capture,
): Promise<CaptureOutcome> {
  return db.transaction("rw", db.leads, db.batches, async () => {
    const distinct = [...new Map(leads.map((lead) => [lead.person_key, lead])).values()];
    const present = await db.leads
      .where("[owner+key]")
      .anyOf(distinct.map((lead) => [owner, lead.person_key]))
      .toArray();
    const known = new Set(present.map(({ key }) => key));
    const fresh = distinct.filter((lead) => !known.has(lead.person_key));
    const waiting = await db.batches.where({ owner, state: "pending" }).toArray();
    let open = waiting.find((batch) => batch.attempts === 0 && batch.want === want && batch.count < batchSize);
    const rows: Omit<OutboxLead, "id">[] = [];
    const changed = new Map<string, OutboxBatch>();
    for (const lead of fresh) {
      if (open === undefined || open.count >= batchSize) open = newBatch({ id: newId(), owner, name, want, now });
      rows.push({
        owner,
        key: lead.person_key,
        batch: open.id,
        position: open.count,
        lead,
        captured_at: now,
        refused: null,
      });
      open.count += 1;
      changed.set(open.id, open);
    }
    await db.leads.bulkAdd(rows);
    await db.batches.bulkPut([...changed.values()]);
    return {
      added: fresh.length,
      known: known.size,
      incomplete: fresh.filter((lead) => !isComplete(lead)).length,
    };
  });
}

const newBatch = (given: { id: string; owner: string; name: string; want: Want; now: number }): OutboxBatch => ({
  id: given.id,
  owner: given.owner,
  name: given.name,
  want: given.want,
  count: 0,
  state: "pending",
  attempts: 0,
  next_at: given.now,
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
