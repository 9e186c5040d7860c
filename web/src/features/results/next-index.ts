const steps = new Map<string, (from: number, count: number) => number>([
  ["ArrowDown", (from) => from + 1],
  ["ArrowUp", (from) => from - 1],
  ["PageDown", (from) => from + 10],
  ["PageUp", (from) => from - 10],
  ["Home", () => 0],
  ["End", (_, count) => count - 1],
]);

/** Where a key leads from a row, as in any list; null for keys and places that lead nowhere. */
export function nextIndex(key: string, from: number, count: number): number | null {
  const step = steps.get(key);
  if (step === undefined || !Number.isInteger(from) || count === 0) return null;
  const to = Math.min(count - 1, Math.max(0, step(from, count)));
  return to === from ? null : to;
}
