import type { RequestTrace, TracedOperation } from '../../rpc/hostApi';
import type { KeptRequest } from './requestRing';

/** A request as scripts get it. */
export interface RequestData extends Omit<RequestTrace, 'operations'> {
  readonly project: string;
  readonly staleReads: number;
  readonly operations: readonly Omit<TracedOperation, 'namespaceId'>[];
}

/** Plain data; our own id of the namespace says nothing outside this product. */
export function requestData({ project, trace, staleReads }: KeptRequest): RequestData {
  const { operations, ...facts } = trace;
  return {
    project: project.name,
    ...facts,
    staleReads,
    operations: operations.map((operation) => {
      const { namespaceId: ours, ...traced } = operation;
      return ours === undefined ? operation : traced;
    }),
  };
}
