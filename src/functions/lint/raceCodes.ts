import type { ViolationKind } from '../../edge/history/violation';
import type { RaceCode } from './finding';

export const codeOfKind: Readonly<Record<ViolationKind, RaceCode>> = {
  lostUpdate: 'lost-update',
  staleReadThenWrite: 'stale-write',
  olderRead: 'older-read',
  ownWriteNotSeen: 'own-write-not-seen',
};

/** The codes that mute a fault: whoever may lose an update may lose it to a stale read too. */
export function mutingCodes(code: RaceCode): readonly RaceCode[] {
  return code === 'stale-write' ? [code, 'lost-update'] : [code];
}
