import type { NodeRouting } from '../../../rpc/hostApi';
import type { EdgeNode } from '../../runtimeProtocol';
import { createSeededRandom } from '../../seededRandom';
import { byDistance } from './distanceKm';
import { stickyNode } from './stickyNode';

/** Who asks, as far as it decides which node serves. */
export type Client = string;

/** Chooses the node of a request that names none; turns and random numbers go on. */
export interface NodeRouter {
  /** @returns `undefined` where the default node serves */
  choose(routing: NodeRouting, nodes: readonly EdgeNode[], client: Client): EdgeNode | undefined;
  /** Turns and random numbers begin anew, as they must where somebody sets the policy. */
  restart(): void;
}

export function createNodeRouter(): NodeRouter {
  let turn = 0;
  let random: (() => number) | undefined;

  return {
    restart() {
      turn = 0;
      random = undefined;
    },
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
          random ??= createSeededRandom(routing.seed);
          return nodes[Math.floor(random() * nodes.length)];
        default:
          return routing.policy satisfies never;
      }
    },
  };
}
