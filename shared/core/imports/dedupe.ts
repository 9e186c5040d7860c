/** Finds rows that repeat an earlier one. */
export interface Deduper {
  /** The number of the row that this one repeats, or null for the first of its kind. */
  see(rowNumber: number, keys: readonly string[]): number | null;
}

/**
 * First wins, in row order, by any shared key; the database does the same with `contact_keys`. What a repeated row adds
 * is learned: a third row that shares only that key repeats the first one too.
 */
export function createDeduper(): Deduper {
  const owners = new Map<string, number>();
  return {
    see(rowNumber, keys) {
      let owner: number | null = null;
      for (const key of keys) {
        const known = owners.get(key);
        if (known !== undefined && (owner === null || known < owner)) owner = known;
      }
      for (const key of keys) {
        if (!owners.has(key)) owners.set(key, owner ?? rowNumber);
      }
      return owner;
    },
  };
}
