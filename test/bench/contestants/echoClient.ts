import { once } from 'node:events';
import { connect } from 'node:net';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/** So many round trips, `lanes` of them under way at a time, each of a frame of so many bytes. */
export interface EchoOrder {
  readonly operations: number;
  readonly lanes: number;
  readonly bytes: number;
}

// As a function's thread lies in a process beside the emulator's, so does this one.
if (isMainThread) {
  const thread = new Worker(__filename, { workerData: process.argv[2] });
  thread.on('message', (ms: number) => process.send?.(ms));
  process.on('message', (order: EchoOrder) => {
    thread.postMessage(order);
  });
  process.on('disconnect', () => process.exit());
} else {
  const socket = connect(workerData as string);
  const connected = once(socket, 'connect');
  parentPort?.on('message', (order: EchoOrder) => {
    void connected.then(() => exchange(order));
  });

  function exchange({ operations, lanes, bytes }: EchoOrder): void {
    const frame = Buffer.alloc(4 + bytes, 'v');
    frame.writeUInt32LE(bytes);
    const begin = performance.now();
    let sent = 0;
    let answered = 0;
    let held: Buffer = Buffer.alloc(0);
    const receive = (chunk: Buffer): void => {
      held = held.byteLength === 0 ? chunk : Buffer.concat([held, chunk]);
      let offset = 0;
      let answers = 0;
      while (held.byteLength - offset >= 4) {
        const end = offset + 4 + held.readUInt32LE(offset);
        if (held.byteLength < end) break;
        offset = end;
        answers += 1;
      }
      held = held.subarray(offset);
      answered += answers;
      send(Math.min(answers, operations - sent));
      if (answered < operations) return;
      socket.off('data', receive);
      parentPort?.postMessage(performance.now() - begin);
    };
    const send = (frames: number): void => {
      sent += frames;
      if (frames === 1) socket.write(frame);
      else if (frames > 1) socket.write(Buffer.concat(Array<Buffer>(frames).fill(frame)));
    };
    socket.on('data', receive);
    send(Math.min(lanes, operations));
  }
}
