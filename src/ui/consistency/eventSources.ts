import { relativeFile } from '../../functions/bundle/sourcePositions';
import type { ConsistencyEvent } from '../../rpc/consistencyMessages';
import type { ConsoleEvent } from '../../rpc/consoleEvents';
import type { CodePlace, RequestTrace } from '../../rpc/hostApi';
import type { Project } from '../services';

/** An event with what a click on it opens. */
export interface SourcedEvent {
  readonly event: Omit<ConsistencyEvent, 'id'>;
  readonly place?: CodePlace;
  /** Of the record. */
  readonly namespaceId?: string;
  readonly key: string;
}

/** What a request did with KV. */
export function requestEvents(
  { project, trace }: { readonly project: Project; readonly trace: RequestTrace },
  {
    spaceName,
    clockOffsetMs,
  }: { readonly spaceName: (id: string) => string; readonly clockOffsetMs: number },
): readonly SourcedEvent[] {
  const { id, method, path } = trace;
  return trace.operations.map((operation): SourcedEvent => {
    const { op, node, key, source, version, replacedVersion, stale, ageMs, bytes } = operation;
    const { namespaceId, variable = '', place, error, startedMs, durationMs } = operation;
    const realMs = trace.startedAtMs + startedMs + durationMs;
    const name = namespaceId === undefined ? variable : spaceName(namespaceId) || variable;
    return {
      event: {
        ...{ kind: op, node, space: namespaceId ?? variable, spaceName: name, key, source },
        ...{ version, replacedVersion, stale, ageMs, bytes, durationMs, realMs },
        // What was refused never reached the emulator and its clock.
        atMs: operation.atMs ?? realMs + clockOffsetMs,
        project: project.name,
        request: { id, method, path },
        ...(place ? { place: placeText(project, place) } : {}),
        ...(error === undefined ? {} : { error }),
      },
      key,
      ...(place ? { place } : {}),
      ...(namespaceId === undefined ? {} : { namespaceId }),
    };
  });
}

/** What was done past the functions. */
export function consoleEvent(told: ConsoleEvent): SourcedEvent {
  const { kind, atMs, realMs } = told;
  const blank = {
    ...{ node: null, space: '', spaceName: '', key: '', source: null, version: null },
    ...{ replacedVersion: null, stale: false, ageMs: 0, bytes: 0, durationMs: 0 },
    ...{ kind, atMs, realMs },
  };
  switch (told.kind) {
    case 'put':
    case 'delete': {
      const { account, namespace, namespaceId, key, version, replacedVersion, bytes } = told;
      const place = { space: namespaceId, spaceName: `${account} / ${namespace}`, key };
      const event = { ...blank, ...place, version, replacedVersion, bytes };
      return { event, key, namespaceId };
    }
    case 'bulk': {
      const { account, namespace, namespaceId } = told;
      const place = { space: namespaceId, spaceName: `${account} / ${namespace}` };
      return { event: { ...blank, ...place }, key: '', namespaceId };
    }
    case 'purge':
      return { event: { ...blank, node: told.node }, key: '' };
    case 'clock':
      // The version tells whether time stands still from now on.
      return { event: { ...blank, toMs: told.toMs, version: told.paused ? 1 : 0 }, key: '' };
    default:
      return told satisfies never;
  }
}

function placeText(project: Project, { file, line, column }: CodePlace): string {
  const shown = project.folder === undefined ? file : relativeFile(project.folder, file);
  return `${shown}:${line}:${column}`;
}
