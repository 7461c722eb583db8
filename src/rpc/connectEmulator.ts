import * as l10n from '@vscode/l10n';
import { connect, type Socket } from 'node:net';
import { createEdgeCaller } from './edgeCalls/createEdgeCaller';
import type { EdgeApi } from './edgeApi';
import type { EmulatorApi } from './emulatorApi';
import type { EmulatorEvents } from './emulatorEvents';
import type { EmulatorConnection } from './emulatorConnection';
import { EmulatorError } from './emulatorError';
import { OtherVersionError, shakeHands } from './handshake';
import type { EmulatorAddress } from './hostApi';
import { createRpcPeer, type RpcPeer } from './rpcPeer';

/**
 * Connects to a running emulator and proves the right to it.
 *
 * @param events told of changes until the connection ends
 * @throws EmulatorError `CONNECTION_LOST` where nothing listens or the token is refused,
 *   `VERSION_DIFFERS` where the other side speaks another version of the protocol
 */
export async function connectEmulator(
  address: EmulatorAddress,
  events?: EmulatorEvents,
): Promise<EmulatorConnection> {
  const lostMessage = l10n.t(
    'The connection to the KV emulator has ended. Run "Pages KV: Restart Emulator" and try again.',
  );
  const socket = connect({ path: address.path });
  try {
    await connected(socket);
    await shakeHands(socket, { token: address.token, changes: events !== undefined });
  } catch (error) {
    socket.destroy();
    if (error instanceof OtherVersionError) throw versionDiffers(error);
    const reason = error instanceof Error ? error.message : String(error);
    throw new EmulatorError('CONNECTION_LOST', `${lostMessage} (${reason})`);
  }
  let isLeaving = false;
  const local = {
    changed: (...args: Parameters<EmulatorEvents['changed']>) => events?.changed(...args),
    // The last word on this connection, so that the other side knows that nothing is under way.
    leaving: () => {
      isLeaving = true;
      peer.notify('left', []);
    },
  };
  const peer: RpcPeer = createRpcPeer(socket, local, lostMessage, {
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
  return {
    api: apiOf(peer, caller.api),
    get isOpen() {
      return peer.isOpen && !isLeaving;
    },
    closed: peer.closed,
    dispose() {
      caller.close(lost);
      peer.close();
    },
  };
}

function versionDiffers({ isNewer }: OtherVersionError): EmulatorError {
  const message = isNewer
    ? l10n.t(
        'Another VS Code window runs a newer version of Pages KV. Reload this window to use the same one.',
      )
    : l10n.t(
        'Another VS Code window runs an older version of Pages KV. Reload that window, then retry here.',
      );
  return new EmulatorError('VERSION_DIFFERS', message);
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
