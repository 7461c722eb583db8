import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { EmulatorCalls } from '../../../src/emulator/emulatorContext';
import { listenForClients, type EmulatorServer } from '../../../src/emulator/emulatorServer';
import { createSocketPath } from '../../../src/emulator/socketAddress';
import { KvError } from '../../../src/kv/kvError';
import type { KvKey } from '../../../src/kv/kvKey';
import { connectEmulator } from '../../../src/rpc/connectEmulator';
import { readEdgeAnswerHead } from '../../../src/rpc/edgeCalls/edgeAnswer';
import { writeEdgeRequest } from '../../../src/rpc/edgeCalls/edgeRequest';
import { EmulatorError } from '../../../src/rpc/emulatorError';
import type { EmulatorConnection } from '../../../src/rpc/emulatorConnection';
import { ByteReader } from '../../../src/rpc/byteReader';
import { createFrameReader } from '../../../src/rpc/frameReader';
import { FrameWriter } from '../../../src/rpc/frameWriter';
import { shakeHands } from '../../../src/rpc/handshake';
import { unreadBytesMax } from '../../../src/rpc/socketChannel';

const call = { namespaceId: 'id', node: 'singapore' };
const keyOf = (key: string): KvKey => key as KvKey;

function operation(op: 'get' | 'put' | 'delete' | 'list', key: string, bytes = 0) {
  const { node } = call;
  const where = { source: 'central', version: null, stale: false, ageMs: 0 } as const;
  return { op, key, node, ...where, replacedVersion: null, atMs: 1, bytes };
}

describe('edge calls over a socket', () => {
  const address = { path: '', token: 'the token' };
  let server: EmulatorServer;
  const connections: EmulatorConnection[] = [];

  beforeEach(async () => {
    address.path = createSocketPath();
    server = await listenForClients(address);
  });
  afterEach(async () => {
    for (const connection of connections.splice(0)) connection.dispose();
    await server.close();
  });

  async function connected(): Promise<EmulatorConnection> {
    const connection = await connectEmulator(address);
    connections.push(connection);
    return connection;
  }

  async function serve(calls: Partial<EmulatorCalls>): Promise<EmulatorConnection['api']> {
    server.serve(calls as EmulatorCalls);
    return (await connected()).api;
  }

  it('are answered at once, while one that has to wait waits', async () => {
    let release: () => void = () => undefined;
    const disk = new Promise<void>((resolve) => (release = resolve));
    const api = await serve({
      edgePut: (_call, key) => disk.then(() => ({ operation: operation('put', key) })),
      edgeGet: (_call, key) => ({ value: Buffer.from(key), operation: operation('get', key) }),
    });
    const order: string[] = [];
    const note = ({ operation: { op, key } }: { operation: { op: string; key: string } }) =>
      order.push(op + key);
    const put = api.edgePut(call, keyOf('1'), new Uint8Array()).then(note);
    await Promise.all(['2', '3', '4'].map((key) => api.edgeGet(call, key).then(note)));
    release();
    await put;
    assert.deepEqual(order, ['get2', 'get3', 'get4', 'put1']);
  });

  it('carry values of 0 to 26,214,400 bytes both ways, among RPC calls', async () => {
    const stored = new Map<string, Uint8Array>();
    const api = await serve({
      edgePut(_call, key, value) {
        stored.set(key, new Uint8Array(value));
        return { operation: operation('put', key, value.byteLength) };
      },
      edgeGet(_call, key) {
        const value = stored.get(key) ?? null;
        return { value, operation: operation('get', key, value?.byteLength ?? 0) };
      },
      listEdgeNodes: () => [],
    });
    const sizes = [0, 1, 16_383, 16_384, 65_536, 1_000_001, 26_214_400, 3];
    await Promise.all(
      sizes.map((size) =>
        api.edgePut(call, keyOf(String(size)), new Uint8Array(size).fill(size % 251)),
      ),
    );
    const [values] = await Promise.all([
      Promise.all(sizes.map((size) => api.edgeGet(call, String(size)))),
      api.listEdgeNodes(),
    ]);
    for (const [index, size] of sizes.entries()) {
      const { value, operation: told } = values[index] ?? assert.fail();
      assert.equal(told.bytes, size);
      assert.equal(value?.byteLength, size);
      assert.ok(value.every((byte) => byte === size % 251));
    }
    assert.equal((await api.edgeGet(call, 'missing')).value, null);
  });

  it('keep each value apart from what follows it', async () => {
    const api = await serve({
      edgeGet: (_call, key) => ({ value: Buffer.from(key), operation: operation('get', key) }),
    });
    const keys = Array.from({ length: 500 }, (_, n) => `key${n}`);
    const first = await Promise.all(keys.map((key) => api.edgeGet(call, key)));
    await Promise.all(keys.map((key) => api.edgeGet(call, `${key}${key}`)));
    assert.deepEqual(
      first.map(({ value }) => Buffer.from(value ?? []).toString()),
      keys,
    );
  });

  for (const [thrown, family] of [
    [new KvError('NAMESPACE_GONE', 'Gone'), KvError],
    [new EmulatorError('STORE_FAILED', 'Full'), EmulatorError],
    [new RangeError('A bug of ours'), Error],
  ] as const) {
    it(`bring a ${thrown.name} back as what it was, thrown or rejected`, async () => {
      const api = await serve({
        edgeGet: () => {
          throw thrown;
        },
        edgeDelete: () => Promise.reject(thrown),
      });
      for (const made of [api.edgeGet(call, 'key'), api.edgeDelete(call, 'key')]) {
        await assert.rejects(made, (error) => {
          assert.ok(error instanceof family);
          const told = { ...error, name: error.name, message: error.message };
          assert.deepEqual(told, { ...thrown, name: thrown.name, message: thrown.message });
          return true;
        });
      }
    });
  }

  it('reject at the end of the connection, and afterwards', async () => {
    let asked: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => (asked = resolve));
    const api = await serve({
      edgeGet: () => {
        asked();
        return new Promise(() => undefined);
      },
    });
    const isLost = (error: unknown): boolean =>
      error instanceof EmulatorError && error.code === 'CONNECTION_LOST';
    const waiting = assert.rejects(api.edgeGet(call, 'key'), isLost);
    await arrived;
    await server.close();
    await waiting;
    await assert.rejects(api.edgeGet(call, 'key'), isLost);
  });

  it('reject one that is too long to send, and go on', async () => {
    const api = await serve({
      edgePut: (_call, key) => ({ operation: operation('put', key) }),
    });
    const tooLong = new Uint8Array(64 * 1024 * 1024);
    await assert.rejects(api.edgePut(call, keyOf('key'), tooLong), RangeError);
    assert.equal(
      (await api.edgePut(call, keyOf('key'), tooLong.subarray(1000))).operation.op,
      'put',
    );
  });

  for (const [what, payload] of [
    ['nothing', []],
    ['an unknown operation', [9, 0, 0, 0, 1]],
    ['an operation without its fields', [1, 0, 0, 0, 1]],
    ['a text longer than its frame', [1, 0, 0, 0, 1, 0xff, 0xff, 0xff, 0xfe]],
  ] as const) {
    it(`close the connection that sends ${what}, and no other`, async () => {
      const api = await serve({ listEdgeNodes: () => [] });
      const { socket } = await raw();
      socket.write(Buffer.of(0, 0, 0, payload.length, ...payload));
      socket.resume();
      await once(socket, 'close');
      assert.deepEqual(await api.listEdgeNodes(), []);
    });
  }

  it('wait for a client to read its answers, so that they do not pile up', async () => {
    const value = new Uint8Array(1_000_000);
    let answered = 0;
    let begun: () => void = () => undefined;
    const first = new Promise<void>((resolve) => (begun = resolve));
    const api = await serve({
      edgeGet(_call, key) {
        answered += 1;
        begun();
        return { value, operation: operation('get', key) };
      },
      listEdgeNodes: () => [],
    });
    const { socket, writer } = await raw();
    const calls = 200;
    for (let id = 0; id < calls; id++)
      writeEdgeRequest(writer, id, { op: 'get', call, key: 'key' });
    writer.flush();
    await first;
    // Others are served meanwhile.
    for (let n = 0; n < 10; n++) await api.listEdgeNodes();
    assert.ok(answered <= unreadBytesMax / value.byteLength + 2, `${answered} answers wait`);

    const ids: number[] = [];
    await new Promise<void>((resolve) => {
      const reader = createFrameReader(
        (...frame) => {
          ids.push(readEdgeAnswerHead(new ByteReader(...frame)).id);
          if (ids.length === calls) resolve();
        },
        () => true,
      );
      socket.on('data', reader.push).resume();
    });
    assert.deepEqual(
      ids,
      Array.from({ length: calls }, (_, id) => id),
    );
  });

  it('do not keep the emulator from ending where nobody reads their answers', async () => {
    const value = new Uint8Array(26_214_400);
    let begun: () => void = () => undefined;
    const first = new Promise<void>((resolve) => (begun = resolve));
    await serve({
      edgeGet(_call, key) {
        begun();
        return { value, operation: operation('get', key) };
      },
    });
    const { writer } = await raw();
    writeEdgeRequest(writer, 1, { op: 'get', call, key: 'key' });
    writer.flush();
    await first;
    await server.close();
  });

  /** A client that reads only when it is told to. */
  async function raw(): Promise<{ readonly socket: Socket; readonly writer: FrameWriter }> {
    const socket = connect(address.path);
    socket.on('error', () => undefined);
    await shakeHands(socket, { token: address.token, changes: false });
    return { socket, writer: new FrameWriter(socket) };
  }
});
