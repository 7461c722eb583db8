import type { EmulatorApi } from './emulatorApi';

/** Name of a call to the emulator. */
export type EmulatorCallName = keyof EmulatorApi;

/**
 * Whether a call may be made again when its answer was lost: it reads, or it sets what a new
 * emulator begins without anyway. A write is never among them, since another one may have come
 * between.
 */
const repeatable: Readonly<Record<EmulatorCallName, boolean>> = {
  configure: true,
  takeNotices: true,
  listAccounts: true,
  createAccount: false,
  renameAccount: false,
  deleteAccount: false,
  listNamespaces: true,
  createNamespace: false,
  renameNamespace: false,
  deleteNamespace: false,
  putRecord: false,
  getRecord: true,
  deleteRecord: false,
  listRecords: true,
  putRecords: false,
  readRecords: true,
  namespaceVersion: true,
  deleteRecordsUpTo: false,
  copyNamespace: true,
  usage: true,
  listSnapshots: true,
  takeSnapshot: false,
  deleteSnapshot: false,
  restoreSnapshot: false,
  compareSnapshot: true,
  emptyNamespace: false,
  listBindings: true,
  bindNamespace: false,
  unbindNamespace: false,
  inspectKey: true,
  listEdgeNodes: true,
  listCachedEntries: true,
  purgeEdgeCaches: true,
  readCached: true,
  consoleEvents: true,
  clock: true,
  advanceClock: false,
  edgeNetwork: true,
  // A second time it would say that the new name is taken.
  renameEdgeNode: false,
  setFault: true,
  clearFaults: true,
  runClock: true,
  jumpClock: true,
  pauseClock: true,
  resetClock: true,
  // Each connection holds it once.
  holdClock: true,
  releaseClock: true,
  edgeGet: true,
  edgePut: false,
  edgeDelete: false,
  edgeList: true,
  matchResponse: true,
  // A cache may lose what it holds at any time, and a new emulator's are empty.
  putResponse: true,
  deleteResponse: true,
};

/** Names of all calls. */
export const emulatorCallNames = Object.keys(repeatable) as readonly EmulatorCallName[];

/** Whether a call whose answer was lost may be made once more. */
export function isRepeatable(name: EmulatorCallName): boolean {
  return repeatable[name];
}
