import assert from 'node:assert/strict';
import { defaultEdgeNodes } from '../../src/edge/edgeNode';
import { packRequest, unpackRequest } from '../../src/functions/requestMessage';
import type { RuntimeRequest } from '../../src/functions/runtimeProtocol';

describe('a request on its way to a thread', () => {
  const [node] = defaultEdgeNodes;
  assert.ok(node);
  const request: RuntimeRequest = {
    kind: 'function',
    id: 'one',
    url: 'http://localhost:8088/%E5%9B%BE?q=1',
    method: 'POST',
    headers: [
      ['X-Odd', 'caf\u00e9 "\\"'],
      ['x-odd', ''],
    ],
    clientIp: '127.0.0.1',
    params: { rest: ['a', 'b'], id: '\u2028' },
    env: { SECRET: 'line\nbreak' },
    node,
    profile: 'documented',
    bindings: [{ variable: 'my_kv', namespaceId: 'n' }],
    exportName: 'onRequest',
    bundle: { file: '/p/a.js', id: 3 },
  };
  const arrived = (sent: RuntimeRequest) => unpackRequest(structuredClone(packRequest(sent)));

  it('arrives as it was sent', () => {
    assert.deepEqual(arrived(request), request);
  });

  it('arrives with its body and with code that the thread does not have yet', () => {
    const whole: RuntimeRequest = {
      ...request,
      body: new Uint8Array([0, 255, 128]),
      bundle: { ...request.bundle, code: 'var exports = "\ud83d\ude00";' },
      check: { nowMs: 5, seed: 7 },
      debugged: true,
    };
    assert.deepEqual(arrived(whole), whole);
  });
});
