import type { NotedOperation } from './runtimeProtocol';

/** Operations that have left shared memory, as lines of JSON; batches are numbered from 0. */
export interface OperationBatch {
  readonly batch: number;
  readonly lines: string;
}

/** Takes KV operations. */
export interface OperationSink {
  readonly add: (operation: NotedOperation) => void;
  /** Counts one that nobody is going to look at. */
  readonly count: () => void;
}

/** Where a runtime thread notes its KV operations. */
export interface OperationLog extends OperationSink {
  /** Hands over what was noted. */
  readonly flush: () => void;
}

/** Four numbers of four bytes. */
const headerBytes = 16;
const linesBytes = 65_536;

/**
 * Memory that a runtime thread shares with its host: bytes in use, number of the batch, how many
 * operations were only counted, milliseconds for which it was awake but idle, then lines.
 *
 * A message for each operation would cost more than the operation. What lies here survives the end
 * of the thread, so that the trace is complete even of a function that had to be stopped.
 */
export function createOperationMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(headerBytes + linesBytes);
}

/** The runtime's end. */
export function createOperationLog(
  memory: SharedArrayBuffer,
  handOver: (batch: OperationBatch) => void,
): OperationLog {
  const header = headerOf(memory);
  const lines = Buffer.from(memory, headerBytes);
  let used = 0;
  let batch = 0;

  /** The host may look at any time: a batch is never both in its hands and in a new one. */
  function handOverBatch(text: string): void {
    handOver({ batch, lines: text });
    used = 0;
    Atomics.store(header, 0, 0);
    batch += 1;
    Atomics.store(header, 1, batch);
  }

  function flush(): void {
    if (used > 0) handOverBatch(lines.toString('utf8', 0, used));
  }

  return {
    add(operation) {
      const line = `${JSON.stringify(operation)}\n`;
      // The most that UTF-8 can need.
      const bytesMax = 3 * line.length;
      if (bytesMax > linesBytes - used) flush();
      if (bytesMax > linesBytes) {
        handOverBatch(line);
        return;
      }
      used += lines.write(line, used);
      Atomics.store(header, 0, used);
    },
    count() {
      Atomics.add(header, 2, 1);
    },
    flush,
  };
}

/** The operations of a batch. */
export function parseOperations(lines: string): readonly NotedOperation[] {
  return lines
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as NotedOperation);
}

/**
 * The host's end: what a thread that has ended did not hand over.
 *
 * @param lastBatch number of the last batch that came
 */
export function readUnsentOperations(
  memory: SharedArrayBuffer,
  lastBatch: number,
): readonly NotedOperation[] {
  const header = headerOf(memory);
  if (Atomics.load(header, 1) === lastBatch) return [];
  const lines = Buffer.from(memory, headerBytes, Atomics.load(header, 0));
  return parseOperations(lines.toString());
}

/** The host's end: how many operations were only counted since it last asked. */
export function takeCountedOperations(memory: SharedArrayBuffer): number {
  return Atomics.exchange(headerOf(memory), 2, 0);
}

/** The runtime's end: for how many milliseconds the thread was awake with nothing to do so far. */
export function noteIdleMs(memory: SharedArrayBuffer, ms: number): void {
  Atomics.store(headerOf(memory), 3, Math.round(ms));
}

/** The host's end of {@link noteIdleMs}. */
export function readIdleMs(memory: SharedArrayBuffer): number {
  return Atomics.load(headerOf(memory), 3);
}

function headerOf(memory: SharedArrayBuffer): Int32Array {
  return new Int32Array(memory, 0, headerBytes / Int32Array.BYTES_PER_ELEMENT);
}
