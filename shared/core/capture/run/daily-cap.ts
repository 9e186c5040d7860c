/** People read in 24 hours, however they were taken. LinkedIn's own limits are said to begin at 2,500 a day. */
export const dailyCap = { least: 25, usual: 1_000, most: 2_500 } as const;
export const dayMs = 24 * 60 * 60_000;

/** So many people were read at one time. */
export interface Taking {
  at: number;
  people: number;
}

export interface CapUse {
  cap: number;
  used: number;
  left: number;
  /** When the oldest of them no longer count, so that there is room again; null: nothing counts. */
  resets_at: number | null;
}

/** A cap that somebody chose, within what is allowed. */
export const chooseCap = (wanted: unknown): number =>
  typeof wanted === "number" && Number.isFinite(wanted)
    ? Math.min(dailyCap.most, Math.max(dailyCap.least, Math.round(wanted)))
    : dailyCap.usual;

/**
 * What is left of a sliding day. Once it is used up, `resets_at` is when a page's worth of people has room again.
 * @param now milliseconds; takings from the future (a clock set back) count as of now
 */
export function capUse(takings: readonly Taking[], cap: number, now: number, page = 25): CapUse {
  const counting = takings
    .filter(({ at, people }) => at > now - dayMs && people > 0)
    .map(({ at, people }) => ({ at: Math.min(at, now), people }))
    .sort((a, b) => a.at - b.at);
  const used = counting.reduce((sum, { people }) => sum + people, 0);
  let rest = used;
  let resets: number | null = null;
  for (const { at, people } of counting) {
    rest -= people;
    resets = at + dayMs;
    if (rest + Math.min(page, cap) <= cap) break;
  }
  return { cap, used, left: Math.max(0, cap - used), resets_at: resets };
}
