import * as vscode from 'vscode';
import type { CheckOutcome, CheckRun, CheckStep, CheckViolation } from '../../rpc/checkApi';
import { raceText, versionText } from '../races/raceText';
import { letterOf } from './letterOf';

/** What went wrong in a run, in a sentence or two. */
export function violationText(
  run: CheckRun,
  violation: CheckViolation,
  invariant: string | undefined,
): string {
  const { kind, key, requests, reason } = violation;
  if (kind === 'invariant') {
    return reason === undefined
      ? vscode.l10n.t('The condition "{0}" does not hold at the end.', invariant ?? '')
      : vscode.l10n.t('The condition "{0}" cannot be evaluated: {1}', invariant ?? '', reason);
  }
  const request = run.requests[requests[0] ?? -1];
  const operation = run.steps[violation.step ?? -1];
  if (!request || !operation) throw new RangeError('The violation names no step of its run');
  const read = run.steps[violation.read ?? -1];
  const otherRequest = run.requests[requests[1] ?? -1];
  const otherStep = run.steps[violation.other ?? -1];
  return raceText({
    ...{ kind, key, request, operation },
    ...(read ? { read } : {}),
    ...(otherRequest && otherStep
      ? { other: { request: otherRequest, operation: otherStep } }
      : {}),
  });
}

/** A request in a line: `A: GET /counter on singapore`. */
export function requestLines({ requests }: CheckRun): readonly string[] {
  return requests.map(({ method, path, node }, index) =>
    vscode.l10n.t('{0}: {1} {2} on {3}', letterOf(index), method, path, node),
  );
}

/** The steps in their order, numbered from 1. */
export function stepLines({ steps }: CheckRun): readonly string[] {
  return steps.map((step, index) => stepText(step, `${index + 1}. ${letterOf(step.request)}`));
}

function stepText(step: CheckStep, who: string): string {
  const { op, key, version, replacedVersion, stale, node, error } = step;
  if (error !== undefined) {
    return vscode.l10n.t('{0} on {1} is refused ({2} of "{3}"): {4}', who, node, op, key, error);
  }
  switch (op) {
    case 'get':
      return stale
        ? vscode.l10n.t(
            '{0} on {1} reads "{2}": {3}, which is old and came from its cache',
            ...[who, node, key, versionText(version)],
          )
        : vscode.l10n.t('{0} on {1} reads "{2}": {3}', who, node, key, versionText(version));
    case 'put':
      return vscode.l10n.t(
        '{0} on {1} writes "{2}": {3} over {4}',
        ...[who, node, key, versionText(version), versionText(replacedVersion)],
      );
    case 'delete':
      return vscode.l10n.t(
        '{0} on {1} deletes "{2}": {3}',
        ...[who, node, key, versionText(replacedVersion)],
      );
    case 'list':
      return vscode.l10n.t('{0} on {1} lists "{2}"', who, node, key);
    default:
      return op satisfies never;
  }
}

/** How much was tried, in a sentence. */
export function outcomeText({ failed, schedulesRun, exhaustive }: CheckOutcome): string {
  if (failed) {
    return vscode.l10n.t('Order {0} of KV steps went wrong.', schedulesRun);
  }
  return exhaustive
    ? vscode.l10n.t(
        'Nothing went wrong. Orders of KV steps tried: {0}, and there are no others.',
        schedulesRun,
      )
    : vscode.l10n.t('Nothing went wrong. Orders of KV steps tried: {0}.', schedulesRun);
}

/** The whole story of a run that went wrong. */
export function storyText(
  run: CheckRun,
  { seed, schedulesRun, recordsCut }: CheckOutcome,
  invariant: string | undefined,
): string {
  return [
    ...run.violations.map((violation) => violationText(run, violation, invariant)),
    '',
    ...requestLines(run),
    '',
    ...stepLines(run),
    '',
    vscode.l10n.t('Found in order {0} with seed {1}.', schedulesRun, seed),
    ...(recordsCut
      ? [vscode.l10n.t('The namespaces have more records than a check takes along.')]
      : []),
    '',
  ].join('\n');
}
