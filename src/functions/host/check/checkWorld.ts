import { createEdgeNetwork, type EdgeNetwork } from '../../../edge/edgeNetwork';
import type { CentralStore } from '../../../edge/centralStore';
import type { EdgeNode } from '../../../edge/edgeNode';
import { createMemoryStore, type InitialRecords } from '../../../edge/memoryCentralStore';
import { errorToData, type ResultData } from '../../../rpc/errorData';
import type { HeldCall } from '../../runtimeProtocol';

/** Midnight of the first of January 2026, UTC. */
const beginMs = Date.UTC(2026, 0, 1);

/** Edge nodes and a central store for one order of steps; each step takes a millisecond. */
export interface CheckWorld {
  readonly central: CentralStore;
  nowMs(): number;
  /** Makes a call, at once and everywhere. */
  make(held: HeldCall): ResultData;
}

export function createCheckWorld(
  nodes: readonly EdgeNode[],
  initial: InitialRecords,
  cacheMisses: boolean,
): CheckWorld {
  const central = createMemoryStore(initial);
  let steps = 0;
  const nowMs = (): number => beginMs + steps;
  const network = createEdgeNetwork({
    ...{ nodes, central, clock: { now: nowMs } },
    policy: { cacheMisses },
  });
  return {
    central,
    nowMs,
    make(held) {
      steps += 1;
      try {
        return { ok: true, value: callNetwork(network, held) };
      } catch (error) {
        return errorToData(error);
      }
    },
  };
}

function callNetwork(network: EdgeNetwork, { call, work }: HeldCall): unknown {
  const { node, namespaceId } = call;
  switch (work.op) {
    case 'get':
      return network.get(node, namespaceId, work.key);
    case 'delete':
      return network.delete(node, namespaceId, work.key);
    case 'put':
      return network.put(node, namespaceId, work.key, work.value);
    case 'list':
      return network.list(node, namespaceId, work.query);
    default:
      return work satisfies never;
  }
}
