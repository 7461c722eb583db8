import assert from 'node:assert/strict';
import { freeName } from '../../../src/ui/language/freeName';

describe('the name of a new file', () => {
  it('is that of no file and no folder, whatever the extension and the case', () => {
    assert.equal(freeName('visits_total', []), 'visits_total');
    assert.equal(freeName('visits_total', ['visits.js', 'total']), 'visits_total');
    for (const entry of ['visits_total.js', 'Visits_Total.check.json', 'visits_total']) {
      assert.equal(freeName('visits_total', [entry]), 'visits_total_2', entry);
    }
    assert.equal(freeName('visits_total', ['visits_total.ts', 'visits_total_2']), 'visits_total_3');
  });
});
