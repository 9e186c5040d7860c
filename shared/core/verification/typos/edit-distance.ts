/**
 * Insertions, deletions, substitutions and swaps of neighbours between two short words (optimal string alignment).
 * Answers `limit + 1` as soon as more are needed.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let best = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(cost);
      best = Math.min(best, cost);
    }
    if (best > limit) return limit + 1;
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? limit + 1;
}

const rows = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"];
const place = new Map(rows.flatMap((row, y) => [...row].map((key, x) => [key, { x: x + y * 0.5, y }] as const)));

/** Whether two keys touch on a keyboard. */
export function areNeighbours(a: string, b: string): boolean {
  const from = place.get(a);
  const to = place.get(b);
  return from !== undefined && to !== undefined && Math.abs(from.x - to.x) <= 1.1 && Math.abs(from.y - to.y) <= 1;
}

/** A slip of the fingers and no other word: two letters swapped, one doubled, or one of a double lost. */
export function isSlip(typed: string, meant: string): boolean {
  if (typed === meant) return false;
  if (typed.length === meant.length) {
    const at = [...typed].findIndex((char, index) => char !== meant[index]);
    return typed[at] === meant[at + 1] && typed[at + 1] === meant[at] && typed.slice(at + 2) === meant.slice(at + 2);
  }
  const single = (word: string): string => word.replace(/(.)\1+/g, "$1");
  return Math.abs(typed.length - meant.length) === 1 && single(typed) === single(meant);
}

/** One letter was not hit, neither the first nor the last. */
export function lacksInnerLetter(typed: string, meant: string): boolean {
  if (typed.length !== meant.length - 1 || typed[0] !== meant[0] || typed.at(-1) !== meant.at(-1)) return false;
  const at = [...typed].findIndex((char, index) => char !== meant[index]);
  return typed.slice(at) === meant.slice(at + 1);
}

/** Which of 32 letter classes occur in a word: two words far apart differ in many bits, which costs nothing to see. */
export function letterMask(word: string): number {
  let mask = 0;
  for (let at = 0; at < word.length; at += 1) mask |= 1 << (word.charCodeAt(at) & 31);
  return mask;
}

/** Whether two masks differ in more than `limit` letters. */
export function masksDiffer(a: number, b: number, limit: number): boolean {
  let bits = a ^ b;
  // The usual parallel bit count.
  bits -= (bits >>> 1) & 0x55555555;
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24 > limit;
}
