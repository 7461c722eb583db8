import { createSimulatedClock } from '../../../../src/edge/clock';
import { edgeCities } from '../../../../src/edge/edgeCities';
import { createEdgeNetwork } from '../../../../src/edge/edgeNetwork';
import { createKvNamespace } from '../../../../src/kv/kvNamespace';
import type { KvPort } from '../../../../src/kv/kvPort';
import { profiles } from '../../../../src/kv/profile';
import type { Store } from '../../../../src/store/store';
import type { Random } from '../../../support/random';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** What a request may be under way for: the code leaves an hour, of which clocks need a part. */
const requestMsMax = 50 * minuteMs;

/** A part of a module that runs as a request: an expression with `my_kv` and what it declares. */
export interface Code {
  readonly text: string;
  readonly entry: string;
}

/** All cities before a store on real files; whose KV call goes on next is decided by a test. */
export interface CounterWorld {
  readonly nodes: readonly string[];
  /** Calls that wait, in the order in which they were made. */
  readonly waiting: number;
  now(): number;
  /** Begins a request; it goes on as its calls are let go on. */
  begin(code: Code, node: string): Promise<string>;
  /** Lets a call go on, and its request up to the next one. */
  step(index: number): Promise<void>;
  /** Lets all calls go on, one after the other. */
  drain(): Promise<void>;
  /** Begins a request and lets everything go on to its end. */
  run(code: Code, node: string): Promise<string>;
  /** What would be under way for too long ends before. */
  advance(ms: number): Promise<void>;
  keys(prefix: string): readonly string[];
  delete(key: string): void;
  /** Of the calls that went on: the keys that were put, and the prefixes that were listed. */
  readonly calls: { readonly puts: string[]; readonly lists: string[] };
}

export function createCounterWorld(store: Store, id: string, random: Random): CounterWorld {
  const clock = createSimulatedClock(() => Date.UTC(2026, 10, 25, 12));
  clock.pause();
  const network = createEdgeNetwork({
    nodes: edgeCities,
    central: store,
    clock,
    policy: { cacheMisses: false },
  });
  const held: (() => void)[] = [];
  const beganAtMs = new Set<{ readonly ms: number }>();
  const calls = { puts: [] as string[], lists: [] as string[] };
  const nodes = network.nodes.map((node) => node.id);

  /** The call happens at a moment of its own, and its answer arrives at another. */
  async function hold<T>(call: () => T): Promise<T> {
    await new Promise<void>((resolve) => held.push(resolve));
    const answer = call();
    await new Promise<void>((resolve) => held.push(resolve));
    return answer;
  }

  function portAt(node: string): KvPort {
    return {
      get: (key) => hold(() => network.get(node, id, key).value),
      put: (key, value) =>
        hold(() => {
          calls.puts.push(key);
          network.put(node, id, key, value);
        }),
      delete: (key) =>
        hold(() => {
          network.delete(node, id, key);
        }),
      list: (query) =>
        hold(() => {
          calls.lists.push(query.prefix);
          return network.list(node, id, query).page;
        }),
    };
  }

  class SimulatedDate extends Date {
    static override now(): number {
      return clock.now();
    }
  }
  const part = (digits: number): string =>
    Array.from({ length: digits }, () => random.below(16).toString(16)).join('');
  const crypto = { randomUUID: () => [8, 4, 4, 4, 12].map(part).join('-') };
  class Answer {
    constructor(readonly text: string) {}
  }

  async function begin({ text, entry }: Code, node: string): Promise<string> {
    const request = { ms: clock.now() };
    beganAtMs.add(request);
    // Anew for each request: what a module holds does not survive one.
    const code = `${text.replaceAll('export ', '')}\nreturn (${entry})();`;
    // eslint-disable-next-line @typescript-eslint/no-implied-eval
    const load = new Function('my_kv', 'Response', 'Date', 'crypto', code) as (
      ...globals: unknown[]
    ) => Promise<unknown>;
    const settings = { profile: profiles.documented, warn: () => undefined };
    const kv = createKvNamespace(portAt(node), settings);
    const answer = await load(kv, Answer, SimulatedDate, crypto);
    beganAtMs.delete(request);
    return answer instanceof Answer ? answer.text : String(answer);
  }

  async function step(index: number): Promise<void> {
    held.splice(index, 1)[0]?.();
    // Code between two calls is promises only, all of which come before this.
    await new Promise((resolve) => setImmediate(resolve));
  }

  async function drain(): Promise<void> {
    while (held.length > 0) await step(0);
  }

  return {
    nodes,
    calls,
    get waiting() {
      return held.length;
    },
    now: () => clock.now(),
    begin,
    step,
    drain,
    async run(code, node) {
      const answer = begin(code, node);
      await new Promise((resolve) => setImmediate(resolve));
      await drain();
      return answer;
    },
    async advance(ms) {
      const oldestMs = Math.min(...[...beganAtMs].map((request) => request.ms));
      if (clock.now() + ms - oldestMs > requestMsMax) await drain();
      clock.advance(ms);
    },
    keys(prefix) {
      const keys: string[] = [];
      for (let after: string | null = null; ; after = keys.at(-1) ?? null) {
        const page = store.list(id, { prefix, limit: 256, after });
        keys.push(...page.keys);
        if (page.complete) return keys;
      }
    },
    delete(key) {
      store.delete(id, key, clock.now());
    },
  };
}
