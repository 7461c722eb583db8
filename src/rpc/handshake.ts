import { createHash, timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import { frameHeader, frameHeaderBytes } from './frames';

/** Raised whenever the messages change, so that windows of two versions never misread another. */
export const protocolVersion = 3;

const handshakeBytesMax = 4096;
const handshakeMsMax = 10_000;

/** The other side runs another version of the product. */
export class OtherVersionError extends Error {
  readonly isNewer: boolean;

  constructor(protocol: number) {
    super('The other side speaks another version of this protocol');
    this.isNewer = protocol > protocolVersion;
  }
}

/** Plain JSON: nothing but text is parsed before the token is known to be right. */
interface Hello {
  readonly protocol: number;
  readonly token: string;
  /** Whether the client is to be told of changes. */
  readonly changes: boolean;
}

/** Reads one frame of JSON and leaves the socket paused, with what follows unread. */
function readJsonFrame(socket: Socket): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const timer = setTimeout(() => {
      fail('The other side did not shake hands in time');
    }, handshakeMsMax);
    const onData = (chunk: Buffer): void => {
      received = Buffer.concat([received, chunk]);
      if (received.byteLength < frameHeaderBytes) return;
      const end = frameHeaderBytes + received.readUInt32BE();
      if (end > handshakeBytesMax) return fail('The other side does not speak this protocol');
      if (received.byteLength < end) return;
      settle();
      if (received.byteLength > end) socket.unshift(received.subarray(end));
      try {
        resolve(JSON.parse(received.toString('utf8', frameHeaderBytes, end)));
      } catch {
        reject(new Error('The other side does not speak this protocol'));
      }
    };
    const onClose = (): void => {
      fail('The connection ended before the handshake');
    };
    const settle = (): void => {
      clearTimeout(timer);
      socket.off('data', onData).off('close', onClose).pause();
    };
    const fail = (message: string): void => {
      settle();
      reject(new Error(message));
    };
    socket.on('data', onData).on('close', onClose);
    socket.resume();
  });
}

function writeJsonFrame(socket: Socket, value: unknown): void {
  const payload = Buffer.from(JSON.stringify(value));
  socket.write(frameHeader(payload));
  socket.write(payload);
}

/**
 * The client's part.
 *
 * @throws OtherVersionError where the server has the token and another version
 * @throws Error where the server refuses
 */
export async function shakeHands(
  socket: Socket,
  { token, changes }: Omit<Hello, 'protocol'>,
): Promise<void> {
  writeJsonFrame(socket, { protocol: protocolVersion, token, changes } satisfies Hello);
  const answer = await readJsonFrame(socket);
  if (isRecord(answer) && answer['welcome'] === false && typeof answer['protocol'] === 'number') {
    throw new OtherVersionError(answer['protocol']);
  }
  if (!isRecord(answer) || answer['welcome'] !== true) {
    throw new Error('The other side refused the handshake');
  }
}

/** The server's part. `null`, and the socket is closed, where the client has not the token. */
export async function receiveHandshake(
  socket: Socket,
  token: string,
): Promise<{ readonly changes: boolean } | null> {
  try {
    const hello = await readJsonFrame(socket);
    if (
      isRecord(hello) &&
      typeof hello['protocol'] === 'number' &&
      typeof hello['token'] === 'string' &&
      sameText(hello['token'], token)
    ) {
      const isSame = hello['protocol'] === protocolVersion;
      writeJsonFrame(socket, { welcome: isSame, protocol: protocolVersion });
      if (isSame) return { changes: hello['changes'] === true };
      socket.destroySoon();
      return null;
    }
  } catch {
    // Whatever was sent, it was no handshake.
  }
  socket.destroy();
  return null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

// Hashes have one length, which the comparison needs, and tell nothing by their timing.
function sameText(a: string, b: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}
