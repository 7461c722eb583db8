import type { EmulatorApi } from '../../rpc/emulatorApi';
import type { CachedEntry } from '../../rpc/emulatorData';
import type { MatrixRow } from '../../rpc/consistencyMessages';

/** More rows than this nobody reads; the page offers to narrow them. */
export const matrixRowsMax = 300;

/** What each node holds of each key that any of them holds, the stale ones first. */
export async function matrixRows(
  api: EmulatorApi,
  nodes: readonly string[],
): Promise<{ readonly rows: readonly MatrixRow[]; readonly total: number }> {
  const pages = await Promise.all(nodes.map((node) => api.listCachedEntries({ node })));
  return rowsOf(pages.flatMap(({ entries }) => entries));
}

export function rowsOf(entries: readonly CachedEntry[]): {
  readonly rows: readonly MatrixRow[];
  readonly total: number;
} {
  const rows = new Map<string, MatrixRow & { readonly cells: MatrixRow['cells'] }>();
  for (const { account, namespace, key, central, ...cell } of entries) {
    const name = JSON.stringify([account, namespace, key]);
    const row = rows.get(name) ?? { account, namespace, key, central, cells: [] };
    const { node, version, behind, ageMs, expiresInMs } = cell;
    row.cells.push({ node, version, behind, ageMs, expiresInMs });
    rows.set(name, row);
  }
  const behindOf = ({ cells }: MatrixRow) =>
    cells.reduce((most, { behind }) => Math.max(most, behind), 0);
  const sorted = [...rows.values()].sort(
    (a, b) => behindOf(b) - behindOf(a) || (a.key < b.key ? -1 : 1),
  );
  return { rows: sorted.slice(0, matrixRowsMax), total: sorted.length };
}
