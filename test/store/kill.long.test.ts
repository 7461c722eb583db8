import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { addNamespaces, openTestStore } from '../support/openTestStore';
import { productFiles } from '../support/productFiles';
import { createRandom } from '../support/random';
import { checkSnapshots, readContent } from '../support/storeContent';
import {
  followLog,
  valuesOf,
  type ModelRun,
  type StoreModel,
  type TakenContents,
} from '../support/storeModel';
import type { LogLine, StoreTask } from '../support/storeProcess';
import { useTempFolder } from '../support/tempFolder';

const rounds = 200;
const storeProcess = path.resolve(__dirname, '../support/storeProcess.js');

/** A process that waits for what it shall do. */
async function startProcess(): Promise<ChildProcess> {
  const child = fork(storeProcess, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  await once(child, 'message');
  return child;
}

async function opened(child: ChildProcess): Promise<void> {
  const died = once(child, 'exit').then(([code]) => `ended with ${code}`);
  const said = once(child, 'message').then(([message]) => message as string);
  assert.equal(await Promise.race([said, died]), 'open');
}

describe('a store whose process is killed at any moment', () => {
  const folder = useTempFolder();
  const place = (name: string): string => path.join(folder(), name);

  it(`has every acknowledged change and no part of another, ${rounds} times`, async function () {
    this.timeout(300_000);
    const seed = Number(process.env.PAGES_KV_SEED ?? randomInt(2 ** 31));
    console.log(`      seed ${seed}`);
    const random = createRandom(seed);
    const setUp = await openTestStore(place('store'));
    const [namespaceId = ''] = addNamespaces(setUp, 'one');
    await setUp.close();

    let model: StoreModel = { records: new Map(), lastVersion: 0 };
    const taken: TakenContents = new Map();
    const takenBy = new Map<string, number>();
    const cutOff = new Map<string, number>();
    let from = 1;
    let torn = 0;
    let next = startProcess();

    for (let round = 1; round <= rounds; round += 1) {
      const child = await next;
      // The next one starts while this one works.
      next = startProcess();
      const logFile = place(`log-${round}`);
      const task: StoreTask = {
        folder: place('store'),
        wasmFile: productFiles.wasm,
        logFile,
        namespaceId,
        seed: random.below(2 ** 31),
        from,
      };
      child.send(task);
      await opened(child);
      const lifeMs = random.below(100);
      await new Promise((resolve) => setTimeout(resolve, lifeMs));
      child.kill('SIGKILL');
      await once(child, 'exit');

      const lines = readLog(logFile);
      from = 1 + Math.max(from - 1, ...lines.map((line) => ('begin' in line ? line.begin : 0)));
      // What the next process opens stays as the killed one left it.
      fs.cpSync(place('store'), place('copy'), { recursive: true });
      const store = await openTestStore(place('copy'));
      const context = `round ${round} of seed ${seed}`;
      for (const { id, name } of store.catalogue.accounts[0]?.namespaces[0]?.snapshots ?? []) {
        // One that was taken, but not acknowledged.
        const number = /^taken at (\d+)$/.exec(name)?.[1];
        if (number !== undefined) takenBy.set(id, Number(number));
      }
      const run = followLog(model, lines, taken, takenBy);
      const content = readContent(store, namespaceId);
      model = whichHolds(run, content, context);
      assert.ok(store.lastVersion(namespaceId) >= run.acknowledged.lastVersion, context);
      model = {
        records: new Map(
          [...model.records].map(([key, one]) => [
            key,
            { ...one, version: content.get(key)?.version ?? 0 },
          ]),
        ),
        lastVersion: store.lastVersion(namespaceId),
      };
      if (run.lastKind) cutOff.set(run.lastKind, (cutOff.get(run.lastKind) ?? 0) + 1);
      await checkSnapshots(store);
      for (const { code } of store.takeNotices()) {
        // A large frame may be cut off in its midst; nothing else may be damaged.
        assert.equal(code, 'JOURNAL_TAIL_KEPT', context);
        assert.ok(run.lastKind, `${context}: no change was under way`);
        torn += 1;
      }
      await store.close();
      fs.rmSync(place('copy'), { recursive: true });
      fs.rmSync(logFile);
    }
    (await next).kill('SIGKILL');
    const counts = [...cutOff].map(([kind, count]) => `${kind} ${count}`).join(', ');
    console.log(`      ${from - 1} changes; cut off: ${counts}; torn frames: ${torn}`);
    assert.ok(from > 2 * rounds, 'the processes came to write');
  });
});

/** Whole lines; the last one may have been cut off. */
function readLog(file: string): readonly LogLine[] {
  if (!fs.existsSync(file)) return [];
  const lines = fs.readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as LogLine);
}

function whichHolds(
  { acknowledged, withLast, lastKind }: ModelRun,
  content: ReadonlyMap<string, { readonly value: string }>,
  context: string,
): StoreModel {
  const found = new Map([...content].map(([key, { value }]) => [key, value]));
  const isSame = (model: StoreModel): boolean => {
    const expected = valuesOf(model);
    if (expected.size !== found.size) return false;
    return [...expected].every(([key, value]) => found.get(key) === value);
  };
  if (isSame(acknowledged)) return acknowledged;
  if (isSame(withLast)) return withLast;
  // Neither: what differs is said shortly.
  const short = (values: ReadonlyMap<string, string>) =>
    [...values].map(([key, value]) => `${key}: ${value.length} bytes ${value.slice(0, 8)}`).sort();
  assert.deepEqual(short(found), short(valuesOf(acknowledged)), `${context}, during ${lastKind}`);
  throw new assert.AssertionError({ message: `${context}: other bytes during ${lastKind}` });
}
