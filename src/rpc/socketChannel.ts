import type { Socket } from 'node:net';
import { deserialize, serialize } from 'node:v8';
import { createFrameReader, frameBytesMax, frameHeader } from './frames';

/** Messages over a stream socket, each at most {@link frameBytesMax} bytes serialized. */
export interface SocketChannel {
  /** Throws RangeError where the message is too long; nothing is sent then. */
  post(message: unknown): void;
  on(listener: (message: unknown) => void): void;
}

/**
 * Frames messages on a socket that has shaken hands.
 *
 * Bytes that are no frame of ours close the socket.
 */
export function createSocketChannel(socket: Socket): SocketChannel {
  let listener: (message: unknown) => void = () => undefined;
  let corked = false;
  const read = createFrameReader(frameBytesMax, (payload) => {
    // A copy of its own, so that a small value that is kept does not keep a whole read buffer.
    listener(deserialize(Buffer.from(payload)));
  });
  socket.on('data', (chunk: Buffer) => {
    try {
      read(chunk);
    } catch {
      socket.destroy();
    }
  });
  // The handshake left it paused.
  socket.resume();

  return {
    post(message) {
      const payload = serialize(message);
      if (payload.byteLength > frameBytesMax) {
        throw new RangeError(
          `A message of ${payload.byteLength} bytes is longer than ${frameBytesMax} bytes`,
        );
      }
      if (socket.destroyed || socket.writableEnded) return;
      // What is posted in one turn leaves in one write.
      if (!corked) {
        corked = true;
        socket.cork();
        process.nextTick(() => {
          corked = false;
          socket.uncork();
        });
      }
      socket.write(frameHeader(payload));
      socket.write(payload);
    },
    on(next) {
      listener = next;
    },
  };
}
