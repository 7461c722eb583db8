import { KvError } from './kvError';
import { viewBytes } from './viewBytes';

/** Of a `ReadableStream`, what reading it takes. */
export interface ByteStream {
  getReader(): {
    read(): Promise<{ readonly done: boolean; readonly value?: unknown }>;
    cancel(reason?: unknown): Promise<void>;
  };
}

/** Known by what it can do, since streams of other realms and libraries are streams too. */
export function isStream(value: unknown): value is ByteStream {
  return (
    typeof value === 'object' &&
    value !== null &&
    'getReader' in value &&
    typeof value.getReader === 'function'
  );
}

/**
 * Reads a stream to its end.
 *
 * @param checkSize is told the bytes so far and may throw, which stops the stream
 * @param notBytes makes the error for a chunk that holds no bytes
 * @throws KvError `VALUE_TYPE` for such a chunk where nobody makes another error of it
 */
export async function collectStream(
  stream: ByteStream,
  checkSize: (sizeBytes: number) => void,
  notBytes: (chunk: unknown) => Error = valueTypeError,
): Promise<Uint8Array> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return join(chunks, sizeBytes);
      const bytes = viewBytes(value);
      if (!bytes) throw notBytes(value);
      sizeBytes += bytes.byteLength;
      checkSize(sizeBytes);
      // A source may use its buffer again for the next chunk.
      chunks.push(new Uint8Array(bytes));
    }
  } catch (error) {
    // Not awaited: a source that never ends its cancellation must not keep the caller waiting.
    reader.cancel(error).catch(() => undefined);
    throw error;
  }
}

function valueTypeError(chunk: unknown): KvError {
  return new KvError(
    'VALUE_TYPE',
    `Unsupported value type: stream of ${typeof chunk} (chunks must be bytes, such as a Uint8Array)`,
  );
}

function join(chunks: readonly Uint8Array[], sizeBytes: number): Uint8Array {
  const bytes = new Uint8Array(sizeBytes);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

const chunkBytesMax = 65_536;

/** A stream over a copy of the bytes, made chunk by chunk as it is read. */
export function streamBytes(bytes: Uint8Array): ReadableStream<Uint8Array<ArrayBuffer>> {
  let offset = 0;
  return new ReadableStream({
    pull(controller) {
      if (offset >= bytes.byteLength) {
        controller.close();
        return;
      }
      controller.enqueue(new Uint8Array(bytes.subarray(offset, offset + chunkBytesMax)));
      offset += chunkBytesMax;
    },
  });
}
