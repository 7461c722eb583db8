import type { NodeRouting } from '../../../rpc/hostApi';
import type { EdgeNode } from '../../runtimeProtocol';
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
  let random = 0;

  /** Mulberry32, from 0 up to 1. */
  function nextRandom(): number {
    random = (random + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(random ^ (random >>> 15), random | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

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
          if (seed !== routing.seed) random = (seed = routing.seed) >>> 0;
          return nodes[Math.floor(nextRandom() * nodes.length)];
        default:
          return routing.policy satisfies never;
      }
    },
  };
}
