import type { Socket } from 'node:net';
import { deserialize, serialize } from 'node:v8';
import { ByteReader } from './byteReader';
import { createFrameReader } from './frameReader';
import { FrameWriter } from './frameWriter';

/** Where frames go; what these throw closes the socket. */
export interface ChannelListeners {
  /** An RPC message. */
  message(message: unknown): void;
  /** A frame that begins with anything but {@link messageByte}. */
  edgeFrame(frame: ByteReader): void;
}

/** Two kinds of frames over one stream socket, each of at most `frameBytesMax` bytes. */
export interface SocketChannel {
  /** Throws RangeError where the message is too long; nothing is sent then. */
  post(message: unknown): void;
  /** For frames that are no messages. */
  readonly writer: FrameWriter;
}

/** Whatever `node:v8` serializes begins with this byte; no edge frame does. */
const messageByte = 0xff;

/** A client that leaves more than this unread is not heard until it has read it. */
export const unreadBytesMax = 4 * 1024 * 1024;

/**
 * Frames what goes over a socket that has shaken hands.
 *
 * Bytes that are no frame of ours close the socket.
 *
 * @param waitsForReader whether this side stops listening while the other one does not read its
 *   answers; only one side may, or both could wait for each other
 */
export function createSocketChannel(
  socket: Socket,
  listeners: ChannelListeners,
  { waitsForReader }: { readonly waitsForReader: boolean },
): SocketChannel {
  const writer = new FrameWriter(socket);
  const reader = createFrameReader(
    (buffer, start, end, owned) => {
      if (buffer[start] !== messageByte) {
        listeners.edgeFrame(new ByteReader(buffer, start, end, owned));
        return;
      }
      const payload = buffer.subarray(start, end);
      // A copy of its own, so that a small value that is kept does not keep a whole read buffer.
      listeners.message(deserialize(owned ? payload : Buffer.from(payload)));
    },
    () => !socket.destroyed && !(waitsForReader && isHeldBack()),
  );
  socket.on('data', (chunk: Buffer) => {
    guarded(() => {
      reader.push(chunk);
    });
  });
  socket.on('drain', () => {
    if (!socket.isPaused()) return;
    guarded(reader.read);
    if (!isHeldBack()) socket.resume();
  });
  // The handshake left it paused.
  socket.resume();

  return {
    writer,
    post(message) {
      const payload = serialize(message);
      writer.begin(0, payload);
      writer.end(payload);
    },
  };

  function guarded(work: () => void): void {
    try {
      work();
    } catch {
      socket.destroy();
    }
  }

  function isHeldBack(): boolean {
    if (socket.writableLength <= unreadBytesMax) return false;
    socket.pause();
    return true;
  }
}
