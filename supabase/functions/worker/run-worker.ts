import { channelPlan } from "#core/cascade/channel-plan.ts";
import { holdMilli } from "#core/credits/prices.ts";
import type { Batch, OverviewRow } from "../_shared/db/worker.ts";
import { type ArmedProvider, type Lane, laneKey, leaseMs, passOverAfterMs, type WorkerDeps } from "./deps.ts";
import { passOver, processBatch, resumeIntent } from "./process-batch.ts";
import { takeTurns } from "./take-turns.ts";

export interface RunOptions {
  /** Epoch milliseconds after which nothing new is claimed. */
  until: number;
  /** Return as soon as nothing is due, instead of waiting for what becomes due before `until`. */
  returnWhenIdle: boolean;
  signal: AbortSignal;
}

export interface RunResult {
  batches: number;
  /** True when work is left that is due now or soon: the caller should come back at once. */
  more: boolean;
}

/** How often the database is asked what there is to do: while something is due, and while nothing is. */
const lookEveryMs = 250;
const idleLookMs = 1_000;
/** `/health` calls the worker down when its last sign of life is older than a few of these. */
const beatEveryMs = 5_000;
/** Whoever cancels a job is not to wait for it longer than two seconds. */
const stopCheckMs = 1_000;
/** From so many lost leases in a row on, the contacts of a batch are handled one by one. */
const suspectTakeovers = 3;
/** Contacts sent on at once when their provider is switched off. */
const passOverBatch = 250;

/**
 * Drains the queue: one lane for each provider and channel, each with as many batches in flight as its catalogue entry
 * allows, all lanes side by side on different contacts. Several workers may run; the database is their only coordinator.
 */
export async function runWorker(given: WorkerDeps, options: RunOptions): Promise<RunResult> {
  /** What the database's clock is ahead of ours, told anew with each overview: leases and lines go by that one. */
  let aheadMs = 0;
  let stopped: ReadonlySet<string> = new Set();
  const deps: WorkerDeps = {
    ...given,
    now: () => given.now() + aheadMs,
    db: takeTurns(given.db),
    isStopped: (jobId) => stopped.has(jobId),
  };
  const inFlight = new Map<string, number>();
  const leased = new Map<string, Batch>();
  const running = new Set<Promise<void>>();
  let batches = 0;
  let failure: unknown = null;
  let wake: () => void = () => {};

  const isOver = () => options.signal.aborted || given.now() >= options.until || failure !== null;

  /** Runs one slot of a lane until it finds nothing more to do. */
  const startSlot = (lane: Lane, work: () => Promise<number>) => {
    const key = laneKey(lane);
    inFlight.set(key, (inFlight.get(key) ?? 0) + 1);
    const run = async () => {
      try {
        while (!isOver()) {
          const done = await work();
          batches += done;
          if (done === 0) break;
        }
      } catch (error) {
        // The lease runs out and another worker takes the batch over; this run reports and ends.
        failure ??= error;
      } finally {
        inFlight.set(key, (inFlight.get(key) ?? 1) - 1);
      }
    };
    const slot = run().finally(() => {
      running.delete(slot);
      wake();
    });
    running.add(slot);
  };

  const withLease = async (batch: Batch, work: () => Promise<void>) => {
    leased.set(batch.batch_id, batch);
    try {
      await work();
    } finally {
      leased.delete(batch.batch_id);
    }
  };

  const claim = (lane: Lane, provider: ArmedProvider, limit: number) => {
    const credits = provider.entry.maxCredits[lane.channel];
    return deps.db.claim({
      ...lane,
      keyId: provider.keyId,
      limit,
      leaseMs,
      askCostMicros: Math.ceil(credits * provider.entry.usdMicrosPerCredit),
      holdMilli: holdMilli("both"),
    });
  };

  const askNext = (lane: Lane, provider: ArmedProvider) => async (): Promise<number> => {
    const batch = await claim(lane, provider, channelPlan(provider.entry, lane.channel).maxBatch);
    if (!batch) return 0;
    await withLease(batch, () => processBatch(deps, lane, provider, batch));
    return 1;
  };

  /** One batch for a provider whose breaker is open: the database lets a single worker try. */
  const probe = (lane: Lane, provider: ArmedProvider) => async (): Promise<number> => {
    if (await deps.db.mayProbe(lane.provider, provider.keyId)) await askNext(lane, provider)();
    return 0;
  };

  const takeUp = (lane: Lane, provider: ArmedProvider) => async (): Promise<number> => {
    const due = await deps.db.reclaim(lane.provider, lane.channel, 4, leaseMs);
    await Promise.all(
      due.map((batch) =>
        withLease(batch, () => {
          if (batch.state === "intent") return resumeIntent(deps, lane, provider, batch);
          if ((batch.takeovers ?? 0) >= suspectTakeovers) return oneByOne(deps, lane, provider, batch);
          return processBatch(deps, lane, provider, batch);
        }),
      ),
    );
    return due.length;
  };

  const sendOn =
    (row: OverviewRow, provider: ArmedProvider | null, reason: "switched_off" | "down") =>
    async (): Promise<number> => {
      const batch = await deps.db.claim({
        provider: row.provider,
        channel: row.channel,
        keyId: provider?.keyId ?? "none",
        limit: passOverBatch,
        leaseMs,
        askCostMicros: 0,
        holdMilli: holdMilli("both"),
      });
      if (!batch) return 0;
      const answer =
        reason === "switched_off"
          ? {
              outcome: row.disabled_reason ?? ("auth" as const),
              detail: provider ? "switched off for this key" : "no key is set",
            }
          : { outcome: "skipped" as const, detail: "the provider does not answer" };
      await withLease(batch, () => passOver(deps, row, batch, answer));
      // A provider that is down is looked at again by the main loop, which knows what has become due.
      return reason === "switched_off" ? 1 : 0;
    };

  const startWork = (row: OverviewRow): void => {
    const provider = deps.providers.get(row.provider) ?? null;
    const plan = provider ? channelPlan(provider.entry, row.channel) : null;
    const free = (plan?.batchesInFlight ?? 1) - (inFlight.get(laneKey(row)) ?? 0);
    if (free <= 0) return;
    if (row.polls_due > 0 && provider) startSlot(row, takeUp(row, provider));
    if (row.ready === 0) return;
    if (!provider || !plan || row.disabled_reason) {
      startSlot(row, sendOn(row, provider, "switched_off"));
      return;
    }
    if (row.breaker !== "closed") {
      if (isPast(row.retry_at, deps.now())) startSlot(row, probe(row, provider));
      else if (isPast(row.oldest_ready_at, deps.now() - passOverAfterMs)) startSlot(row, sendOn(row, provider, "down"));
      return;
    }
    if (row.ready < plan.maxBatch && !isPast(row.oldest_ready_at, deps.now() - plan.fillMs)) return;
    const slots = Math.min(free, Math.ceil(row.ready / plan.maxBatch));
    for (let slot = 0; slot < slots; slot++) startSlot(row, askNext(row, provider));
  };

  const heartbeat = keepLeases(deps, leased, options.signal);
  let nextStopCheck = 0;
  let nextLook = 0;
  let nextBeat = 0;
  let overview: OverviewRow[] = [];
  try {
    while (!isOver()) {
      if (deps.now() >= nextBeat) {
        await deps.db.beat();
        nextBeat = deps.now() + beatEveryMs;
      }
      overview = await deps.db.overview();
      const [told] = overview;
      if (told) aheadMs = Date.parse(told.now) - given.now();
      if (leased.size === 0) stopped = new Set();
      else if (deps.now() >= nextStopCheck) {
        stopped = new Set(await deps.db.stopped());
        nextStopCheck = deps.now() + stopCheckMs;
      }
      for (const row of overview) startWork(row);
      nextLook = earliestDue(overview, deps.now());
      if (running.size === 0 && (overview.length === 0 || (options.returnWhenIdle && nextLook > deps.now() + 1000)))
        break;
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const waitMs = Math.min(Math.max(nextLook - deps.now(), lookEveryMs), idleLookMs);
      await Promise.race([woken, deps.sleep(waitMs, options.signal)]);
    }
    await Promise.all(running);
  } finally {
    heartbeat.stop();
  }
  if (failure !== null) throw failure;
  return { batches, more: overview.length > 0 && nextLook <= deps.now() + 1000 };
}

/** Somebody in this batch may be what kills workers: each is counted before it is handled, and given up at the third time. */
async function oneByOne(deps: WorkerDeps, lane: Lane, provider: ArmedProvider, batch: Batch): Promise<void> {
  for (const task of batch.tasks) {
    const reason = "the worker ended while it handled this contact";
    const dead = await deps.db.fail(batch, [{ task_id: task.task_id, reason }], null);
    if (dead.length === 0) await processBatch(deps, lane, provider, { ...batch, tasks: [task] });
  }
}

const isPast = (time: string | null, now: number): boolean => time !== null && Date.parse(time) <= now;

function earliestDue(overview: readonly OverviewRow[], now: number): number {
  const times = overview.flatMap((row) => {
    if (row.ready > 0 || row.polls_due > 0) return [now];
    return [row.next_run_at, row.next_poll_at].flatMap((time) => (time ? [Date.parse(time)] : []));
  });
  return Math.min(...times, Number.POSITIVE_INFINITY);
}

/** Renews the leases of everything in flight, so that a slow provider does not look like a dead worker. */
function keepLeases(deps: WorkerDeps, leased: ReadonlyMap<string, Batch>, signal: AbortSignal): { stop(): void } {
  const stopped = new AbortController();
  const either = AbortSignal.any([signal, stopped.signal]);
  void (async () => {
    while (!either.aborted) {
      await deps.sleep(leaseMs / 3, either);
      if (!either.aborted && leased.size > 0) {
        await deps.db.renew([...leased.keys()], leaseMs).catch((error: unknown) => {
          deps.log("lease_renewal_failed", { message: error instanceof Error ? error.message : "unknown" });
        });
      }
    }
  })();
  return { stop: () => stopped.abort() };
}
