import assert from 'node:assert/strict';
import { Cookies } from '../../../src/functions/runtime/cookies';

describe('Cookies of the edge runtime', () => {
  it('reads a Cookie header, as it stands', () => {
    const cookies = new Cookies('k1=v1; k2=; %00k3=%00v3; jwt=a.b=c==; bare; =x; k1=again');
    assert.deepEqual(cookies.get('k2'), { name: 'k2', value: '' });
    assert.deepEqual(cookies.get('%00k3'), { name: '%00k3', value: '%00v3' });
    assert.deepEqual(cookies.get('jwt'), { name: 'jwt', value: 'a.b=c==' });
    assert.deepEqual(cookies.get('k1'), [
      { name: 'k1', value: 'v1' },
      { name: 'k1', value: 'again' },
    ]);
    assert.equal(cookies.get('K1'), null);
    assert.equal((cookies.get() as readonly unknown[]).length, 5);
  });

  it('is empty without a header', () => {
    for (const text of [undefined, null, '']) assert.equal(new Cookies(text).get(), null);
  });

  it('reads a Set-Cookie header with its attributes', () => {
    const text =
      'id=%00v; Expires=Sun, 10 Dec 2028 03:10:01 GMT; max-age=60; Domain=.a.com; Path=/; SameSite=Lax; HttpOnly; Secure; Priority=High';
    assert.deepEqual(new Cookies(text, true).get(), {
      ...{ name: 'id', value: '%00v', expires: 'Sun, 10 Dec 2028 03:10:01 GMT', max_age: '60' },
      ...{ domain: '.a.com', path: '/', samesite: 'Lax', httponly: true, secure: true },
    });
  });

  it('sets by name, domain and path, and appends other values', () => {
    const cookies = new Cookies();
    assert.equal(cookies.set('a', '1'), true);
    assert.equal(cookies.set('a', '2', { domain: '', path: '' }), true);
    assert.deepEqual(cookies.get('a'), { name: 'a', value: '2', domain: '', path: '' });
    assert.equal(cookies.append('a', '2'), false);
    assert.equal(cookies.append('a', '3', { secure: false, max_age: 60 }), true);
    assert.equal(cookies.set('a', '4', { domain: 'b.com' }), true);
    const found = cookies.get('a') as readonly { value: string }[];
    assert.deepEqual(
      found.map(({ value }) => value),
      ['2', '3', '4'],
    );
    assert.deepEqual(found[1], { name: 'a', value: '3', max_age: '60' });
    assert.throws(() => {
      (found[1] as { value: string }).value = 'x';
    }, TypeError);
  });

  it('removes by name, domain and path, with * for any', () => {
    const cookies = new Cookies();
    cookies.set('a', '1', { domain: 'a.com', path: '/' });
    cookies.set('a', '2', { domain: 'b.com', path: '/' });
    assert.equal(cookies.remove('a'), false);
    assert.equal(cookies.remove('a', { domain: 'a.com', path: '/' }), true);
    assert.equal((cookies.get() as { value: string }).value, '2');
    assert.equal(cookies.remove('a', { domain: '*' }), true);
    assert.equal(cookies.get(), null);
  });

  it('takes what fits into its limits', () => {
    const cookies = new Cookies();
    assert.equal(cookies.set('', 'x'), false);
    assert.equal(cookies.set('n'.repeat(64), 'x'), true);
    assert.equal(cookies.set('n'.repeat(65), 'x'), false);
    assert.equal(cookies.set('v', '名'.repeat(341)), true);
    assert.equal(cookies.set('w', '名'.repeat(342)), false);
    const many = new Cookies();
    const taken = Array.from({ length: 65 }, (_, at) => many.set(`c${at}`, ''));
    assert.deepEqual([taken.at(-2), taken.at(-1)], [true, false]);
    const large = new Cookies();
    const fitting = Array.from({ length: 5 }, (_, at) => large.set(`c${at}`, 'x'.repeat(1000)));
    assert.deepEqual(fitting, [true, true, true, true, false]);
    const long = 'x'.repeat(5000);
    assert.deepEqual(new Cookies(`s=${long}`).get('s'), { name: 's', value: long });
  });
});
