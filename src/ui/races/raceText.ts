import * as vscode from 'vscode';
import type { ViolationKind } from '../../edge/history/violation';
import type { TracedOperation } from '../../rpc/hostApi';
import type { RaceRequest } from './raceFinding';

/** Of a violation, what its message is made of. */
export interface RaceParts {
  readonly kind: ViolationKind;
  readonly key: string;
  readonly request: Pick<RaceRequest, 'method' | 'path'>;
  readonly operation: RaceOperation;
  readonly read?: RaceOperation;
  readonly other?: RaceOther;
}

type RaceOperation = Pick<TracedOperation, 'op' | 'node' | 'version' | 'replacedVersion'>;

interface RaceOther {
  readonly request: Pick<RaceRequest, 'method' | 'path'>;
  readonly operation: RaceOperation;
}

/** What was lost, by which two requests, on which nodes. */
export function raceText({ kind, key, request, operation, read, other }: RaceParts): string {
  const who = requestText(request, operation);
  const otherWho = other
    ? requestText(other.request, other.operation)
    : vscode.l10n.t('somebody else (an edit, or a request that is not known here)');
  switch (kind) {
    case 'lostUpdate':
      return vscode.l10n.t(
        'Lost update of "{0}": {1} read {2} and then wrote over {3}. What {4} had changed in between is lost.',
        key,
        who,
        versionText(read?.version ?? null),
        versionText(operation.replacedVersion),
        otherWho,
      );
    case 'staleReadThenWrite':
      return vscode.l10n.t(
        'Stale read, then a write of "{0}": {1} read {2}, which its edge node still had, and wrote over {3}. What {4} had changed is lost.',
        key,
        who,
        versionText(read?.version ?? null),
        versionText(operation.replacedVersion),
        otherWho,
      );
    case 'olderRead':
      return vscode.l10n.t(
        'Older read of "{0}": {1} was given {2}, although the same client had been given {3} before by {4}.',
        key,
        who,
        versionText(operation.version),
        versionText(other?.operation.version ?? null),
        otherWho,
      );
    case 'ownWriteNotSeen':
      return vscode.l10n.t(
        'Own write of "{0}" not seen: {1} was given {2}, although the same client had written {3} before by {4}.',
        key,
        who,
        versionText(operation.version),
        versionText(other?.operation.version ?? null),
        otherWho,
      );
    default:
      return kind satisfies never;
  }
}

function requestText(
  { method, path }: Pick<RaceRequest, 'method' | 'path'>,
  { node }: RaceOperation,
): string {
  return vscode.l10n.t('{0} {1} on {2}', method, path, node);
}

export function versionText(version: number | null): string {
  return version === null ? vscode.l10n.t('no record') : vscode.l10n.t('version {0}', version);
}
