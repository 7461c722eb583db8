import assert from 'node:assert/strict';
import { testSettings, useTestHost } from './useTestHost';

/** What a request may do to the realm, and what a later one would see of it. */
const changes: Readonly<Record<string, readonly [change: string, isSeen: string]>> = {
  closedGlobal: ['Object.preventExtensions(globalThis)', '!Object.isExtensible(globalThis)'],
  frozenPrototype: ['Object.freeze(Object.prototype)', 'Object.isFrozen(Object.prototype)'],
  sealedNamespace: ['Object.seal(Math)', 'Object.isSealed(Math)'],
  closedClass: ['Object.preventExtensions(Response)', '!Object.isExtensible(Response)'],
  globalPrototype: [
    'Object.setPrototypeOf(globalThis, { leaked: 1 })',
    "typeof leaked === 'number'",
  ],
  classPrototype: [
    'Object.setPrototypeOf(Response.prototype, { leaked: 1 })',
    'Response.prototype.leaked === 1',
  ],
  iterators: ['Object.getPrototypeOf([].values()).leaked = 1', '[].values().leaked === 1'],
  typedArrays: [
    'Object.getPrototypeOf(Uint8Array.prototype).leaked = 1',
    'new Uint8Array(1).leaked === 1',
  ],
  generators: [
    'Object.getPrototypeOf(function* () {}).prototype.leaked = 1',
    '(function* () {})().leaked === 1',
  ],
  asyncFunctions: [
    'Object.getPrototypeOf(async () => {}).leaked = 1',
    '(async () => {}).leaked === 1',
  ],
  lastMatch: ["/(secret)/.test('a secret')", "RegExp.$1 === 'secret'"],
  value: ['Array.prototype.map = () => []', '[1].map((one) => one).length === 0'],
  deletion: ['delete String.prototype.trim', "''.trim === undefined"],
};

describe('what a request changes in the realm', () => {
  const source = (work: (change: string, isSeen: string) => string): string =>
    Object.entries(changes)
      .map(([name, [change, isSeen]]) => `${name}: () => ${work(change, isSeen)},`)
      .join('\n');
  const test = useTestHost({
    'edge-functions/change.js': `
      const changes = { none: () => 0, ${source((change) => `{ ${change}; }`)} };
      export const onRequest = ({ request }) => {
        changes[new URL(request.url).searchParams.get('name')]();
        return new Response('changed');
      };`,
    'edge-functions/look.js': `
      const looks = { ${source((_change, isSeen) => isSeen)} };
      export const onRequest = ({ request }) =>
        new Response(String(looks[new URL(request.url).searchParams.get('name')]()));`,
    'edge-functions/define.js': `
      Object.defineProperty(Array, 'name', { value: 'Row' });
      export const onRequest = () => new Response(Array.name);`,
    'edge-functions/name.js': `export const onRequest = () => new Response(Array.name);`,
  });
  const text = async (path: string): Promise<string> => (await test().fetch(path)).text();

  for (const name of Object.keys(changes)) {
    it(`is not there for the next one: ${name}`, async () => {
      // Not only the first request of a file is looked after.
      assert.equal(await text('/change?name=none'), 'changed');
      assert.equal(await text(`/look?name=${name}`), 'false');
      assert.equal(await text(`/change?name=${name}`), 'changed');
      assert.equal(await text(`/look?name=${name}`), 'false');
    });
  }

  it('is not there for the next one: what only a definition changes', async () => {
    assert.equal(await text('/define'), 'Row');
    assert.equal(await text('/name'), 'Array');
  });

  it('leaves the functions at work', async () => {
    await test().host.api.configure(testSettings);
    assert.equal(await text('/change?name=none'), 'changed');
    assert.deepEqual(test().problems, []);
  });
});
