import assert from 'node:assert/strict';
import { createHostSession, type SessionHost } from '../../../src/ui/functions/hostSession';

interface TestHost extends SessionHost {
  readonly number: number;
  end(reason: string): void;
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

function testSession() {
  const log: string[] = [];
  let launched = 0;
  let alive = 0;
  const session = createHostSession<TestHost>(
    async () => {
      await settle();
      launched += 1;
      alive += 1;
      assert.equal(alive, 1, 'two hosts at a time');
      let end: (reason: string) => void = () => undefined;
      const exited = new Promise<string>((resolve) => {
        end = (reason) => {
          alive -= 1;
          resolve(reason);
        };
      });
      return {
        number: launched,
        url: `http://127.0.0.1:${launched}`,
        exited,
        end,
        stop: async () => {
          end('asked');
          await exited;
        },
      };
    },
    {
      changed: (state) => log.push(state.kind),
      crashed: (reason) => log.push(`crashed ${String(reason)}`),
    },
  );
  return { session, log, counts: () => ({ launched, alive }) };
}

describe('createHostSession', () => {
  it('gives every start the same host', async () => {
    const { session, log, counts } = testSession();
    const hosts = await Promise.all([session.start(), session.start()]);
    assert.equal(hosts[0], hosts[1]);
    assert.equal(await session.start(), hosts[0]);
    assert.deepEqual(counts(), { launched: 1, alive: 1 });
    assert.deepEqual(session.state, { kind: 'running', url: 'http://127.0.0.1:1' });
    assert.deepEqual(log, ['starting', 'running']);
  });

  it('never runs two at a time, however starts and stops follow each other', async () => {
    const { session, counts } = testSession();
    const first = session.start();
    const stopped = session.stop();
    const second = session.start();
    const again = session.stop();
    const third = session.start();
    await Promise.all([first, stopped, second, again]);
    assert.equal((await third).number, 3);
    assert.deepEqual(counts(), { launched: 3, alive: 1 });
    assert.equal(session.state.kind, 'running');
    await session.stop();
    assert.deepEqual(counts(), { launched: 3, alive: 0 });
    assert.equal(session.state.kind, 'stopped');
  });

  it('tells a crash, and not a stop', async () => {
    const { session, log } = testSession();
    await session.start();
    await session.stop();
    await settle();
    assert.deepEqual(log, ['starting', 'running', 'stopped']);
    (await session.start()).end('SIGKILL');
    await settle();
    assert.deepEqual(log.slice(3), ['starting', 'running', 'stopped', 'crashed SIGKILL']);
    assert.equal(session.current, undefined);
    await session.start();
    assert.equal(session.state.kind, 'running');
  });

  it('is stopped again after a start that failed, and can be started then', async () => {
    let fails = true;
    const log: string[] = [];
    const session = createHostSession<SessionHost>(
      () =>
        fails
          ? Promise.reject(new Error('no port'))
          : Promise.resolve({
              url: 'http://x',
              exited: new Promise(() => undefined),
              stop: () => Promise.resolve(),
            }),
      {
        changed: (state) => log.push(state.kind),
        crashed: () => log.push('crashed'),
      },
    );
    await assert.rejects(session.start(), /no port/);
    assert.deepEqual(log, ['starting', 'stopped']);
    fails = false;
    await session.start();
    assert.equal(session.state.kind, 'running');
  });
});
