import { createHistory } from '../../../edge/history/createHistory';
import type { SeenRequest } from '../../../edge/history/seenRequest';
import type { CheckRun, CheckStep, CheckViolation } from '../../../rpc/checkApi';
import type { CodePlace } from '../../../rpc/hostApi';
import { isMuted } from './isMuted';
import type { Lane, LaneStep } from './lane';
import type { RawRun } from './runSchedule';
import type { SourcePositions } from '../../bundle/sourcePositions';
import { brokenInvariant, type Invariant } from './invariant';

/** What a run is judged with. */
export interface JudgeParts {
  readonly positions: SourcePositions;
  readonly variableOf: (namespaceId: string) => string;
  readonly invariant: Invariant | undefined;
}

/** Status of a request whose code threw, as the gateway answers it. */
const failureStatus = 545;

/** Tells a run as data: its steps in order, and what went wrong in it. */
export function judgeRun(raw: RawRun, parts: JudgeParts): CheckRun {
  const { lanes, schedule } = raw;
  const steps = stepsOf(lanes, parts);
  const broken = parts.invariant && brokenInvariant(parts.invariant, raw);
  const violations = [
    ...historyOf(lanes).filter(({ kind, step }) => !isMuted(kind, steps[step ?? -1]?.place)),
    ...(broken ? [{ kind: 'invariant' as const, key: '', requests: [], ...broken }] : []),
  ];
  return {
    requests: lanes.map(({ prepared: { asked }, head, failure }) => ({
      ...{ path: asked.path, method: asked.method, node: asked.node },
      status: failure ? failureStatus : (head?.status ?? 0),
      ...(failure ? { failure: failure.message } : {}),
    })),
    ...{ steps, schedule, violations, asked: lanes.map(({ prepared }) => prepared.asked) },
  };
}

function stepsOf(lanes: readonly Lane[], parts: JudgeParts): readonly CheckStep[] {
  const steps: CheckStep[] = [];
  for (const { index, made, noted } of lanes) {
    for (const [nth, one] of made.entries()) {
      const { op, key, node, source, version, replacedVersion, stale, error } = one;
      const place = placeOf(noted[nth]?.bundlePlace, parts.positions);
      steps[one.step] = {
        ...{ request: index, op, key, node, source, version, replacedVersion, stale },
        variable: parts.variableOf(one.namespaceId ?? ''),
        ...(error === undefined ? {} : { error }),
        ...(place ? { place } : {}),
      };
    }
  }
  return steps;
}

function placeOf(bundlePlace: string | undefined, positions: SourcePositions) {
  const [place] = positions.find(bundlePlace ?? '');
  return place satisfies CodePlace | undefined;
}

/** Requests are judged in the order in which they ended. */
function historyOf(lanes: readonly Lane[]): readonly CheckViolation[] {
  const history = createHistory<SeenRequest & { readonly index: number }, LaneStep>();
  const found = new Map<number, CheckViolation>();
  const ended = [...lanes].sort((a, b) => a.endedAt - b.endedAt || a.index - b.index);
  for (const { index, prepared, beganAt, endedAt, made } of ended) {
    const client = prepared.client ?? `\0${index}`;
    const request = { id: `${index}`, index, client, beganAtMs: beganAt, endedAtMs: endedAt };
    for (const { kind, key, request: at, operation, read, other } of history.add(request, made)) {
      found.set(operation.step, {
        ...{ kind, key, requests: [at.index, ...(other ? [other.request.index] : [])] },
        ...(read ? { read: read.step } : {}),
        ...(other ? { other: other.operation.step } : {}),
        step: operation.step,
      });
    }
  }
  return [...found.values()].sort((a, b) => (a.step ?? 0) - (b.step ?? 0));
}
