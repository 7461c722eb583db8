import assert from 'node:assert/strict';
import { suggestSnapshotName } from '../../../src/ui/snapshots/suggestSnapshotName';

describe('suggestSnapshotName', () => {
  it('is the time of day, numbered where that is taken', () => {
    const now = new Date(2026, 0, 5, 4, 7);
    assert.equal(suggestSnapshotName(now, []), '2026-01-05 04:07');
    const taken = ['2026-01-05 04:07', '2026-01-05 04:07 (2)'];
    assert.equal(suggestSnapshotName(now, taken), '2026-01-05 04:07 (3)');
  });
});
