import { createBirpc } from 'birpc';
import type { Socket } from 'node:net';
import type { ByteReader } from './byteReader';
import { EmulatorError } from './emulatorError';
import { errorFromData, errorToData, type ErrorData, type ResultData } from './errorData';
import type { FrameWriter } from './frameWriter';
import { createSocketChannel } from './socketChannel';

/** Functions by name, as one side offers them to the other. */
export type Functions = Readonly<Record<string, (...args: never[]) => unknown>>;

/** One end of a conversation. */
export interface RpcPeer {
  /** Calls and waits; errors come back as the classes they were thrown as. */
  call(method: string, args: readonly unknown[]): Promise<unknown>;
  /** Tells, without an answer. */
  notify(method: string, args: readonly unknown[]): void;
  readonly isOpen: boolean;
  /** For frames of edge calls. */
  readonly writer: FrameWriter;
  readonly closed: Promise<void>;
  readonly close: () => void;
}

/** What the two ends do differently. */
export interface PeerOptions {
  /** See {@link createSocketChannel}. */
  readonly waitsForReader: boolean;
  /** Takes what is no RPC message; throws where it is nothing of ours. */
  readonly edgeFrame: (frame: ByteReader, writer: FrameWriter) => void;
}

/**
 * Speaks RPC on a socket that has shaken hands.
 *
 * There is no time limit for a call: an import may be long, and the end of the socket ends all.
 *
 * @param local what the other side may call: own properties only
 * @param lostMessage sentence for calls that the end of the connection cut off
 */
export function createRpcPeer(
  socket: Socket,
  local: Functions,
  lostMessage: string,
  { waitsForReader, edgeFrame }: PeerOptions,
): RpcPeer {
  let onMessage: (message: unknown) => void = () => undefined;
  const channel = createSocketChannel(
    socket,
    {
      message(message) {
        // Whoever has the token speaks our protocol; what does not is cut off.
        if (!isMessage(message)) throw new TypeError('This is no message of ours');
        onMessage(message);
      },
      edgeFrame(frame) {
        edgeFrame(frame, channel.writer);
      },
    },
    { waitsForReader },
  );
  const lost = (): EmulatorError => new EmulatorError('CONNECTION_LOST', lostMessage);
  const rpc = createBirpc<Record<string, (...args: unknown[]) => unknown>, object, false>(
    {},
    {
      proxify: false,
      timeout: -1,
      post: (message) => {
        channel.post(message);
      },
      on: (listener) => {
        onMessage = listener;
      },
      resolver: (name) => {
        const method = Object.hasOwn(local, name) ? local[name] : undefined;
        return (...args: unknown[]) => resultOf(method, name, args);
      },
      // An answer that cannot be sent becomes an error answer, so that the caller does not hang;
      // a request that cannot be sent (without arguments here) rejects at its caller.
      onGeneralError: (_error, _method, args) => args !== undefined,
    },
  );
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => {
      rpc.$close(lost());
      resolve();
    });
  });

  const isOpen = (): boolean => !socket.destroyed && !socket.writableEnded && !rpc.$closed;
  return {
    async call(method, args) {
      if (!isOpen()) throw lost();
      const result = (await rpc.$call(method, ...args)) as ResultData;
      if (result.ok) return result.value;
      throw errorFromData(result);
    },
    notify(method, args) {
      if (!socket.destroyed && !rpc.$closed) void rpc.$callEvent(method, ...args);
    },
    get isOpen() {
      return isOpen();
    },
    writer: channel.writer,
    closed,
    close() {
      channel.writer.flush();
      socket.destroySoon();
    },
  };
}

async function resultOf(
  method: ((...args: never[]) => unknown) | undefined,
  name: string,
  args: readonly unknown[],
): Promise<ResultData> {
  try {
    if (!method) throw new TypeError(`There is no function "${name}" to call`);
    return { ok: true, value: await method(...(args as never[])) };
  } catch (error) {
    return errorToData(error) satisfies ErrorData;
  }
}

function isMessage(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { t, i, m, a } = value as { t?: unknown; i?: unknown; m?: unknown; a?: unknown };
  const isId = i === undefined || typeof i === 'string';
  if (t === 'q') return isId && typeof m === 'string' && Array.isArray(a);
  return t === 's' && isId;
}
