import { bareHttp } from '../contestants/bareHttp';
import type { HandlerPath } from '../contestants/handlers';
import { miniflareOnDisk } from '../contestants/miniflare';
import { ours } from '../contestants/ours';
import type { RequestSide } from '../contestants/side';
import { race, type Runner } from '../race';
import { atLeast, type Row } from '../row';

/** Requests that so many clients send, each the next one when its last was answered. */
function runner(side: Pick<RequestSide, 'request'>, path: HandlerPath, clients: number): Runner {
  return async (requests) => {
    let left = requests;
    const client = async (): Promise<void> => {
      while (left-- > 0) await side.request(path);
    };
    const begin = performance.now();
    await Promise.all(Array.from({ length: clients }, client));
    return performance.now() - begin;
  };
}

function row(name: string, path: HandlerPath, clients: number): Row {
  return {
    name,
    unit: 'requests/s',
    goal: atLeast(5, '× dispatchFetch'),
    async measure(lab) {
      const sides = {
        ours: runner(await ours(lab), path, clients),
        peer: runner(await miniflareOnDisk(lab), path, clients),
        floor: runner(await bareHttp(lab), path, clients),
      };
      const { rounds, roundMs } = lab;
      const rates = await race(sides, { rounds, roundMs, operationsMin: 4 * clients });
      return { ...rates, ratio: rates.ours / rates.peer };
    },
  };
}

/** Whole requests to functions by `fetch`, against Miniflare's `dispatchFetch`. */
export const requests: readonly Row[] = [
  row('empty handler, one client', '/empty', 1),
  row('empty handler, 32 clients', '/empty', 32),
  row('handler with one get, one client', '/get', 1),
  row('handler with one get, 32 clients', '/get', 32),
];
