import { createRequire } from 'node:module';
import path from 'node:path';
import { perLab, type Lab } from '../lab';
import { answers, handlersSource } from './handlers';
import { keyCount, loopPath, loopSource } from './kvLoop';
import type { RequestSide } from './side';

interface MiniflareInstance {
  readonly ready: Promise<unknown>;
  dispatchFetch(
    url: string,
  ): Promise<{ readonly status: number; readonly text: () => Promise<string> }>;
  dispose(): Promise<void>;
}

interface MiniflareModule {
  readonly Miniflare: new (options: object) => MiniflareInstance;
}

const script = `${loopSource}${handlersSource}
export default {
  fetch(request, env) {
    const { pathname } = new URL(request.url);
    return pathname === '/loop' ? loop(env.BENCH, request.url) : handle(env.BENCH, pathname);
  },
};
`;

export const miniflareOnDisk = perLab((lab) => filled(lab, lab.folder('miniflare')));
export const miniflareInMemory = perLab((lab) => filled(lab, false));

/** The version that is installed. */
export function miniflareVersion(folder: string): string {
  const load = createRequire(path.join(folder, 'package.json'));
  return (load('miniflare/package.json') as { version: string }).version;
}

async function filled(lab: Lab, kvPersist: string | false): Promise<RequestSide> {
  const side = await startMiniflare(lab, kvPersist);
  await side.run('put', keyCount, 8);
  return side;
}

/** Serves with an empty namespace. */
export async function startMiniflare(lab: Lab, kvPersist: string | false): Promise<RequestSide> {
  const load = createRequire(path.join(lab.miniflareFolder, 'package.json'));
  const { Miniflare } = load('miniflare') as MiniflareModule;
  const instance = new Miniflare({ modules: true, script, kvNamespaces: ['BENCH'], kvPersist });
  lab.atEnd(() => instance.dispose());
  await instance.ready;
  return {
    // Clocks inside a worker stand still, so it is timed from here.
    async run(operation, operations, lanes) {
      const begin = performance.now();
      const path = loopPath(operation, operations, lanes);
      const response = await instance.dispatchFetch(`http://bench.test${path}`);
      const text = await response.text();
      if (text !== 'done') throw new Error(`Miniflare answered ${response.status}: ${text}`);
      return performance.now() - begin;
    },
    async request(path) {
      const response = await instance.dispatchFetch(`http://bench.test${path}`);
      const text = await response.text();
      if (text !== answers[path]) throw new Error(`Miniflare answered ${response.status}: ${text}`);
    },
  };
}
