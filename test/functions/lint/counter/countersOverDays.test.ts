import assert from 'node:assert/strict';
import fs from 'node:fs';
import { addNamespaces, openTestStore } from '../../../support/openTestStore';
import { createRandom, type Random } from '../../../support/random';
import { useTempFolder } from '../../../support/tempFolder';
import { createCounterWorld, dayMs, hourMs, minuteMs, type CounterWorld } from './counterWorld';
import { counterFixNames, fixed } from './fixed';

const counter = fs.readFileSync('test/fixtures/lint/counter/counter.js', 'utf8');

/** Moments, hours, and days in which nobody comes. */
const waits = [50, 2_000, 61_000, 20 * minuteMs, 3 * hourMs, 26 * hourMs, 75 * hourMs];

interface Traffic {
  readonly world: CounterWorld;
  readonly random: Random;
  readonly text: string;
  /** Of the function that counts in one place; absent where each request counts. */
  readonly totalText: string | undefined;
}

interface Told {
  readonly told: Promise<string>;
  /** Events that had been acknowledged before, at least, and begun by the end, at most. */
  readonly from: number;
  readonly to: () => number;
}

/** Requests on all nodes over several days; returns how many events there were. */
async function play({ world, random, text, totalText }: Traffic): Promise<number> {
  let begun = 0;
  let ended = 0;
  let isCounting = false;
  const told: Told[] = [];
  const show = (entry: string, from: string): Promise<string> =>
    world.begin({ text: from, entry }, random.pick(world.nodes));
  const count = (answer: Promise<string>, from = ended): void => {
    let end = 0;
    const noted = answer.then((words) => {
      end = begun;
      return words;
    });
    told.push({ told: noted, from, to: () => end });
  };
  for (let turn = 0; turn < 500; turn += 1) {
    const kind = random.below(100);
    if (kind < 15) {
      begun += 1;
      const answer = show('onRequest', text);
      // A total that is stored may be as old as its last count.
      count(answer, totalText === undefined ? ended + 1 : 0);
      void answer.then(() => (ended += 1));
    } else if (kind < 25) {
      begun += 1;
      void show("() => addEvent(my_kv, 'visits')", text).then(() => (ended += 1));
    } else if (kind < 30 && totalText !== undefined && !isCounting) {
      isCounting = true;
      const answer = show('onRequestPost', totalText);
      count(answer);
      void answer.then(() => (isCounting = false));
    } else if (kind < 36) {
      await world.advance(random.pick(waits));
    } else if (world.waiting > 0) {
      await world.step(random.below(world.waiting));
    }
  }
  await world.drain();
  for (const one of told) {
    const number = parseInt(await one.told, 10);
    const from = `${one.from} to ${one.to()}`;
    assert.ok(one.from <= number && number <= one.to(), `${number} is told, ${from} is right`);
  }
  return begun;
}

const dayOf = (key: string): string => key.split('_')[2] ?? '';

describe('counters over days, on all nodes', function () {
  this.timeout(120_000);
  const folder = useTempFolder();
  const seed = Number(process.env.PAGES_KV_SEED ?? (Math.random() * 0x7fffffff) | 0);

  /** A world of its own for each round, on one store. */
  async function rounds(count: number, play: (world: CounterWorld, random: Random) => unknown) {
    const store = await openTestStore(folder());
    const ids = addNamespaces(store, ...Array.from({ length: count }, (_, round) => `n${round}`));
    try {
      for (const [round, id] of ids.entries()) {
        const random = createRandom(seed + round);
        await play(createCounterWorld(store, id, random), random);
      }
    } finally {
      await store.close();
    }
  }

  before(() => {
    console.log(`      seed ${seed}`);
  });

  for (const name of counterFixNames) {
    it(`${name} tells what was counted, and loses nothing`, async () => {
      const { text, newText } = await fixed(counter, name);
      const totalText = name === 'totalInOnePlace' ? newText : undefined;
      const read = totalText
        ? { text: totalText, entry: 'onRequestPost' }
        : { text, entry: "() => countEvents(my_kv, 'visits')" };
      const played = { events: 0, days: 0 };
      await rounds(12, async (world, random) => {
        const events = await play({ world, random, text, totalText });
        played.events += events;
        played.days += Math.floor((world.now() - Date.UTC(2026, 10, 25)) / dayMs);
        assert.equal(await world.run(read, random.pick(world.nodes)), String(events));
        await world.advance(2 * dayMs);
        assert.equal(await world.run(read, random.pick(world.nodes)), String(events));
        if (name === 'sumPerDay') assertSums(world);
        for (const node of totalText ? world.nodes : []) {
          const shown = await world.run({ text, entry: 'onRequest' }, node);
          assert.equal(shown, `${events} visits`, 'other readers see the total too');
        }
      });
      assert.ok(played.events > 1_000 && played.days > 60, JSON.stringify(played));
    });
  }

  it('tells too few without a fix', async () => {
    const text = `${counter}\nconst addEvent = onRequest;`;
    await rounds(3, async (world, random) => {
      await assert.rejects(play({ world, random, text, totalText: undefined }), /is told/);
    });
  });

  /** Each day has one sum, which is that of its events. */
  function assertSums(world: CounterWorld): void {
    const events = new Map<string, number>();
    for (const day of world.keys('visits_day_').map(dayOf)) {
      events.set(day, (events.get(day) ?? 0) + 1);
    }
    const sums = [...events].map(([day, sum]) => `visits_sum_${day}_${sum}`);
    assert.deepEqual(world.keys('visits_sum_'), sums);
  }

  describe('with a sum for each day', () => {
    const visit = "() => addEvent(my_kv, 'visits')";
    const count = "() => countEvents(my_kv, 'visits')";

    async function inWorld(
      test: (world: CounterWorld, add: (n: number) => Promise<void>, text: string) => Promise<void>,
    ) {
      const { text } = await fixed(counter, 'sumPerDay');
      await rounds(1, async (world) => {
        const add = async (events: number): Promise<void> => {
          for (let n = 0; n < events; n += 1) await world.run({ text, entry: visit }, 'singapore');
        };
        await test(world, add, text);
      });
    }

    it('two that sum up one day at once write the same key', () =>
      inWorld(async (world, add, text) => {
        await add(300);
        await world.advance(dayMs);
        await add(2);
        world.calls.puts.length = 0;
        const told = ['frankfurt', 'singapore'].map((node) =>
          world.begin({ text, entry: count }, node),
        );
        // In turns, so that both have counted before either has written.
        await world.drain();
        assert.deepEqual(await Promise.all(told), ['302', '302']);
        const key = 'visits_sum_20261125_300';
        assert.deepEqual(world.calls.puts, [key, key]);
        assert.deepEqual(world.keys('visits_sum_'), [key]);
      }));

    it('days in which nobody counted are summed up later, and not read again', () =>
      inWorld(async (world, add, text) => {
        for (const [events, days] of [
          [300, 1],
          [0, 2],
          [270, 1],
          [1, 5],
        ] as const) {
          await add(events);
          await world.advance(days * dayMs);
        }
        const { lists } = world.calls;
        const told = () => world.run({ text, entry: count }, 'frankfurt');
        assert.equal(await told(), '571');
        assertSums(world);
        assert.equal(world.keys('visits_sum_').length, 3);
        lists.length = 0;
        assert.equal(await told(), '571');
        assert.deepEqual(lists, ['visits_sum_', 'visits_day_'], 'one page each');
        for (const key of world.keys('visits_day_')) world.delete(key);
        assert.equal(await told(), '571');
      }));

    it('a day has its sum an hour after its end, with what was under way by then', () =>
      inWorld(async (world, add, text) => {
        const told = () => world.run({ text, entry: count }, 'frankfurt');
        await add(1);
        await world.advance(12 * hourMs - 1);
        const late = world.begin({ text, entry: visit }, 'frankfurt');
        await world.advance(40 * minuteMs);
        assert.equal(world.waiting, 1);
        assert.equal(await told(), '2');
        await late;
        await world.advance(20 * minuteMs);
        assert.equal(await told(), '2');
        assert.deepEqual(world.keys('visits_sum_'), [], 'a millisecond is missing');
        await world.advance(1);
        assert.equal(await told(), '2');
        assert.deepEqual(world.keys('visits_sum_'), ['visits_sum_20261125_2']);
      }));

    it('keys of other counters and of other things are none of its own', () =>
      inWorld(async (world, add, text) => {
        for (const name of ['visits_day', 'visits_sum', 'visits_day_20261125', 'visits2']) {
          const entry = `() => addEvent(my_kv, '${name}')`;
          await world.run({ text, entry }, 'singapore');
        }
        await add(3);
        for (let day = 0; day < 3; day += 1) {
          assert.equal(await world.run({ text, entry: count }, 'singapore'), '3');
          await world.advance(dayMs);
        }
      }));
  });
});
