import assert from 'node:assert/strict';
import type { KvOperation } from '../../src/edge/kvOperation';

interface State {
  readonly value: string | null;
  readonly fromMs: number;
}

interface Held {
  readonly value: string | null;
  readonly atMs: number;
}

const ttlMs = 60_000;

/**
 * What the product promises, in the fewest words: per key the history of the centre, per node
 * and key the last value it saw. Versions do not occur in it.
 */
export class ConsistencyModel {
  nowMs = 0;
  readonly #nodes: readonly string[];
  readonly #cacheMisses: boolean;
  readonly #histories = new Map<string, State[]>();
  /** How far in a key's history each node has got; it never goes back. */
  readonly #progress = new Map<string, number>();
  readonly #held = new Map<string, Held>();

  constructor(nodes: readonly string[], cacheMisses: boolean) {
    this.#nodes = nodes;
    this.#cacheMisses = cacheMisses;
  }

  /** A change by a node, or by the console where no node is given. */
  change(key: string, value: string | null, node?: string): void {
    const history = this.#history(key);
    if (value !== null || history.at(-1)?.value !== null) {
      history.push({ value, fromMs: this.nowMs });
    }
    if (node === undefined) return;
    this.#progress.set(`${node} ${key}`, history.length - 1);
    this.#hold(node, key, value);
  }

  checkRead(node: string, key: string, value: string | null, operation: KvOperation): void {
    const history = this.#history(key);
    const progress = this.#progress.get(`${node} ${key}`) ?? 0;
    const seen = history.findIndex((state, index) => {
      const untilMs = history[index + 1]?.fromMs ?? Infinity;
      return index >= progress && state.value === value && untilMs > this.nowMs - ttlMs;
    });
    assert.notEqual(seen, -1, `${node} read ${value}: too old, or older than it knew`);
    this.#progress.set(`${node} ${key}`, seen);

    const current = history.at(-1)?.value ?? null;
    const held = this.#fresh(node, key);
    assert.equal(value, held ? held.value : current);
    assert.equal(operation.source, held ? 'cache' : 'central');
    assert.equal(operation.ageMs, held ? this.nowMs - held.atMs : 0);
    assert.equal(operation.stale, value !== current);
    assert.equal(operation.version === null, value === null);
    assert.equal(operation.bytes, value?.length ?? 0);
    if (!held) this.#hold(node, key, value);
  }

  sortedKeys(): string[] {
    return [...this.#histories]
      .filter(([, history]) => history.at(-1)?.value !== null)
      .map(([key]) => key)
      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  }

  /** The nodes that would answer from their cache: `[node, ageMs, stale]`. */
  holders(key: string): [string, number, boolean][] {
    const current = this.#history(key).at(-1)?.value;
    return this.#nodes.flatMap((node) => {
      const held = this.#fresh(node, key);
      return held ? [[node, this.nowMs - held.atMs, held.value !== current]] : [];
    });
  }

  purge(node: string): number {
    const keys = [...this.#histories.keys()].filter((key) => this.#fresh(node, key));
    for (const key of keys) this.#held.delete(`${node} ${key}`);
    return keys.length;
  }

  #history(key: string): State[] {
    const history = this.#histories.get(key) ?? [{ value: null, fromMs: -Infinity }];
    this.#histories.set(key, history);
    return history;
  }

  #hold(node: string, key: string, value: string | null): void {
    if (value === null && !this.#cacheMisses) this.#held.delete(`${node} ${key}`);
    else this.#held.set(`${node} ${key}`, { value, atMs: this.nowMs });
  }

  #fresh(node: string, key: string): Held | undefined {
    const held = this.#held.get(`${node} ${key}`);
    return held && this.nowMs - held.atMs < ttlMs ? held : undefined;
  }
}
