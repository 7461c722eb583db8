import assert from 'node:assert/strict';
import { call, newNamespace, projectFolder } from './call';

/** What a person can act on: a sentence, not a code or a stack. */
function isSentence(error: unknown): true {
  assert.ok(error instanceof Error);
  assert.match(error.message, /\w+ \w+/);
  assert.doesNotMatch(error.message, /undefined|\[object|^\w+_\w+$|\n\s+at /);
  return true;
}

describe('errors of commands', () => {
  it('refuses a name that is taken', async () => {
    const { account, namespace } = await newNamespace();
    await assert.rejects(call('createAccount', { name: account }), isSentence);
    await assert.rejects(call('createNamespace', { account, name: namespace }), isSentence);
  });

  it('names what does not exist', async () => {
    const { account } = await newNamespace();
    await assert.rejects(call('listRecords', { account, namespace: 'nowhere' }), /nowhere/);
    await assert.rejects(call('createNamespace', { account: 'nobody', name: 'x' }), /nobody/);
    await assert.rejects(call('startFunctions', { project: 'no project' }), /no project/);
  });

  it('refuses the eleventh namespace of an account', async () => {
    const { account } = await newNamespace();
    for (let number = 2; number <= 10; number += 1) {
      await call('createNamespace', { account, name: `n${number}` });
    }
    await assert.rejects(call('createNamespace', { account, name: 'n11' }), /10/);
  });

  it('refuses keys beyond the rule, with the rule in the message', async () => {
    const at = await newNamespace();
    const put = (key: string) => call('putRecord', { ...at, key, value: '' });
    await assert.rejects(put(''), /non-empty/);
    await assert.rejects(put('k'.repeat(513)), /512 bytes \(got 513 bytes\)/);
    await assert.rejects(put('a:b'), /letters, numbers, and underscores/);
    const page = await call<{ keys: unknown[] }>('listRecords', at);
    assert.deepEqual(page.keys, []);
  });

  it('refuses variables that no code can use, and those that are taken', async () => {
    const at = await newNamespace();
    const project = projectFolder().name;
    const bind = (variable: string) => call('bindNamespace', { ...at, project, variable });
    for (const variable of ['1st', 'my-kv', 'class', 'fetch', '']) {
      await assert.rejects(bind(variable), isSentence, `"${variable}"`);
    }
    await bind('taken');
    const other = await newNamespace();
    await assert.rejects(
      call('bindNamespace', { ...other, project, variable: 'taken' }),
      /"taken"/,
    );
    assert.deepEqual(await call('unbindNamespace', { project, variable: 'taken' }), {
      removed: true,
    });
    assert.deepEqual(await call('unbindNamespace', { project, variable: 'taken' }), {
      removed: false,
    });
  });

  it('names the argument that is missing', async () => {
    await assert.rejects(call('putRecord', { account: 'shop' }), /pagesKv\.putRecord: namespace/);
  });
});
