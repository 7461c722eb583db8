import assert from 'node:assert/strict';
import type { EmulatorCalls } from '../../../src/emulator/emulatorContext';
import { listenForClients, type EmulatorServer } from '../../../src/emulator/emulatorServer';
import { acquireLock } from '../../../src/emulator/lock';
import { createSocketPath } from '../../../src/emulator/socketAddress';
import { createEmulatorLink, type EmulatorLink } from '../../../src/rpc/createEmulatorLink';
import { createKvPort } from '../../../src/functions/runtime/createKvPort';
import {
  createOperationLog,
  createOperationMemory,
  readUnsentOperations,
} from '../../../src/functions/operationMemory';
import { endScope, runInScope } from '../../../src/functions/runtime/requestScope';
import { KvError } from '../../../src/kv/kvError';
import { createKvNamespace, type KvNamespace } from '../../../src/kv/kvNamespace';
import { profiles } from '../../../src/kv/profile';
import type { NotedOperation } from '../../../src/functions/runtimeProtocol';
import { useTempFolder } from '../../support/tempFolder';

describe('the port of a request', () => {
  const folder = useTempFolder();
  const address = { path: '', token: 'the token' };
  let server: EmulatorServer;
  let link: EmulatorLink;

  beforeEach(async () => {
    address.path = createSocketPath();
    server = await listenForClients(address);
    server.serve({
      edgeGet(call, key) {
        if (key === 'bad') throw new KvError('NAMESPACE_GONE', 'Gone');
        const at = { node: call.node, source: 'cache', version: 1, stale: false } as const;
        return {
          value: Buffer.from(key),
          operation: { op: 'get', key, ...at, replacedVersion: null, ageMs: 5, atMs: 7, bytes: 3 },
        };
      },
    } satisfies Partial<EmulatorCalls> as unknown as EmulatorCalls);
    await acquireLock(folder(), {
      token: address.token,
      socketPath: address.path,
      pid: process.pid,
    });
    link = createEmulatorLink({ storageFolder: folder() });
  });
  afterEach(async () => {
    link.dispose();
    await server.close();
  });

  /** Runs a function as a request, and returns what was noted. */
  async function run(
    work: (kv: KvNamespace, noted: () => readonly NotedOperation[]) => Promise<void>,
  ): Promise<void> {
    await link.connect();
    const memory = createOperationMemory();
    const log = createOperationLog(memory, () => assert.fail('there is room'));
    await runInScope({ kind: 'function', node: 'tokyo', host: 'localhost' }, async (scope) => {
      const port = createKvPort(link, scope, { namespaceId: 'id', node: 'singapore' }, log);
      await work(
        createKvNamespace(port, { profile: profiles.documented, warn: () => undefined }),
        () => readUnsentOperations(memory, -1),
      );
      endScope(scope);
    });
  }

  it('notes every operation before the code that waits for it goes on', () =>
    run(async (kv, noted) => {
      const count = (): number => noted().length;
      await kv.get('a');
      assert.equal(count(), 1);
      await Promise.all(
        Array.from({ length: 32 }, async (_, n) => {
          await kv.get(`key${n}`);
          assert.ok(noted().some(({ key }) => key === `key${n}`));
        }),
      );
      assert.equal(count(), 33);
      await assert.rejects(kv.get('bad'));
      const { startedMs, durationMs, ...refused } = noted()[33] ?? assert.fail();
      assert.ok(startedMs >= 0 && durationMs >= 0);
      assert.deepEqual(refused, {
        ...{ op: 'get', key: 'bad', node: 'singapore', source: 'central', version: null },
        ...{ replacedVersion: null, atMs: null },
        ...{ stale: false, ageMs: 0, bytes: 0, error: 'Gone' },
      });
    }));

  it('names the code that waits in an error that came over the wire', () =>
    run(async (kv) => {
      async function waitsAlone(): Promise<void> {
        await kv.get('good');
        await kv.get('bad');
      }
      async function waitsForSeveral(): Promise<void> {
        await Promise.all([kv.get('good'), kv.get('bad')]);
      }
      for (const [work, name] of [
        [waitsAlone, /waitsAlone/],
        [waitsForSeveral, /waitsForSeveral/],
      ] as const) {
        await assert.rejects(work, (error) => {
          assert(error instanceof KvError);
          assert.match(error.stack ?? '', /^Error: Gone\n/);
          assert.match(error.stack ?? '', name);
          return true;
        });
      }
    }));
});
