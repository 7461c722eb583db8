import { createKvNamespace } from '../../kv/kvNamespace';
import { profiles } from '../../kv/profile';
import type { OperationSink } from '../operationMemory';
import type { FromRuntime, RuntimeRequest } from '../runtimeProtocol';
import { createKvPort, type KvLink } from './createKvPort';
import { describeFailure } from './describeFailure';
import type { RequestScope } from './requestScope';

/** Puts the bound namespaces where the user's code finds them: on the global object. */
export function installNamespaces(
  request: RuntimeRequest,
  scope: RequestScope,
  link: KvLink,
  operations: OperationSink,
  post: (message: FromRuntime) => void,
): void {
  for (const { variable, namespaceId } of request.bindings) {
    const call = { namespaceId, node: request.node.id };
    const port = createKvPort(link, scope, call, {
      add(operation) {
        operations.add({ ...operation, namespaceId, variable });
      },
      count: operations.count,
    });
    const value = createKvNamespace(port, {
      profile: profiles[request.profile],
      warn(message) {
        const { stack } = describeFailure(new Error(message));
        post({ kind: 'warning', failure: { message: `${variable}: ${message}`, stack } });
      },
    });
    Object.defineProperty(globalThis, variable, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
}
