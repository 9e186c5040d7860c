/** Longest wait that a header can ask for: one day. */
const longestMs = 24 * 60 * 60_000;

/** A Retry-After header, seconds or an HTTP date, as milliseconds from `nowMs`; undefined when absent or nonsense. */
export function parseRetryAfter(value: string | null, nowMs: number): number | undefined {
  const text = value?.trim() ?? "";
  if (/^\d{1,9}(?:\.\d{1,6})?$/.test(text)) return Math.min(Math.ceil(Number(text) * 1_000), longestMs);
  // Any HTTP date begins with a weekday; Date.parse alone would take far more than that.
  const at = /^(?:mon|tue|wed|thu|fri|sat|sun)/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.min(Math.max(at - nowMs, 0), longestMs);
}
