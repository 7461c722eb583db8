import { connect, type Socket } from 'node:net';
import { createEdgeCaller } from './edgeCalls/createEdgeCaller';
import type { EdgeApi, EmulatorApi, EmulatorEvents } from './emulatorApi';
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
    await shakeHands(socket, { token: address.token, changes: events !== undefined });
  } catch (error) {
    socket.destroy();
    const reason = error instanceof Error ? error.message : String(error);
    throw new EmulatorError('CONNECTION_LOST', `${lostMessage} (${reason})`);
  }
  const local = {
    changed: (...args: Parameters<EmulatorEvents['changed']>) => events?.changed(...args),
  };
  const peer = createRpcPeer(socket, local, lostMessage, {
    waitsForReader: false,
    edgeFrame: (frame) => {
      caller.receive(frame);
    },
  });
  const caller = createEdgeCaller(peer.writer);
  const lost = (): EmulatorError => new EmulatorError('CONNECTION_LOST', lostMessage);
  socket.once('close', () => {
    caller.close(lost);
  });
  const dispose = (): void => {
    caller.close(lost);
    peer.close();
  };
  return { api: apiOf(peer, caller.api), closed: peer.closed, dispose };
}

function connected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    // The listener stays: an error later on is followed by 'close', which rejects what waits.
    socket.once('connect', resolve).on('error', reject);
  });
}

/** Edge calls go their own way; every other name is a call of its own. */
function apiOf(peer: RpcPeer, edge: EdgeApi): EmulatorApi {
  const own: Readonly<Record<string, unknown>> = { ...edge };
  return new Proxy(
    {},
    {
      get(_target, name) {
        // A promise that resolves to the API asks for `then`.
        if (typeof name !== 'string' || name === 'then') return undefined;
        if (Object.hasOwn(own, name)) return own[name];
        return (...args: readonly unknown[]) => peer.call(name, args);
      },
    },
  ) as EmulatorApi;
}
