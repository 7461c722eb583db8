import type { SeenRequest } from '../../edge/history/seenRequest';
import type { Violation } from '../../edge/history/violation';
import type { RaceCode } from '../../functions/lint/finding';
import { codeOfKind } from '../../functions/lint/raceCodes';
import type { CodePlace, RequestTrace, TracedOperation } from '../../rpc/hostApi';

/** What a message says of a request. */
export interface RaceRequest extends SeenRequest {
  readonly method: string;
  /** Without its query. */
  readonly path: string;
}

export type RaceViolation = Violation<RaceRequest, TracedOperation>;

/** Something that went wrong between two requests, at the line that it is told at. */
export interface RaceFinding {
  readonly code: RaceCode;
  readonly place: CodePlace;
  readonly violation: RaceViolation;
  /** The text of the line as it was when this was found; absent until somebody has looked. */
  readonly lineText?: string;
}

export function raceRequest(trace: RequestTrace): RaceRequest {
  const { id, client, method, path, startedAtMs, durationMs } = trace;
  return {
    ...{ id, client, method, path: path.split('?', 1)[0] ?? '', beganAtMs: startedAtMs },
    // Requests begin at whole milliseconds too.
    endedAtMs: Math.floor(startedAtMs + durationMs),
  };
}

/** At the write where there is one; `undefined` where nobody knows its code. */
export function raceFinding(violation: RaceViolation): RaceFinding | undefined {
  const { kind, operation, other } = violation;
  const own = kind === 'ownWriteNotSeen' ? other?.operation.place : undefined;
  const place = own ?? operation.place;
  return place && { code: codeOfKind[kind], place, violation };
}

/** The finding where its code stands now. */
export function movedFinding(
  finding: RaceFinding,
  move: (place: CodePlace) => CodePlace,
): RaceFinding {
  const moved = (operation: TracedOperation): TracedOperation =>
    operation.place ? { ...operation, place: move(operation.place) } : operation;
  const { place, violation } = finding;
  const { operation, read, other } = violation;
  return {
    ...finding,
    place: move(place),
    violation: {
      ...violation,
      operation: moved(operation),
      ...(read ? { read: moved(read) } : {}),
      ...(other ? { other: { ...other, operation: moved(other.operation) } } : {}),
    },
  };
}

/** Findings with the same name are the same fault, however often it happens. */
export function nameOfRace({ code, place, violation }: RaceFinding): string {
  return `${place.file}\0${place.line}\0${code}\0${violation.key}`;
}
