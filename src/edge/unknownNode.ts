import { KvError } from '../kv/kvError';
import type { EdgeNode } from './edgeNode';

/** The error for a node that does not exist; it names those that do. */
export function unknownNode(node: string, nodes: readonly EdgeNode[]): KvError {
  const known = nodes.map(({ id }) => id).join(', ');
  return new KvError('NODE_UNKNOWN', `There is no edge node "${node}"; there are: ${known}`);
}
