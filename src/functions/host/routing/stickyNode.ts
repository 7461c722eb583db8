import type { EdgeNode } from '../../runtimeProtocol';

/**
 * The node of a client: the same one for as long as it is there, whatever other nodes come and go.
 *
 * Each pair of client and node has a weight, and the heaviest node wins, so that a node that leaves
 * only moves the clients that it had.
 */
export function stickyNode(nodes: readonly EdgeNode[], client: string): EdgeNode | undefined {
  let best: EdgeNode | undefined;
  let bestWeight = -1;
  for (const node of nodes) {
    const weight = hash(`${client}\0${node.id}`);
    if (weight > bestWeight) [best, bestWeight] = [node, weight];
  }
  return best;
}

/** FNV-1a, mixed once more, since names often differ in their last letter only. */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193);
  }
  sum = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  return (sum ^ (sum >>> 13)) >>> 0;
}
