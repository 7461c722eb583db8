import { blockMainThread } from './blockMainThread';
import { emptyStore } from './emptyStore';
import { fillStore } from './fillStore';
import { firstPage } from './firstPage';
import { getRates } from './getRates';
import { listPages } from './listPages';
import { longRun } from './longRun';
import { openFilledStore } from './openFilledStore';
import { putBatches } from './putBatches';
import { putRates } from './putRates';
import { touchMemory } from './touchMemory';
import { writeAccount } from './writeAccount';

/** Everything that is done in a process of its own. */
export const jobs = {
  blockMainThread,
  emptyStore,
  fillStore,
  firstPage,
  getRates,
  listPages,
  longRun,
  openFilledStore,
  putBatches,
  putRates,
  touchMemory,
  writeAccount,
} as const;
