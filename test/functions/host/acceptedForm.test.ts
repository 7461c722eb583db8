import assert from 'node:assert/strict';
import { acceptedForm } from '../../../src/functions/host/acceptedForm';

describe('acceptedForm', () => {
  const chrome =
    'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';
  const cases: readonly (readonly [accept: string | undefined, form: string])[] = [
    [undefined, 'text'],
    ['', 'text'],
    ['*/*', 'text'],
    [chrome, 'html'],
    ['application/json', 'json'],
    ['Application/JSON; charset=utf-8', 'json'],
    ['application/json, text/plain, */*', 'json'],
    ['text/plain, application/json', 'text'],
    ['text/html;q=0.1, application/json;q=0.9', 'json'],
    ['application/json;q=0.2, text/html;q=0.3', 'html'],
    ['text/html;q=0, */*', 'text'],
    ['text/plain;q=0, text/html;q=0, */*', 'json'],
    ['text/*', 'text'],
    ['text/*;q=0.4, application/*;q=0.5', 'json'],
    ['application/problem+json', 'json'],
    ['image/png', 'text'],
    ['image/avif,image/webp,*/*;q=0.8', 'text'],
    ['text/html;q=broken, application/json;q=0.1', 'json'],
    ['text/html ; q=1.0 , application/json ; q = 0.5', 'html'],
  ];
  for (const [accept, form] of cases) {
    it(`answers ${accept ?? 'nothing'} with ${form}`, () => {
      assert.equal(acceptedForm(accept), form);
    });
  }
});
