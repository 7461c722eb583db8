import assert from 'node:assert/strict';
import { formatBytes, formatNumber } from '../../../src/ui/tree/format';
import { usageText, type UsageWords } from '../../../src/ui/usage/usageText';

const words: UsageWords = {
  counted: 'Counted now',
  noAccounts: 'No account.',
  noNamespaces: 'No namespace.',
  used: (used, limit, share) => `${used} of ${limit} used (${share})`,
  namespace: 'Namespace',
  records: 'Records',
  size: 'Size',
  lastWrite: 'Last Write',
  never: 'never',
  largestValues: 'Largest',
  key: 'Key',
  total: 'Total',
  bytes: (count) => formatBytes(count, 'en'),
  number: (count) => formatNumber(count, 'en'),
  percent: (share) => `${(share * 100).toString()}%`,
  dateTime: (ms) => new Date(ms).toISOString(),
};

const GB = 1024 ** 3;

describe('usageText', () => {
  it('has a table for each account, its figures on the right', () => {
    const { text, lines } = usageText(
      [
        { account: 'empty', usedBytes: 0, limitBytes: GB, namespaces: [] },
        {
          account: '商店',
          usedBytes: GB / 4,
          limitBytes: GB,
          namespaces: [
            {
              namespace: 'carts',
              records: 12_345,
              bytes: GB / 4 - 10,
              lastWriteAtMs: 0,
              largest: [
                { key: '购物车', size: 2048 },
                { key: 'a\nb', size: 9 },
              ],
            },
            { namespace: 'new', records: 0, bytes: 10, lastWriteAtMs: null, largest: [] },
          ],
        },
      ],
      words,
    );
    assert.deepEqual(text.split('\n'), [
      '# Counted now',
      '',
      '── empty · 0 B of 1 GB used (0%)',
      'No namespace.',
      '',
      '── 商店 · 256 MB of 1 GB used (25%)',
      'Namespace  Records    Size  Last Write                Largest  Key',
      '─'.repeat(69),
      'carts       12,345  256 MB  1970-01-01T00:00:00.000Z     2 KB  购物车',
      '                                                          9 B  a␊b',
      'new              0    10 B  never',
      '─'.repeat(69),
      'Total       12,345  256 MB',
      '',
    ]);
    assert.deepEqual(
      [...lines],
      [
        ['empty', 2],
        ['商店', 5],
      ],
    );
  });

  it('says so where there is no account', () => {
    assert.equal(usageText([], words).text, '# Counted now\n\nNo account.\n');
  });
});
