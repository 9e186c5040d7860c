/** Finds the longest prefix of a number; see supabase/local/verifier/build-phone-tables.ts for the text form. */
export interface PrefixTable {
  /** `digits`: an E.164 number without the plus sign. */
  find(digits: string): string | null;
}

/**
 * Unpacks a table into two typed arrays (12 bytes a prefix). Prefixes never start with 0 and have at most 15 digits, so
 * that a number stands for each without loss.
 */
export function readPrefixTable(text: string): PrefixTable {
  const end = text.indexOf("\n\n");
  const names = text.slice(0, end).split("\n");
  const lines = text.slice(end + 2).split("\n");
  const entries: [number, number][] = new Array(lines.length);
  let previous = "";
  let longest = 0;
  for (const [row, line] of lines.entries()) {
    const colon = line.indexOf(":");
    const prefix = previous.slice(0, Number.parseInt(line.charAt(0), 36)) + line.slice(1, colon);
    entries[row] = [Number(prefix), Number.parseInt(line.slice(colon + 1), 36)];
    longest = Math.max(longest, prefix.length);
    previous = prefix;
  }
  entries.sort((a, b) => a[0] - b[0]);
  const prefixes = Float64Array.from(entries, ([prefix]) => prefix);
  const indexes = Uint32Array.from(entries, ([, index]) => index);
  return {
    find(digits) {
      // Each shorter prefix is sorted before the longer one, so it is sought below it only.
      let end = prefixes.length;
      for (let prefix = Number(digits.slice(0, longest)); prefix > 0; prefix = Math.floor(prefix / 10)) {
        const at = firstAbove(prefixes, prefix, end) - 1;
        if (at < 0) return null;
        if (prefixes[at] === prefix) return names[indexes[at] ?? 0] ?? null;
        end = at + 1;
      }
      return null;
    },
  };
}

/** Index of the first value above `wanted` in `sorted[0 … end)`, or `end`. */
function firstAbove(sorted: Float64Array, wanted: number, end: number): number {
  let low = 0;
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) > wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}
