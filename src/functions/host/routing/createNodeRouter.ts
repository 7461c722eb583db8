import type { NodeRouting } from '../../../rpc/hostApi';
import type { EdgeNode } from '../../runtimeProtocol';
import { createSeededRandom } from '../../seededRandom';
import { byDistance } from './distanceKm';
import { stickyNode } from './stickyNode';

/** Who asks, as far as it decides which node serves. */
export type Client = string;

/** Chooses the node of a request that names none. */
export interface NodeRouter {
  /** @returns `undefined` where the default node serves */
  choose(routing: NodeRouting, nodes: readonly EdgeNode[], client: Client): EdgeNode | undefined;
}

/** Makes a router; its turns and its random numbers begin anew with each. */
export function createNodeRouter(): NodeRouter {
  let turn = 0;
  let seed: number | undefined;
  let random = createSeededRandom(0);

  return {
    choose(routing, nodes, client) {
      switch (routing.policy) {
        case 'fixed':
          return undefined;
        case 'roundRobin':
          return nodes[turn++ % nodes.length];
        case 'nearest':
          return byDistance(nodes, routing)[0];
        case 'sticky':
          return stickyNode(nodes, client);
        case 'random':
          if (seed !== routing.seed) random = createSeededRandom((seed = routing.seed));
          return nodes[Math.floor(random() * nodes.length)];
        default:
          return routing.policy satisfies never;
      }
    },
  };
}
