import { LRUCache } from 'lru-cache';

/**
 * A map that forgets what was set longest ago. A plain Map would have to step over everything that
 * it has forgotten to find the oldest entry.
 */
export class BoundedMap<V extends object> {
  readonly #entries: LRUCache<string, V>;

  constructor(entriesMax: number) {
    this.#entries = new LRUCache({ max: entriesMax });
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): V | undefined {
    return this.#entries.peek(key);
  }

  set(key: string, value: V): void {
    this.#entries.set(key, value);
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }
}
