import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { createEmulatorApi } from '../../src/emulator/createEmulatorApi';
import { listenForClients, type EmulatorServer } from '../../src/emulator/emulatorServer';
import { createSocketPath } from '../../src/emulator/socketAddress';
import { KvError } from '../../src/kv/kvError';
import { connectEmulator } from '../../src/rpc/connectEmulator';
import { EmulatorError } from '../../src/rpc/emulatorError';
import type { EmulatorConnection } from '../../src/rpc/emulatorConnection';
import { protocolVersion } from '../../src/rpc/handshake';

type Calls = ReturnType<typeof createEmulatorApi>;

describe('a connection to the emulator', () => {
  const address = { path: '', token: 'the right token' };
  let server: EmulatorServer;
  let connection: EmulatorConnection;

  beforeEach(async () => {
    address.path = createSocketPath();
    server = await listenForClients(address);
  });
  afterEach(() => server.close());

  async function serve(calls: Partial<Calls>): Promise<EmulatorConnection['api']> {
    server.serve(calls as Calls);
    connection = await connectEmulator(address);
    return connection.api;
  }

  it('is refused to a wrong token', async () => {
    server.serve({ listEdgeNodes: () => [] } as Partial<Calls> as Calls);
    for (const token of ['', 'the wrong token', 'the right token ']) {
      await assert.rejects(
        connectEmulator({ ...address, token }),
        (error) => error instanceof EmulatorError && error.code === 'CONNECTION_LOST',
      );
    }
  });

  it('says so where nobody listens', async () => {
    await assert.rejects(
      connectEmulator({ path: `${address.path}x`, token: '' }),
      (error) => error instanceof EmulatorError && error.code === 'CONNECTION_LOST',
    );
  });

  for (const [what, bytes] of [
    ['garbage', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['a frame that is too long', Buffer.from([0xff, 0xff, 0xff, 0xff])],
    ['JSON without a token', Buffer.from('\0\0\0\x02{}')],
    ['a list for a token', Buffer.from('\0\0\0\x1c{"protocol":2,"token":["x"]}')],
  ] as const) {
    it(`is closed to ${what} instead of a handshake`, async () => {
      const socket = connect(address.path);
      socket.on('error', () => undefined);
      socket.write(bytes);
      let answer = 0;
      socket.on('data', (chunk) => (answer += chunk.length));
      await once(socket, 'close');
      assert.equal(answer, 0);
    });
  }

  for (const [what, bytes] of [
    ['garbage', Buffer.from([0, 0, 0, 4, 1, 2, 3, 4])],
    ['a frame that is too long', Buffer.from([0x7f, 0xff, 0xff, 0xff])],
    ['a message that is none', Buffer.from([0, 0, 0, 4, 0xff, 0x0f, 0x49, 2])],
  ] as const) {
    it(`is closed to ${what} after the handshake`, async () => {
      server.serve({} as Calls);
      const socket = connect(address.path);
      socket.on('error', () => undefined);
      const hello = Buffer.from(
        JSON.stringify({ protocol: protocolVersion, token: address.token }),
      );
      socket.write(Buffer.concat([Buffer.from([0, 0, 0, hello.byteLength]), hello]));
      await once(socket, 'data');
      socket.write(bytes);
      await once(socket, 'close');
    });
  }

  for (const [thrown, family] of [
    [new KvError('ACCOUNT_FULL', 'Full'), KvError],
    [new EmulatorError('CLOCK_INVALID', 'No'), EmulatorError],
    [new RangeError('A bug of ours'), Error],
  ] as const) {
    it(`brings a ${thrown.name} back as what it was`, async () => {
      const api = await serve({
        clock: () => {
          throw thrown;
        },
      });
      await assert.rejects(api.clock(), (error) => {
        assert.ok(error instanceof family);
        const told = { ...error, name: error.name, message: error.message };
        assert.deepEqual(told, { ...thrown, name: thrown.name, message: thrown.message });
        return true;
      });
    });
  }

  it('offers nothing but the calls of the API', async () => {
    const api = (await serve({})) as unknown as Record<string, () => Promise<unknown>>;
    for (const name of ['constructor', '__proto__', 'toString', 'serve']) {
      await assert.rejects(api[name]?.() ?? Promise.resolve(), /There is no function/);
    }
  });

  it('rejects what waits when it ends, and what comes later', async () => {
    let asked: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => (asked = resolve));
    const api = await serve({
      clock: () => {
        asked();
        return new Promise(() => undefined);
      },
    });
    const isLost = (error: unknown): boolean =>
      error instanceof EmulatorError && error.code === 'CONNECTION_LOST';
    const waiting = assert.rejects(api.clock(), isLost);
    await arrived;
    await server.close();
    await waiting;
    await connection.closed;
    await assert.rejects(api.clock(), isLost);
  });

  it('rejects a call whose answer cannot be sent', async () => {
    const api = await serve({ listEdgeNodes: () => [(() => undefined) as never] });
    await assert.rejects(api.listEdgeNodes(), /could not be cloned/);
  });

  it('carries bytes of every length between frames', async () => {
    const api = await serve({
      getRecord: ({ key }) => ({
        key,
        value: new Uint8Array(Number(key)).fill(7),
        size: 0,
        version: 1,
        updatedAtMs: 1,
      }),
    });
    const sizes = [0, 1, 65_535, 65_536, 1_000_001, 26_214_400, 3];
    const records = await Promise.all(
      sizes.map((size) => api.getRecord({ account: '', namespace: '', key: String(size) })),
    );
    for (const [index, size] of sizes.entries()) {
      const value = records[index]?.value;
      assert.equal(value?.byteLength, size);
      assert.ok(value.every((byte) => byte === 7));
    }
  });
});
