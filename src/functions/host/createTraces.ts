import type { RequestTrace } from '../../rpc/hostApi';

/** The requests of late, by id; those under way too. */
export interface Traces {
  begin(id: string, ended: Promise<RequestTrace>): void;
  /** Waits for the request to end; `null` where it is not known. */
  find(id: string): Promise<RequestTrace | null>;
}

const tracesMax = 1000;

export function createTraces(): Traces {
  const traces = new Map<string, Promise<RequestTrace>>();
  return {
    begin(id, ended) {
      traces.delete(id);
      traces.set(id, ended);
      const [oldest] = traces.keys();
      if (traces.size > tracesMax && oldest !== undefined) traces.delete(oldest);
    },
    find: async (id) => (await traces.get(id)) ?? null,
  };
}
