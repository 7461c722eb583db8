import * as v from 'valibot';
import type { RouteHandler } from '../../rpc/hostApi';
import type { SavedRequest } from './savedRequest';
import { stringRecord } from './stringRecord';

/** The part of `vscode.Memento` that is needed here. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** A handler, by what stays the same while its file is edited. */
export interface HandlerKey {
  readonly projectId: string;
  readonly route: string;
  readonly method: RouteHandler['method'];
}

export const rememberedMax = 200;

const memoryKey = 'pagesKv.requests';

const savedRequest = v.object({
  params: stringRecord,
  query: v.string(),
  method: v.string(),
  headers: v.array(v.tuple([v.string(), v.string()])),
  body: v.string(),
  node: v.exactOptional(v.string()),
});
const entries = v.array(v.tuple([v.string(), savedRequest]));

/** The last request of each handler, newest last; outlives the window. */
export class RequestMemory {
  readonly #memory: Memory;

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  last(handler: HandlerKey): SavedRequest | undefined {
    const name = nameOf(handler);
    return this.#read().find(([known]) => known === name)?.[1];
  }

  async remember(handler: HandlerKey, request: SavedRequest): Promise<void> {
    const name = nameOf(handler);
    const others = this.#read().filter(([known]) => known !== name);
    await this.#memory.update(memoryKey, [...others, [name, request]].slice(-rememberedMax));
  }

  // What an older or newer version of the product left there is no reason to fail.
  #read(): readonly (readonly [string, SavedRequest])[] {
    const parsed = v.safeParse(entries, this.#memory.get(memoryKey));
    return parsed.success ? parsed.output : [];
  }
}

function nameOf(handler: HandlerKey): string {
  return JSON.stringify([handler.projectId, handler.method, handler.route]);
}
