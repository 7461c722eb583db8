import type { RequestTrace, TracedOperation } from '../../../src/rpc/hostApi';
import type { Project } from '../../../src/ui/services';

export const project = {
  id: 'file:///shop',
  name: 'shop',
  folder: '/shop',
} as unknown as Project;

export const operation: TracedOperation = {
  ...{ op: 'get', key: 'visits', node: 'frankfurt', source: 'cache', version: 3 },
  ...{ replacedVersion: null, stale: false, ageMs: 1500, atMs: 1, bytes: 12 },
  ...{ startedMs: 1, durationMs: 2, variable: 'my_kv', namespaceId: 'one' },
};

export const trace: RequestTrace = {
  id: 'first',
  method: 'GET',
  path: '/counter?a=b',
  startedAtMs: 0,
  status: 200,
  client: 'somebody',
  node: 'frankfurt',
  durationMs: 12,
  operations: [],
};
