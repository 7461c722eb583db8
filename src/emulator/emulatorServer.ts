import fs from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EdgeApi } from '../rpc/edgeApi';
import type { EmulatorChange } from '../rpc/emulatorEvents';
import type { EmulatorCalls } from './emulatorContext';
import type { EmulatorAddress } from '../rpc/hostApi';
import { serveEdgeCalls, type EdgeServer } from '../rpc/edgeCalls/serveEdgeCalls';
import { receiveHandshake } from '../rpc/handshake';
import { createRpcPeer, type Functions, type RpcPeer } from '../rpc/rpcPeer';
import { clockHold, type ClockHold } from './clockHold';
import { asEmulatorError } from './createEmulatorApi';

/** The local socket on which everyone reaches the emulator. */
export interface EmulatorServer {
  /** From now on clients that have the token are served; those that came earlier have waited. */
  serve(api: EmulatorCalls): void;
  broadcast(changes: readonly EmulatorChange[]): void;
  /** Stops listening at once, then says goodbye to each client, so that no call is cut off. */
  close(): Promise<void>;
}

/** One connection. */
interface Client {
  readonly peer: RpcPeer;
  readonly socket: Socket;
  /** Whether it wants to be told of changes. */
  readonly changes: boolean;
  /** It has sent its last call. */
  readonly left: Promise<void>;
}

interface Served {
  readonly functions: Functions;
  readonly edgeFrame: EdgeServer;
  /** For one connection. */
  readonly holdClock: () => ClockHold;
}

/** A client that has left so much unread is cut off rather than told of further changes. */
const unheardBytesMax = 64 * 1024 * 1024;

/** A client that is busy, or reads nothing, for longer does not keep the emulator from ending. */
const goodbyeMsMax = 1000;

/** Listens; resolves when clients can connect. */
export async function listenForClients(address: EmulatorAddress): Promise<EmulatorServer> {
  const clients = new Set<Client>();
  const sockets = new Set<Socket>();
  let announce: (served: Served) => void = () => undefined;
  const servedReady = new Promise<Served>((resolve) => {
    announce = resolve;
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
      const { edgeGet, edgePut, edgeDelete, edgeList, ...others } = api;
      const edge = { edgeGet, edgePut, edgeDelete, edgeList };
      announce({
        functions: translateErrors(others),
        edgeFrame: serveEdgeCalls(edge, asEmulatorError),
        holdClock: () => clockHold(api),
      });
    },
    broadcast(changes) {
      for (const { peer, socket, changes: wanted } of clients) {
        if (!wanted) continue;
        // Whoever has read nothing for so long is better served by a new connection.
        if (socket.writableLength > unheardBytesMax) socket.destroy();
        else peer.notify('changed', [changes]);
      }
    },
    close() {
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const client of clients) void sayGoodbye(client);
        for (const socket of sockets) {
          if (![...clients].some((client) => client.socket === socket)) socket.destroySoon();
        }
        setTimeout(() => {
          for (const socket of sockets) socket.destroy();
        }, goodbyeMsMax).unref();
      });
    },
  };

  async function welcome(socket: Socket): Promise<void> {
    const hello = await receiveHandshake(socket, address.token);
    if (!hello) return;
    const { functions, edgeFrame, holdClock } = await servedReady;
    let leave: () => void = () => undefined;
    const left = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const hold = holdClock();
    const own = { ...functions, ...hold.calls, left: leave };
    const peer = createRpcPeer(socket, own, 'The window that asked is gone.', {
      waitsForReader: true,
      edgeFrame,
    });
    const client = { peer, socket, left, ...hello };
    clients.add(client);
    await peer.closed;
    leave();
    hold.end();
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

function translateErrors(api: Omit<EmulatorCalls, keyof EdgeApi>): Functions {
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
