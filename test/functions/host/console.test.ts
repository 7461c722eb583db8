import assert from 'node:assert/strict';
import { Console } from 'node:console';
import path from 'node:path';
import { Writable } from 'node:stream';
import { compileFunction } from 'node:vm';
import { useTestHost } from './useTestHost';

/** What Node itself prints for the same calls. */
function printedByNode(work: (console: Console) => void): string {
  let text = '';
  const stdout = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  work(new Console({ stdout, stderr: stdout, colorMode: false }));
  return text.replace(/\n$/, '');
}

const calls = `
  class Basket { constructor() { this.fruit = ['apple', 'pear']; this.of = new Map([['ann', new Set([1, 2])]]); } }
  console.log(new Basket(), { a: { b: { c: { d: 1 } } }, text: 'a\\nb' }, [undefined, null, 1n, Symbol('s')]);
  console.log('%s is %d, %i, %j and %o', 'x', 1.5, 2.7, { a: 1 }, [1], 'more');
  console.table([{ name: 'ann', age: 3 }, { name: 'bob', age: 4 }]);
  console.group('outer'); console.info('inner\\nlines'); console.groupEnd(); console.log('after');
  console.count(); console.count('apples'); console.count();
  console.dir({ a: { b: { c: {} } } }, { depth: 0 });
  console.log(new Date(0), /x/g, new Uint8Array(3), Object.create(null), () => 1, new Error('plain').message);
  console.log('   at home'); console.log(); console.log('%c styled', 'color: red');
  console.assert(true, 'never'); console.assert(false, 'no %s', 'bread');`;

describe('console of a function', () => {
  const test = useTestHost(
    {
      'edge-functions/all.js': `export const onRequest = () => {${calls}
        return new Response('');
      };`,
      'edge-functions/group.js': `export const onRequest = () => {
        console.count('left'); console.group('left open'); return new Response('');
      };`,
      'edge-functions/levels.js': `export const onRequest = () => {
        for (const name of ['debug', 'log', 'info', 'warn', 'error', 'trace']) console[name]('is ' + name);
        return new Response('');
      };`,
      'edge-functions/time.js': `export const onRequest = () => {
        console.time('span'); console.timeLog('span', 'at', { a: 1 }); console.timeEnd('span');
        return new Response('');
      };`,
      'edge-functions/context.js': `export const onRequest = (context) => {
        console.log(context, { ...context }, Object.keys(context));
        return new Response('');
      };`,
      'edge-functions/deep/error.ts': `interface Unseen { a: 1 }
import { fail } from '../../lib/fail file';
export const onRequest = () => {
  try { fail(); } catch (error) { console.error('caught', error); }
  return new Response('');
};`,
      'lib/fail file.ts': `interface Unseen { a: 1 }
export function fail(): never {
  throw new TypeError('no bread', { cause: 'no flour' });
}`,
    },
    () => 18_388,
  );

  /** The lines that a request logged. */
  async function logged(target: string) {
    const { logs } = test();
    const before = logs.length;
    assert.equal((await test().fetch(target)).status, 200);
    await test().host.api.trace('none');
    return logs.slice(before);
  }

  it('reads as in Node', async () => {
    const lines = await logged('/all');
    const expected = printedByNode((console) => {
      // The same text, so that both sides are one.
      (compileFunction(calls, ['console']) as (itsConsole: Console) => void)(console);
    });
    assert.equal(lines.map(({ text }) => text).join('\n'), expected);
  });

  it('shows the request of a context', async () => {
    const [line] = await logged('/context');
    const text = line?.text ?? '';
    assert.equal(text.match(/request: Request \{\n +method: 'GET',/g)?.length, 2);
    assert.match(text, /\[ 'request', 'params', 'env', 'waitUntil', 'eo' \]$/);
    assert.doesNotMatch(text, /Getter|nodejs\.util/);
  });

  it('begins anew with each request', async () => {
    for (let n = 0; n < 4; n++) {
      const lines = (await logged('/group')).map(({ text }) => text);
      assert.deepEqual(lines, ['left: 1', 'left open']);
    }
  });

  it('has levels', async () => {
    const lines = await logged('/levels');
    assert.deepEqual(
      lines.map(({ level, text }) => [level, text.split('\n')[0]]),
      [
        ['debug', 'is debug'],
        ['info', 'is log'],
        ['info', 'is info'],
        ['warn', 'is warn'],
        ['error', 'is error'],
        ['error', 'Trace: is trace'],
      ],
    );
    const file = path.join(test().folder, 'edge-functions', 'levels.js');
    assert.match(lines[5]?.text ?? '', /\n {4}at .*levels\.js:2:\d+\)?$/);
    assert.ok(lines[5]?.text.includes(`${file}:2:`), lines[5]?.text);
  });

  it('measures time', async () => {
    const lines = (await logged('/time')).map(({ text }) => text);
    assert.match(lines[0] ?? '', /^span: [\d.]+m?s at \{ a: 1 \}$/);
    assert.match(lines[1] ?? '', /^span: [\d.]+m?s$/);
  });

  it('knows which code logged, and writes places so that they become links', async () => {
    const [line] = await logged('/deep/error');
    const { folder } = test();
    const file = path.join(folder, 'edge-functions', 'deep', 'error.ts');
    assert.equal(line?.level, 'error');
    assert.deepEqual(line?.place, { file, line: 4, column: 43 });
    assert.match(line?.text ?? '', /^caught TypeError: no bread\n/);
    const failed = path.join(folder, 'lib', 'fail file.ts');
    assert.ok(line?.text.includes(`(${failed}:line 3, column 9)`), line?.text);
    assert.ok(line?.text.includes(`(${file}:4:`), line?.text);
    assert.match(line?.text ?? '', /\[cause\]: 'no flour'/);
    assert.doesNotMatch(line?.text ?? '', /node:|functionRuntime/);
  });
});
