import assert from 'node:assert/strict';
import { parseHttpFile } from '../../../src/functions/httpFile/parseHttpFile';
import { requestTitle } from '../../../src/ui/http/requestTitle';

describe('requestTitle', () => {
  it('is the name, else method and path', () => {
    const rows = {
      '### add one\nPOST /cart?x=1': 'add one',
      '/cart/ann?page=2': 'GET /cart/ann',
      'POST {{host}}/cart': 'POST /cart',
      'GET http://{{ host }}/cart': 'GET /cart',
      'http://localhost:8088': 'GET /',
      ':8088/a/b': 'GET /a/b',
      'GET {{host}}\n  /a\n  ?b=c': 'GET /a',
    };
    for (const [text, title] of Object.entries(rows)) {
      const [request] = parseHttpFile(text).requests;
      assert.equal(request && requestTitle(request), title, text);
    }
  });
});
