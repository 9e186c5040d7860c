/** A set parsed from a space-separated string on first use: importing a list costs nothing until it is asked. */
export function lazyWordSet(words: string, without: ReadonlySet<string> = new Set()): () => ReadonlySet<string> {
  let set: Set<string> | null = null;
  return () => {
    if (set === null) {
      set = new Set(words.split(" "));
      for (const word of without) set.delete(word);
    }
    return set;
  };
}

/** Lower case, no trailing dot: how every domain in the lists is written. Callers pass A-labels (`xn--…`). */
export const listKey = (domain: string): string => {
  const lower = domain.toLowerCase();
  return lower.endsWith(".") ? lower.slice(0, -1) : lower;
};
