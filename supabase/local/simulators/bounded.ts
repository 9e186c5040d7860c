/** A map that forgets its oldest entries beyond `max`, so that a long run cannot fill the memory. */
export class BoundedMap<K, V> {
  readonly #map = new Map<K, V>();
  readonly #max: number;
  readonly #weigh: (value: V) => number;
  #weight = 0;

  /** `weigh` says how much of `max` an entry takes; one where it is absent. An entry is never heavier than `max`. */
  constructor(max: number, weigh: (value: V) => number = () => 1) {
    this.#max = max;
    this.#weigh = weigh;
  }

  get size(): number {
    return this.#map.size;
  }

  get(key: K): V | undefined {
    return this.#map.get(key);
  }

  has(key: K): boolean {
    return this.#map.has(key);
  }

  set(key: K, value: V): void {
    const old = this.#map.get(key);
    if (old !== undefined) this.#weight -= this.#weigh(old);
    this.#map.set(key, value);
    this.#weight += this.#weigh(value);
    for (const [oldest, entry] of this.#map) {
      if (this.#weight <= this.#max || oldest === key) break;
      this.#map.delete(oldest);
      this.#weight -= this.#weigh(entry);
    }
  }

  values(): IterableIterator<V> {
    return this.#map.values();
  }

  clear(): void {
    this.#map.clear();
    this.#weight = 0;
  }
}
