import { startMiniflare } from '../contestants/miniflare';
import { startOurs } from '../contestants/ours';
import type { RequestSide } from '../contestants/side';
import { inOwnLab, type Lab } from '../lab';
import { median } from '../report/median';
import { atMost, type Row } from '../row';

/** Milliseconds until a side that did not exist has answered its first request. */
async function firstAnswer(lab: Lab, start: (own: Lab) => Promise<RequestSide>): Promise<number> {
  return inOwnLab(lab, async (own) => {
    const begin = performance.now();
    const side = await start(own);
    await side.request('/empty');
    return performance.now() - begin;
  });
}

/** From nothing, with folders that are new: emulator, function host and bundle on our side. */
export const coldStart: Row = {
  name: 'cold start to the first answer',
  unit: 'ms',
  goal: atMost(0.5, '× Miniflare'),
  async measure(lab) {
    const ours: number[] = [];
    const peer: number[] = [];
    for (let round = 0; round < lab.rounds; round += 1) {
      const name = `cold-${round}`;
      ours.push(await firstAnswer(lab, (own) => startOurs(own, name)));
      peer.push(await firstAnswer(lab, (own) => startMiniflare(own, own.folder(`${name}-peer`))));
    }
    const [our, their] = [median(ours), median(peer)];
    return { ours: our, peer: their, ratio: our / their };
  },
};
