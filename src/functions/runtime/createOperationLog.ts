import type { TracedOperation } from '../../rpc/hostApi';

/**
 * Gathers operations that ended together, and tells of them before the user's code goes on:
 * whatever that does next, such as never to return, the trace is complete.
 */
export function createOperationLog(
  tell: (operations: readonly TracedOperation[]) => void,
): (operation: TracedOperation) => void {
  let ended: TracedOperation[] = [];
  return (operation) => {
    ended.push(operation);
    if (ended.length > 1) return;
    // Answers that came together are all taken before this, and handed on after it.
    queueMicrotask(() => {
      const operations = ended;
      ended = [];
      tell(operations);
    });
  };
}
