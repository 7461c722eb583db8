import assert from 'node:assert/strict';
import { once } from 'node:events';
import fs from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { createSocketPath } from '../../src/emulator/socketAddress';
import { EmulatorError } from '../../src/rpc/emulatorError';
import { spawnWindow, type WindowUnderTest } from '../support/spawnWindow';
import { useTempFolder } from '../support/tempFolder';

const place = { account: 'main', namespace: 'shared' };
const count = 5;
const rounds = 4;
/** A new leader is there within 2 s on an idle machine; this one may be busy. */
const takeoverMsMax = 15_000;

describe('five windows on one storage folder', function () {
  this.timeout(180_000);
  const folder = useTempFolder();
  let windows: WindowUnderTest[] = [];
  let mostLeaders = 0;

  afterEach(async () => {
    await Promise.all(windows.map((one) => one.kill()));
    windows = [];
    mostLeaders = 0;
  });

  const leaders = (): readonly WindowUnderTest[] => windows.filter(({ leads }) => leads);

  function add(): WindowUnderTest {
    const one = spawnWindow(folder(), () => {
      mostLeaders = Math.max(mostLeaders, leaders().length);
    });
    windows.push(one);
    one.join();
    return one;
  }

  /** Waits until every window leads or follows the one that does. */
  async function settled(): Promise<WindowUnderTest> {
    const pids = new Set(windows.map(({ pid }) => pid));
    await Promise.all(
      windows.map((one) =>
        one.become(({ state, follows }) => {
          assert.notEqual(state, 'failed');
          return state === 'ready' && (follows === undefined || pids.has(follows));
        }),
      ),
    );
    const [leader, ...others] = leaders();
    assert.ok(leader, 'one leads');
    assert.deepEqual(others, []);
    for (const one of windows) {
      assert.equal(one.state.follows, one === leader ? undefined : leader.pid);
    }
    assert.equal(fs.readdirSync(folder()).filter((name) => name.startsWith('lock.')).length, 1);
    return leader;
  }

  async function fill(): Promise<void> {
    const { api } = await settled();
    await api.createAccount({ name: place.account });
    await api.createNamespace({ account: place.account, name: place.namespace });
  }

  /** Puts from all windows at once until told to stop. */
  function putOn(targets: readonly WindowUnderTest[], mark: string) {
    const acknowledged = new Map<string, string>();
    const uncertain: string[] = [];
    const unexpected: string[] = [];
    let isOver = false;
    let watcher: (() => void) | undefined;
    const write = async (one: WindowUnderTest, writer: number): Promise<void> => {
      for (let number = 0; !isOver; number += 1) {
        const key = `${mark}_${one.pid}_${writer}_${number}`;
        const value = `${key} ${'x'.repeat((number * 37) % 400)}`;
        try {
          await one.api.putRecord({ ...place, key, value: Buffer.from(value) });
          acknowledged.set(key, value);
          watcher?.();
        } catch (error) {
          // What the killed process itself had asked for got no answer at all.
          if (error instanceof Error && error.name === 'Gone') return;
          if (error instanceof EmulatorError && error.code === 'WRITE_UNCERTAIN') {
            assert.match(error.message, /may or may not have been made/);
            uncertain.push(key);
          } else unexpected.push(String(error));
        }
      }
    };
    const writers = targets.flatMap((one) => [0, 1, 2].map((writer) => write(one, writer)));
    return {
      acknowledged,
      uncertain,
      unexpected,
      more: (wanted: number): Promise<void> => {
        const aim = acknowledged.size + wanted;
        return new Promise((resolve) => {
          watcher = () => {
            if (acknowledged.size >= aim) resolve();
          };
        });
      },
      async end() {
        isOver = true;
        await Promise.all(writers);
      },
    };
  }

  async function allIsThere(acknowledged: ReadonlyMap<string, string>): Promise<void> {
    const { api } = windows[windows.length - 1] as WindowUnderTest;
    const lost: string[] = [];
    for (const [key, value] of acknowledged) {
      const record = await api.getRecord({ ...place, key });
      if (!record || Buffer.from(record.value).toString() !== value) lost.push(key);
    }
    assert.deepEqual(lost, []);
  }

  it('has one leader at a time, and keeps what was acknowledged when leaders are killed', async () => {
    const seed = Date.now() % 1000;
    for (let number = 0; number < count; number += 1) add();
    await fill();
    const all = new Map<string, string>();
    for (let round = 1; round <= rounds; round += 1) {
      const leader = await settled();
      const load = putOn(windows, `r${round}`);
      const killAt = 30 + ((seed * 31 * round) % 200);
      await load.more(killAt);
      const survivors = windows.filter((one) => one !== leader);
      windows = survivors;
      const killedAtMs = performance.now();
      await leader.kill();
      // Acknowledged by the next leader: all that the dead one had answered was told before.
      await Promise.all(
        survivors.map((one) => one.become(({ follows }) => follows !== leader.pid)),
      );
      const next = await settled();
      const tookMs = performance.now() - killedAtMs;
      await load.more(50);
      await load.end();
      console.log(
        `      round ${round} (seed ${seed}): killed after ${killAt} puts, ` +
          `${load.acknowledged.size} acknowledged, ${load.uncertain.length} uncertain, ` +
          `all windows had joined the next leader after ${Math.round(tookMs)} ms`,
      );
      assert.ok(tookMs < takeoverMsMax, `took ${tookMs} ms`);
      assert.notEqual(next.pid, leader.pid);
      assert.deepEqual(load.unexpected, []);
      for (const [key, value] of load.acknowledged) all.set(key, value);
      await allIsThere(all);
      add();
    }
    await settled();
    assert.equal(mostLeaders, 1);
  });

  it('loses no call when the leader is closed', async () => {
    for (let number = 0; number < 3; number += 1) add();
    await fill();
    const all = new Map<string, string>();
    for (const round of ['first', 'second']) {
      const leader = await settled();
      const followers = windows.filter((one) => one !== leader);
      windows = followers;
      const load = putOn(followers, round);
      await load.more(60);
      await leader.close();
      await load.more(60);
      await load.end();
      assert.deepEqual(load.unexpected, []);
      assert.deepEqual(load.uncertain, []);
      for (const [key, value] of load.acknowledged) all.set(key, value);
      await settled();
      await allIsThere(all);
    }
    assert.equal(mostLeaders, 1);
  });

  it('shows what one window does in all others, and keeps simulated time', async () => {
    for (let number = 0; number < 3; number += 1) add();
    await fill();
    const leader = await settled();
    const [one, two] = windows.filter((each) => each !== leader) as [
      WindowUnderTest,
      WindowUnderTest,
    ];
    await one.api.putRecord({ ...place, key: 'key', value: Buffer.from('value') });
    const shown = await two.api.getRecord({ ...place, key: 'key' });
    assert.equal(shown && Buffer.from(shown.value).toString(), 'value');
    await one.api.advanceClock({ ms: 3_600_000 });
    const paused = await one.api.pauseClock();
    // Each window asks for the clock when it hears of the change, so a later call comes behind.
    for (const each of [one, two]) {
      await each.api.clock();
      const told = (): boolean => each.changes.some(({ kind }) => kind === 'clock');
      while (!told()) await each.api.clock();
      await each.api.clock();
    }
    assert.ok(two.changes.some((change) => change.kind === 'records' && change.key === 'key'));
    windows = [one, two];
    for (const each of [one, two]) each.forget();
    await leader.kill();
    assert.deepEqual(
      await Promise.all([one, two].map(async (each) => (await each.api.clock()).nowMs)),
      [paused.nowMs, paused.nowMs],
    );
    // Whatever was shown is looked at again.
    for (const kind of ['accounts', 'bindings', 'caches', 'clock'] as const) {
      for (const each of [one, two]) assert.ok(each.changes.some((change) => change.kind === kind));
    }
    await one.api.resetClock();
    assert.equal((await two.api.clock()).paused, false);
  });

  it('leaves the lock to a window of another version, and says which one to reload', async () => {
    const socketPath = createSocketPath();
    const other = createServer((socket) => {
      socket.on('error', () => undefined).resume();
      const answer = Buffer.from('{"welcome":false,"protocol":99}');
      socket.end(Buffer.concat([Buffer.from([0, 0, 0, answer.byteLength]), answer]));
    }).listen(socketPath);
    await once(other, 'listening');
    const lock = path.join(folder(), 'lock.1');
    const text = JSON.stringify({ token: 'x', socketPath, pid: process.pid });
    fs.writeFileSync(lock, text);
    const one = add();
    await one.become(({ state }) => state === 'failed');
    await assert.rejects(one.api.listAccounts(), /runs a newer version.*Reload this window/);
    assert.deepEqual(fs.readdirSync(folder()), ['lock.1']);
    assert.equal(fs.readFileSync(lock, 'utf8'), text);
    other.close();
    await once(other, 'close');
    await one.restart();
    assert.ok(one.leads);
  });

  it('goes on after crashes of the leading thread, but not forever', async () => {
    const one = add();
    await one.become(({ state }) => state === 'ready');
    const lock = (): string => {
      const name = fs.readdirSync(folder()).find((each) => each.startsWith('lock.'));
      return path.join(folder(), name ?? '');
    };
    for (let crash = 1; crash <= 3; crash += 1) {
      // Without its lock the thread ends at once, as after a fault of its own.
      fs.rmSync(lock());
      await one.become(({ state }) => state === 'changing');
      await one.become(({ state }) => state === (crash < 3 ? 'ready' : 'failed'));
      if (crash < 3) assert.deepEqual(await one.api.listAccounts(), []);
    }
    await assert.rejects(one.api.listAccounts(), /several times/);
    await one.restart();
    assert.deepEqual(await one.api.listAccounts(), []);
  });
});
