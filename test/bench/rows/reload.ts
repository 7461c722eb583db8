import fs from 'node:fs';
import path from 'node:path';
import { ours } from '../contestants/ours';
import { median } from '../report/median';
import { atMost, type Row } from '../row';

/** From the save of a function to its new code answering, asked without a pause. */
export const reload: Row = {
  name: 'reload: from a save to the new code answering',
  unit: 'ms',
  goal: atMost(100, 'ms'),
  async measure(lab) {
    const side = await ours(lab);
    const file = path.join(side.folder, 'edge-functions', 'saved.js');
    const times: number[] = [];
    for (let save = 0; save < (lab.quick ? 3 : 20); save += 1) {
      const text = `save ${save}`;
      fs.writeFileSync(
        file,
        `export const onRequestGet = () => new Response(${JSON.stringify(text)});`,
      );
      const begin = performance.now();
      while ((await (await fetch(`${side.url}/saved`)).text()) !== text);
      times.push(performance.now() - begin);
    }
    return { ours: median(times) };
  },
};
