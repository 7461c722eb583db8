import { createServer } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

// Whatever arrives goes back: the least that any server on such a socket does.
createServer((socket) => {
  socket.on('data', (chunk) => socket.write(chunk));
}).listen(workerData as string, () => parentPort?.postMessage('listening'));
