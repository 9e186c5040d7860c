interface Entry<Value> {
  until: number;
  value: Promise<Value>;
}

/**
 * Answers by key for as long as each says itself. A key that is being asked is not asked again: everybody waits for the
 * same promise. The oldest entries go first when it is full.
 */
export function createAnswerCache<Value>(options: {
  now: () => number;
  maxEntries: number;
  ttlSeconds: (value: Value) => number;
}): (key: string, ask: () => Promise<Value>) => Promise<Value> {
  const entries = new Map<string, Entry<Value>>();
  return (key, ask) => {
    const held = entries.get(key);
    if (held !== undefined && held.until > options.now()) return held.value;
    const entry: Entry<Value> = { until: Number.POSITIVE_INFINITY, value: ask() };
    entries.delete(key);
    entries.set(key, entry);
    if (entries.size > options.maxEntries) {
      const oldest = entries.keys().next();
      if (!oldest.done) entries.delete(oldest.value);
    }
    return entry.value.then(
      (value) => {
        entry.until = options.now() + options.ttlSeconds(value) * 1000;
        return value;
      },
      (error: unknown) => {
        entries.delete(key);
        throw error;
      },
    );
  };
}
