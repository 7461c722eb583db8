import fs from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import type { EmulatorChange } from '../rpc/emulatorApi';
import type { EmulatorCalls } from './emulatorContext';
import type { EmulatorAddress } from '../rpc/hostApi';
import { receiveHandshake } from '../rpc/handshake';
import { createRpcPeer, type Functions, type RpcPeer } from '../rpc/rpcPeer';
import { asEmulatorError } from './createEmulatorApi';

/** The local socket on which everyone reaches the emulator. */
export interface EmulatorServer {
  /** From now on clients that have the token are served; those that came earlier have waited. */
  serve(api: EmulatorCalls): void;
  broadcast(changes: readonly EmulatorChange[]): void;
  /** Stops listening at once, then says goodbye to each client, so that no call is cut off. */
  close(): Promise<void>;
}

/** A client, and when it has sent its last call. */
interface Client {
  readonly peer: RpcPeer;
  readonly left: Promise<void>;
}

/** A client that is busy for longer is cut off. */
const goodbyeMsMax = 1000;

/** Listens; resolves when clients can connect. */
export async function listenForClients(address: EmulatorAddress): Promise<EmulatorServer> {
  const clients = new Set<Client>();
  const sockets = new Set<Socket>();
  let announceApi: (functions: Functions) => void = () => undefined;
  const apiReady = new Promise<Functions>((resolve) => {
    announceApi = resolve;
  });

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {
      // 'close' follows.
    });
    socket.once('close', () => sockets.delete(socket));
    void welcome(socket);
  });
  await listen(server, address.path);

  return {
    serve(api) {
      announceApi(translateErrors(api));
    },
    broadcast(changes) {
      for (const { peer } of clients) peer.notify('changed', [changes]);
    },
    close() {
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        const goodbyes = Promise.all([...clients].map(sayGoodbye));
        void Promise.race([goodbyes, wait(goodbyeMsMax, undefined, { ref: false })]).then(() => {
          for (const socket of sockets) socket.destroySoon();
        });
      });
    },
  };

  async function welcome(socket: Socket): Promise<void> {
    if (!(await receiveHandshake(socket, address.token))) return;
    const functions = await apiReady;
    let leave: () => void = () => undefined;
    const left = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const own = { ...functions, left: leave };
    const client = { peer: createRpcPeer(socket, own, 'The window that asked is gone.'), left };
    clients.add(client);
    await client.peer.closed;
    leave();
    clients.delete(client);
  }
}

async function sayGoodbye({ peer, left }: Client): Promise<void> {
  peer.notify('leaving', []);
  await left;
  // What came before is being answered in this turn.
  await nextTurn();
  peer.close();
}

function listen(server: Server, socketPath: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, () => {
      server.off('error', reject);
      if (process.platform !== 'win32') fs.chmodSync(socketPath, 0o600);
      resolve();
    });
  });
}

function translateErrors(api: EmulatorCalls): Functions {
  return Object.fromEntries(
    Object.entries(api).map(([name, call]) => [
      name,
      async (...args: unknown[]) => {
        try {
          return await (call as (...values: unknown[]) => Promise<unknown>)(...args);
        } catch (error) {
          throw asEmulatorError(error);
        }
      },
    ]),
  );
}
