import type { AccountUsage } from '../../rpc/emulatorData';

/** The usage as scripts see it; times are ISO 8601. */
export function usageData(accounts: readonly AccountUsage[]) {
  return accounts.map(({ namespaces, ...account }) => ({
    ...account,
    namespaces: namespaces.map(({ lastWriteAtMs, ...namespace }) => ({
      ...namespace,
      lastWriteAt: lastWriteAtMs === null ? null : new Date(lastWriteAtMs).toISOString(),
    })),
  }));
}
