import type { ExplainedVerdict } from "#core/verification/judge-email.ts";
import { afterTry } from "#core/verification/queue/after-try.ts";
import type { ClaimedAddress, SettledAddress, VerifierAudit, VerifierDb } from "#functions/_shared/db/verification.ts";

export interface VerifierDeps {
  queue: VerifierDb;
  /** Level 4. Never throws for what a mail server does. */
  verify(address: string): Promise<ExplainedVerdict>;
  audit(): Promise<VerifierAudit>;
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** A sentence for whoever started it. */
  say(sentence: string): void;
  /** Told of each audit, the first one included. */
  onAudit?(audit: VerifierAudit): void;
  /** Told once, when it has said that it runs and begins to claim. */
  onReady?(): void;
}

export interface VerifierLimits {
  /** Addresses held at once; politeness decides how many conversations that makes. */
  concurrency: number;
  /** Of these, taken at once for one provider, or for the owner of a mail host. */
  perPool: number;
  leaseMs: number;
  /** How often it looks whether something has come, while nothing has. */
  lookEveryMs: number;
}

export const usualLimits: VerifierLimits = { concurrency: 60, perPool: 6, leaseMs: 30_000, lookEveryMs: 1_000 };

const beatEveryMs = 10_000;
/** Between two claims, however much there is to do. */
const restMs = 100;
const auditEveryMs = 6 * 3_600_000;
/** While port 25 is closed, nothing is claimed; somebody may be about to open it. */
const auditWhileClosedMs = 5 * 60_000;
const stopWithinMs = 3_000;
const longestBackOffMs = 15_000;

/**
 * Claims addresses, asks mail servers, settles the verdicts, until told to stop. What it holds is leased: after a crash it
 * comes to whoever claims next. An answer that the database cannot take now is kept until it can.
 */
export async function runVerifier(deps: VerifierDeps, limits: VerifierLimits, signal: AbortSignal): Promise<void> {
  const { queue, now, sleep, say } = deps;
  const held = new Map<number, ClaimedAddress>();
  const running = new Set<Promise<void>>();
  const stopped = new AbortController();
  let wake = () => {};

  const trouble = createTrouble(deps);
  let audit = await deps.audit();
  if (signal.aborted) return;
  deps.onAudit?.(audit);
  const isAble = () => audit.port25 !== "closed";

  async function settle(item: SettledAddress): Promise<void> {
    for (let wait = 250; ; wait = Math.min(wait * 2, longestBackOffMs)) {
      const settled = await trouble.watch(() => queue.settle([item]));
      if (settled !== null || stopped.signal.aborted) return;
      await sleep(wait, stopped.signal);
    }
  }

  async function work({ id, fence, address, attempts }: ClaimedAddress): Promise<void> {
    const verdict = await deps.verify(address);
    const next = afterTry(verdict, attempts + 1, now());
    await settle(
      next.do === "done"
        ? { id, fence, do: "done", verdict, keep_ms: next.keepMs }
        : { id, fence, do: "retry", verdict, delay_ms: next.delayMs },
    );
  }

  function start(claimed: ClaimedAddress): void {
    held.set(claimed.id, claimed);
    const task = work(claimed)
      // The lease runs out, and somebody takes it up again.
      .catch((error: unknown) => say(`${error instanceof Error ? error.message : error}`))
      .finally(() => {
        if (held.get(claimed.id)?.fence === claimed.fence) held.delete(claimed.id);
        running.delete(task);
        wake();
      });
    running.add(task);
  }

  /** Returns how many were claimed. */
  async function claim(after: { pool: string }): Promise<number> {
    const free = limits.concurrency - held.size;
    if (free <= 0 || !isAble()) return 0;
    const perPool = Map.groupBy(held.values(), ({ pool }) => pool);
    const full = [...perPool].filter(([, addresses]) => addresses.length >= limits.perPool).map(([pool]) => pool);
    const { leaseMs } = limits;
    const claimed = await trouble.watch(() =>
      queue.claim({ limit: free, perPool: limits.perPool, full, after: after.pool, leaseMs }),
    );
    if (claimed === null) return 0;
    after.pool = claimed.after;
    for (const address of claimed.items) start(address);
    return claimed.items.length;
  }

  const beat = (isOver: boolean) => trouble.watch(() => queue.beat({ able: isAble(), stopped: isOver, audit }));

  /** Every so often until the end, whatever becomes of one round. */
  async function every(ms: () => number, round: () => Promise<unknown>): Promise<void> {
    while (!stopped.signal.aborted) {
      await sleep(ms(), stopped.signal);
      if (!stopped.signal.aborted) await round();
    }
  }

  const chores = [
    every(
      () => beatEveryMs,
      () => beat(false),
    ),
    every(
      () => limits.leaseMs / 3,
      async () => {
        if (held.size > 0) await trouble.watch(() => queue.renew([...held.keys()], limits.leaseMs));
      },
    ),
    every(
      () => (isAble() ? auditEveryMs : auditWhileClosedMs),
      async () => {
        audit = await deps.audit();
        deps.onAudit?.(audit);
        await beat(false);
      },
    ),
  ];

  await beat(false);
  deps.onReady?.();
  const after = { pool: "" };
  while (!signal.aborted) {
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const claimed = await claim(after);
    await sleep(trouble.backOffMs() || restMs, signal);
    if (claimed === 0) await Promise.race([woken, sleep(limits.lookEveryMs, signal)]);
  }

  await Promise.race([Promise.all(running), sleep(stopWithinMs)]);
  stopped.abort();
  const rest = [...held.values()].map(({ id, fence }): SettledAddress => ({ id, fence, do: "release" }));
  if (rest.length > 0) await trouble.watch(() => queue.settle(rest));
  await beat(true);
  await Promise.all(chores);
}

/** A database that is away is said once, and asked less and less often until it is back. */
function createTrouble({ say }: Pick<VerifierDeps, "say">) {
  let failures = 0;
  return {
    async watch<Result>(call: () => Promise<Result>): Promise<Result | null> {
      try {
        const result = await call();
        if (failures > 0) say("The database answers again.");
        failures = 0;
        return result;
      } catch (error) {
        if (failures === 0)
          say(`${error instanceof Error ? error.message : error} It is asked again until it answers.`);
        failures += 1;
        return null;
      }
    },
    backOffMs: (): number => (failures === 0 ? 0 : Math.min(500 * 2 ** Math.min(failures, 10), longestBackOffMs)),
  };
}
