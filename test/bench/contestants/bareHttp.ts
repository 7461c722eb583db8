import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { perLab, type Lab } from '../lab';
import { answers, type HandlerPath } from './handlers';

const script = `
  const { createServer } = require('node:http');
  const { parentPort, workerData } = require('node:worker_threads');
  createServer(({ url }, response) => response.end(workerData[url])).listen(0, '127.0.0.1', function () {
    parentPort.postMessage(this.address().port);
  });
`;

/** The floor of requests: Node's own server answers the same, and runs no code of anybody. */
export const bareHttp = perLab(startBareHttp);

async function startBareHttp(
  lab: Lab,
): Promise<{ readonly request: (path: HandlerPath) => Promise<void> }> {
  const server = new Worker(script, { eval: true, workerData: answers });
  lab.atEnd(() => server.terminate());
  const [port] = (await once(server, 'message')) as [number];
  return {
    async request(path) {
      const response = await fetch(`http://127.0.0.1:${port}${path}`);
      const text = await response.text();
      if (text !== answers[path]) throw new Error(`The bare server answered ${text}`);
    },
  };
}
