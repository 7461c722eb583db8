import assert from 'node:assert/strict';
import fs from 'node:fs';
import type { CheckOutcome, CheckRequest } from '../../../src/rpc/checkApi';
import { counterFixNames, fixed } from '../lint/counter/fixed';
import { useTestHost } from './useTestHost';

const counter = fs.readFileSync('test/fixtures/lint/counter/counter.js', 'utf8');

/** A day that is over whatever day it is. */
const oldDay = '20200229';

describe('counters that were fixed, checked under concurrency', function () {
  this.timeout(60_000);
  const files: Record<string, string> = { 'edge-functions/counter.js': counter };
  before(async () => {
    for (const name of counterFixNames) {
      const { text, fix } = await fixed(counter, name);
      files[`edge-functions/${name}.js`] = text;
      const { newFile } = fix;
      if (newFile) files[`edge-functions/${newFile.name}.${newFile.extension}`] = newFile.text;
    }
  });
  const host = useTestHost(files, () => 18_888);

  function check(requests: readonly CheckRequest[], invariant?: string): Promise<CheckOutcome> {
    return host().host.api.check({ requests, schedules: 120, invariant });
  }

  it('begins with a counter that loses updates', async () => {
    const { failed } = await check([{ path: '/counter' }]);
    assert.match(failed?.violations[0]?.kind ?? '', /^(lostUpdate|staleReadThenWrite)$/);
  });

  for (const name of counterFixNames) {
    it(`finds nothing in ${name}`, async () => {
      const { api } = host().emulator;
      const event = { account: 'test', namespace: 'main', value: Buffer.from('1') };
      for (const id of ['a', 'b', 'c'].map((digit) => digit.repeat(36))) {
        await api.putRecord({ ...event, key: `visits_day_${oldDay}_${id}` });
      }
      const path = `/${name}`;
      const prefix = name === 'sumPerDay' ? /^visits_day_2(?!0200229)/ : /^visits_event_/;
      // Each request has its event; the day that is over gets one sum, the right one.
      const events = `Object.keys(final).filter((key) => ${String(prefix)}.test(key)).length`;
      const sums = "Object.keys(final).filter((key) => key.startsWith('visits_sum_')).join()";
      const sum = name === 'sumPerDay' ? `visits_sum_${oldDay}_3` : '';
      const invariant = `${events} === N && ${sums} === '${sum}'`;
      const outcome = await check([{ path }], invariant);
      assert.equal(outcome.failed, undefined, JSON.stringify(outcome.shrunk));
      assert.deepEqual(outcome.failures, []);
      assert.ok(outcome.schedulesRun > 50, `${outcome.schedulesRun} orders`);
    });
  }

  it('finds nothing where the function that counts runs beside requests', async () => {
    const headers = { 'x-pages-kv-client': 'one' };
    const count = { path: '/visits_total', method: 'POST', headers };
    const visit = { path: '/totalInOnePlace' };
    const beside = await check([visit, count, visit, count], 'final.visits <= 2');
    assert.equal(beside.failed, undefined, JSON.stringify(beside.shrunk));
    assert.deepEqual(beside.failures, []);
    // Those of one client follow each other.
    const after = await check(
      [{ ...visit, headers }, { ...visit, headers }, count],
      'final.visits === 2',
    );
    assert.equal(after.failed, undefined, JSON.stringify(after.shrunk));
  });
});
