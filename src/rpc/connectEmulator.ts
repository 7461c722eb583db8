import { connect, type Socket } from 'node:net';
import type { EmulatorApi, EmulatorEvents } from './emulatorApi';
import type { EmulatorConnection } from './emulatorConnection';
import { EmulatorError } from './emulatorError';
import { shakeHands } from './handshake';
import type { EmulatorAddress } from './hostApi';
import { createRpcPeer, type RpcPeer } from './rpcPeer';

const lostMessage =
  'The connection to the KV emulator has ended. Run "Pages KV: Restart Emulator" and try again.';

/**
 * Connects to a running emulator and proves the right to it.
 *
 * @param events told of changes until the connection ends
 * @throws EmulatorError `CONNECTION_LOST` where nothing listens or the token is refused
 */
export async function connectEmulator(
  address: EmulatorAddress,
  events?: EmulatorEvents,
): Promise<EmulatorConnection> {
  const socket = connect(address.path);
  try {
    await connected(socket);
    await shakeHands(socket, address.token);
  } catch (error) {
    socket.destroy();
    const reason = error instanceof Error ? error.message : String(error);
    throw new EmulatorError('CONNECTION_LOST', `${lostMessage} (${reason})`);
  }
  const local = {
    changed: (...args: Parameters<EmulatorEvents['changed']>) => events?.changed(...args),
  };
  const peer = createRpcPeer(socket, local, lostMessage);
  return { api: apiOf(peer), closed: peer.closed, dispose: peer.close };
}

function connected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    // The listener stays: an error later on is followed by 'close', which rejects what waits.
    socket.once('connect', resolve).on('error', reject);
  });
}

function apiOf(peer: RpcPeer): EmulatorApi {
  return new Proxy(
    {},
    {
      get(_target, name) {
        // A promise that resolves to the API asks for `then`.
        if (typeof name !== 'string' || name === 'then') return undefined;
        return (...args: readonly unknown[]) => peer.call(name, args);
      },
    },
  ) as EmulatorApi;
}
