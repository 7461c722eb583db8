import fs from 'node:fs';
import path from 'node:path';
import { defaultEdgeNodes } from '../../../src/edge/edgeNode';
import { startEmulator } from '../../../src/emulator/startEmulator';
import { startHost } from '../../../src/functions/startHost';
import { connectEmulator } from '../../../src/rpc/connectEmulator';
import { productFiles } from '../../support/productFiles';
import { perLab, type Lab } from '../lab';
import { ProductFailed } from '../productFailed';
import { answers, handlersSource } from './handlers';
import { keyCount, loopPath, loopSource } from './kvLoop';
import type { ProcessSide } from './side';
import { platformLimits } from '../../../src/rpc/hostApi';

const project = { id: 'file:///bench', name: 'bench' };

const sources = {
  'loop.js': `${loopSource}
export const onRequestGet = ({ request }) => loop(my_kv, request.url);`,
  'empty.js': `${handlersSource}
export const onRequestGet = () => handle(undefined, '/empty');`,
  'get.js': `${handlersSource}
export const onRequestGet = () => handle(my_kv, '/get');`,
};

/** A function in a function host, on an emulator in a thread of this process, as in the product. */
export const ours = perLab(async (lab) => {
  const side = await startOurs(lab, 'ours');
  await side.run('put', keyCount, 8);
  return side;
});

/** Serves with an empty namespace; `name` is that of its folders. */
export async function startOurs(lab: Lab, name: string): Promise<ProcessSide> {
  const storageFolder = lab.folder(`${name}-store`);
  const thread = await startEmulator({
    workerFile: productFiles.worker,
    wasmFile: productFiles.wasm,
    storageFolder,
  });
  lab.atEnd(() => thread.stop());
  const connection = await connectEmulator(thread.address);
  const { api } = connection;
  lab.atEnd(() => {
    connection.dispose();
  });
  await api.createAccount({ name: 'bench' });
  await api.createNamespace({ account: 'bench', name: 'main' });
  await api.bindNamespace({ account: 'bench', namespace: 'main', project, variable: 'my_kv' });

  const folder = lab.folder(`${name}-project`);
  fs.mkdirSync(path.join(folder, 'edge-functions'));
  for (const [file, source] of Object.entries(sources)) {
    fs.writeFileSync(path.join(folder, 'edge-functions', file), source);
  }
  let requestEnded: () => void = () => undefined;
  const host = await startHost({
    hostFile: path.join(path.dirname(productFiles.worker), 'functionHost.js'),
    start: {
      project,
      folder,
      emulator: { storageFolder },
      port: 18_188,
      settings: {
        profile: 'documented',
        nodes: defaultEdgeNodes,
        defaultNode: 'singapore',
        timeoutMs: 120_000,
        limits: platformLimits,
      },
    },
    events: {
      log: ({ level, text }) => {
        if (level === 'error') console.error(text);
      },
      routes: () => undefined,
      problems: () => undefined,
      requestEnded: () => {
        requestEnded();
      },
    },
  });
  lab.atEnd(() => host.stop());

  return {
    pid: host.pid,
    folder,
    url: host.url,
    async run(operation, operations, lanes) {
      // What the host still does for the last request must not count for the next one.
      const ended = new Promise<void>((resolve) => {
        requestEnded = resolve;
      });
      const begin = performance.now();
      const response = await fetch(host.url + loopPath(operation, operations, lanes));
      const text = await response.text();
      const ms = performance.now() - begin;
      if (text !== 'done')
        throw new ProductFailed(`The function answered ${response.status}: ${text}`);
      await ended;
      return ms;
    },
    async request(path) {
      const response = await fetch(host.url + path);
      const text = await response.text();
      if (text !== answers[path])
        throw new ProductFailed(`The function answered ${response.status}: ${text}`);
    },
  };
}
