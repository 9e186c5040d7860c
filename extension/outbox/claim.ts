import { isStale, leaseMs, nextWake } from "#core/outbox/delivery.ts";
import type { OutboxBatch, OutboxDatabase } from "./database.ts";

/** Puts batches back whose sender is gone. There is one worker at a time: a lease of another one is dead. */
export function recoverStale(db: OutboxDatabase, holder: string, now: number): Promise<number> {
  return db.transaction("rw", db.batches, async () => {
    const sending = await db.batches.where({ state: "sending" }).toArray();
    const stale = sending.filter((batch) => isStale(batch, now, holder));
    await db.batches.bulkPut(stale.map((batch) => ({ ...batch, state: "pending" as const, next_at: now, holder: "" })));
    return stale.length;
  });
}

/**
 * Leases the user's batches that are due, oldest first, as many as are sent within a lease. What was claimed counts as an
 * attempt even if nothing comes of it.
 */
export function claimDue(
  db: OutboxDatabase,
  owner: string,
  holder: string,
  now: number,
  most = 100,
): Promise<OutboxBatch[]> {
  return db.transaction("rw", db.batches, async () => {
    const pending = await db.batches.where({ owner, state: "pending" }).sortBy("created_at");
    const due = pending
      .filter((batch) => batch.next_at <= now)
      .slice(0, most)
      .map((batch) => ({
        ...batch,
        state: "sending" as const,
        attempts: batch.attempts + 1,
        leased_until: now + leaseMs,
        holder,
      }));
    await db.batches.bulkPut(due);
    return due;
  });
}

/**
 * Lets batches of the user go on at once. "gathering": those that wait for more people; "all": also those that wait for
 * their time or for the user.
 */
export function release(
  db: OutboxDatabase,
  owner: string,
  now: number,
  which: "all" | "signed_out" | "gathering",
): Promise<number> {
  return db.transaction("rw", db.batches, async () => {
    const waiting = await db.batches.where({ owner }).toArray();
    const freed = waiting.filter(
      (batch) =>
        (batch.state === "pending" &&
          batch.next_at > now &&
          (which === "all" || (which === "gathering" && batch.attempts === 0))) ||
        (batch.state === "held" && (which === "all" || batch.reason === which)),
    );
    await db.batches.bulkPut(freed.map((batch) => ({ ...batch, state: "pending" as const, next_at: now })));
    return freed.length;
  });
}

/** When the worker must wake for this user's batches; null: there is nothing to wait for. */
export const wakeTime = async (db: OutboxDatabase, owner: string): Promise<number | null> =>
  nextWake(
    await db.batches
      .where({ owner })
      .and(({ state }) => state === "pending" || state === "sending")
      .toArray(),
  );
