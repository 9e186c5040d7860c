/** Asks of one provider for one contact before it is passed over. */
export const maxAttempts = 4;

/** Waits grow 1, 4, 16, 60 s … with full jitter in the upper half, so that workers that failed together do not return together. */
export function retryDelayMs(attempt: number, random: number, retryAfterMs?: number): number {
  const ceiling = Math.min(1000 * 4 ** Math.min(attempt, 6), 60_000);
  const jittered = Math.round(ceiling * (0.5 + random / 2));
  return Math.max(jittered, Math.min(retryAfterMs ?? 0, 3_600_000));
}
