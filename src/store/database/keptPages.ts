import { isInRange, type KeyRange } from './keyRange';

/** Pages of keys that were read and still hold: functions list the same keys again and again. */
export interface KeptPages {
  find(range: KeyRange, limit: number): readonly string[] | undefined;
  keep(range: KeyRange, limit: number, keys: readonly string[]): void;
  /** A record has come or gone; another value of one that stays changes no page. */
  changed(key: Buffer): void;
  clear(): void;
}

/** How many pages are kept at most, each of up to 257 keys. */
const pagesMax = 8;

/** None at first; one beyond the most takes the place of all. */
export function createKeptPages(): KeptPages {
  const pages = new Map<string, { readonly range: KeyRange; readonly keys: readonly string[] }>();
  return {
    find: (range, limit) => pages.get(nameOf(range, limit))?.keys,
    keep(range, limit, keys) {
      if (pages.size >= pagesMax) pages.clear();
      pages.set(nameOf(range, limit), { range, keys });
    },
    changed(key) {
      for (const [name, { range }] of pages) if (isInRange(key, range)) pages.delete(name);
    },
    clear() {
      pages.clear();
    },
  };
}

function nameOf({ from, fromIncluded, to }: KeyRange, limit: number): string {
  const parts = [limit, fromIncluded, from.toString('latin1'), to?.toString('latin1') ?? null];
  return JSON.stringify(parts);
}
