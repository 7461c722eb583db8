import type { RequestTrace } from '../../rpc/hostApi';
import { oldestFirst } from './oldestFirst';

/** The requests of late, by id; those under way too. */
export interface Traces {
  begin(id: string, ended: Promise<RequestTrace>): void;
  /** Waits for the request to end; `null` where it is not known. */
  find(id: string): Promise<RequestTrace | null>;
}

interface Kept {
  readonly ended: Promise<RequestTrace>;
  operations: number;
}

/** Of all requests together, the one that ended last included. */
const operationsMax = 50_000;
const tracesMax = 1000;

export function createTraces(): Traces {
  const traces = new Map<string, Kept>();
  const oldest = oldestFirst(traces);
  let operations = 0;

  function drop(id: string): void {
    operations -= traces.get(id)?.operations ?? 0;
    traces.delete(id);
  }

  return {
    begin(id, ended) {
      const kept: Kept = { ended, operations: 0 };
      drop(id);
      traces.set(id, kept);
      const surplus = traces.size > tracesMax ? oldest() : undefined;
      if (surplus !== undefined) drop(surplus);
      void ended.then((trace) => {
        if (traces.get(id) !== kept) return;
        kept.operations = trace.operations.length;
        operations += kept.operations;
        if (operations <= operationsMax) return;
        for (const [other, { operations: count }] of traces) {
          if (operations <= operationsMax) break;
          if (count > 0 && other !== id) drop(other);
        }
      });
    },
    find: async (id) => (await traces.get(id)?.ended) ?? null,
  };
}
