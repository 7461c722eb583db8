/** What can go wrong at one edge node. */
export type NodeFault =
  /** It serves nothing; requests go to the node that is nearest to it. */
  | 'down'
  /** It does not reach the central store: cached reads go on, misses and writes fail. */
  | 'cutOff'
  /** Each way to the central store and back takes {@link edgeLimits.slowMs} more. */
  | 'slow'
  /** Writes happen, and whoever made them sees an error. */
  | 'errorAfterCommit';

/** What can go wrong at the central store, seen from every edge node. */
export type CentreFault = Exclude<NodeFault, 'cutOff'>;

/** All of them, in the order in which people are shown them. */
export const nodeFaults: readonly NodeFault[] = ['down', 'cutOff', 'slow', 'errorAfterCommit'];
export const centreFaults: readonly CentreFault[] = ['down', 'slow', 'errorAfterCommit'];

/** A fault that is on; without a node it is one of the central store. */
export interface ActiveFault {
  readonly node?: string;
  readonly fault: NodeFault;
}

/** Whether operations that leave a node take time: none, or the node's round trip. */
export type EdgeLatency = 'off' | 'realistic';
