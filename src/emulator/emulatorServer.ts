import fs from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
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
  close(): Promise<void>;
}

/** Listens; resolves when clients can connect. */
export async function listenForClients(address: EmulatorAddress): Promise<EmulatorServer> {
  const peers = new Set<RpcPeer>();
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
      for (const peer of peers) peer.notify('changed', [changes]);
    },
    close() {
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const peer of peers) peer.close();
        for (const socket of sockets) socket.destroySoon();
      });
    },
  };

  async function welcome(socket: Socket): Promise<void> {
    if (!(await receiveHandshake(socket, address.token))) return;
    const functions = await apiReady;
    const peer = createRpcPeer(socket, functions, 'The window that asked is gone.');
    peers.add(peer);
    await peer.closed;
    peers.delete(peer);
  }
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
