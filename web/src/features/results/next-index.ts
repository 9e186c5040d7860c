/** Where a key leads from a row, as in any list; null for keys and places that lead nowhere. */
export function nextIndex(key: string, from: number, count: number): number | null {
  if (!Number.isInteger(from) || count === 0) return null;
  const to = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + 10,
    PageUp: from - 10,
    Home: 0,
    End: count - 1,
  }[key];
  if (to === undefined) return null;
  const inside = Math.min(count - 1, Math.max(0, to));
  return inside === from ? null : inside;
}
