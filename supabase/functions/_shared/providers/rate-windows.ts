import type { CatalogueEntry, RateWindow } from "#core/cascade/catalogue-entry.ts";

/**
 * The entry with its scarcest route set to `perMinute` requests a minute. All windows of the route are scaled alike, so
 * that a smaller plan does not burst and a larger one is not held back by the second.
 */
export function withRateLimit(entry: CatalogueEntry, perMinute: number): CatalogueEntry {
  const windows = entry.limits[entry.scarcestRoute] ?? [];
  const documented = Math.min(...windows.map(({ capacity, perMs }) => (capacity * 60_000) / perMs));
  const small = entry.smallPlan !== undefined && perMinute <= entry.smallPlan.perMinute ? entry.smallPlan.windows : [];
  const scaled = [...windows.map((window) => scale(window, perMinute / documented)), ...small];
  return { ...entry, limits: { ...entry.limits, [entry.scarcestRoute]: scaled } };
}

/** A capacity below one becomes one in a longer time. */
function scale({ capacity, perMs }: RateWindow, factor: number): RateWindow {
  const wanted = capacity * factor;
  return wanted >= 1 ? { capacity: Math.floor(wanted), perMs } : { capacity: 1, perMs: Math.ceil(perMs / wanted) };
}
