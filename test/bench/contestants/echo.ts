import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { createSocketPath } from '../../../src/emulator/socketAddress';
import { perLab, type Lab } from '../lab';
import type { EchoOrder } from './echoClient';
import { valueBytes } from './kvLoop';
import type { Side } from './side';

/** The floor: bytes that go over the same kind of socket and back, between the same threads. */
export const echo = perLab(startEcho);

async function startEcho(lab: Lab): Promise<Side> {
  const address = createSocketPath();
  const server = new Worker(path.join(__dirname, 'echoServer.js'), { workerData: address });
  lab.atEnd(() => server.terminate());
  await once(server, 'message');
  const client = fork(path.join(__dirname, 'echoClient.js'), [address]);
  lab.atEnd(() => client.kill());
  return {
    async run(_operation, operations, lanes) {
      const answer = once(client, 'message');
      client.send({ operations, lanes, bytes: valueBytes } satisfies EchoOrder);
      const [ms] = (await answer) as [number];
      return ms;
    },
  };
}
