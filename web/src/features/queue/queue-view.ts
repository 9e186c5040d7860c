import type { Queue, QueueBreaker, QueueLane, QueueLimit } from "#contracts/api/queue.ts";

export type SourceState = "well" | "open" | "half_open" | "auth" | "out_of_credits";

/** Everything that the page shows of one source. */
export interface SourceView {
  provider: string;
  state: SourceState;
  /** Open: when it is tried again. Switched off: since when. */
  stateTime: string | null;
  /** The key that can be switched on again; null where there is none, or where keys are not told. */
  enableKey: string | null;
  lanes: QueueLane[];
  /** Fullest first. */
  limits: QueueLimit[];
}

const worst: readonly SourceState[] = ["auth", "out_of_credits", "open", "half_open", "well"];

/** Sources in trouble first, then those with the longest lines. */
export function sourcesOf(queue: Queue): SourceView[] {
  const names = [...queue.lanes, ...queue.breakers, ...queue.limits].map(({ provider }) => provider);
  const views = [...new Set(names)].map((provider): SourceView => {
    const of = <T extends { provider: string }>(rows: readonly T[]) => rows.filter((row) => row.provider === provider);
    const breakers = of(queue.breakers).toSorted((a, b) => worst.indexOf(stateOf(a)) - worst.indexOf(stateOf(b)));
    const breaker = breakers[0];
    const state = breaker === undefined ? "well" : stateOf(breaker);
    return {
      provider,
      state,
      stateTime: breaker === undefined ? null : isSwitchedOff(state) ? breaker.disabled_at : breaker.retry_at,
      enableKey: isSwitchedOff(state) ? (breaker?.key_id ?? null) : null,
      lanes: of(queue.lanes),
      limits: of(queue.limits).toSorted((a, b) => share(b) - share(a)),
    };
  });
  const waiting = (view: SourceView) => view.lanes.reduce((sum, lane) => sum + lane.ready + lane.leased, 0);
  return views.toSorted(
    (a, b) =>
      worst.indexOf(a.state) - worst.indexOf(b.state) ||
      waiting(b) - waiting(a) ||
      a.provider.localeCompare(b.provider),
  );
}

export const isSwitchedOff = (state: SourceState): boolean => state === "auth" || state === "out_of_credits";

function stateOf(breaker: QueueBreaker): SourceState {
  if (breaker.disabled_reason !== null) return breaker.disabled_reason;
  return breaker.breaker === "closed" ? "well" : breaker.breaker;
}

export const share = ({ used, capacity }: QueueLimit): number => (capacity > 0 ? used / capacity : 0);

/** Sums over all lines. */
export function totalsOf(queue: Queue): Record<"ready" | "later" | "leased" | "paused", number> {
  const totals = { ready: 0, later: 0, leased: 0, paused: 0 };
  for (const lane of queue.lanes) {
    totals.ready += lane.ready;
    totals.later += lane.later;
    totals.leased += lane.leased;
    totals.paused += lane.paused;
  }
  return totals;
}

/** What is still chosen after a refresh: letters that were sent again are gone. */
export function stillThere(chosen: ReadonlySet<number>, items: readonly { id: number }[]): Set<number> {
  const ids = new Set(items.map(({ id }) => id));
  return new Set([...chosen].filter((id) => ids.has(id)));
}
