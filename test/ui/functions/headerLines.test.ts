import assert from 'node:assert/strict';
import { headerFault, parseHeaderLine } from '../../../src/ui/functions/headerLines';

describe('headerLines', () => {
  it('reads a header', () => {
    assert.deepEqual(parseHeaderLine(' X-Token :  a:b '), ['X-Token', 'a:b']);
    assert.deepEqual(parseHeaderLine('x:'), ['x', '']);
  });

  it('says what is wrong', () => {
    assert.equal(headerFault('x'), 'noColon');
    assert.equal(headerFault(': 1'), 'name');
    assert.equal(headerFault('a b: 1'), 'name');
    assert.equal(headerFault('a: 1\r\nb: 2'), 'value');
    assert.equal(headerFault('a: 你'), 'value');
    assert.equal(headerFault('Content-Length: 5'), 'transport');
    assert.equal(headerFault('a: é'), undefined);
    assert.throws(() => parseHeaderLine('x'), RangeError);
  });
});
