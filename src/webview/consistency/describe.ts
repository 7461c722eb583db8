import type { ConsistencyEvent } from '../../rpc/consistencyMessages';
import type { ConsistencyHost } from './consistencyHost';
import type { NodeCopy } from './copies';
import { behindAt, keyName, shapeOf, type Mark, type Timeline } from './timeline';

/** Names and values, as they are told of what stands under the pointer. */
export type Facts = readonly (readonly [name: string, value: string])[];

export function versionText(version: number | null, host: ConsistencyHost): string {
  return version === null ? host.say('missing') : `v${version}`;
}

/** Lists and refused calls have none. */
export function hasVersion({ kind, error }: ConsistencyEvent): boolean {
  return error === undefined && (kind === 'get' || kind === 'put' || kind === 'delete');
}

/** `1 behind`; empty where a version is current. */
export function behindText(behind: number, host: ConsistencyHost): string {
  return behind === 0 ? '' : host.say('behind', host.count(behind));
}

/** How many writes a read had missed; one at least where it was stale. */
export function behindOf(timeline: Timeline, { event, position }: Mark): number {
  if (event.kind !== 'get' || !event.stale) return 0;
  return Math.max(1, behindAt(timeline, keyName(event), event.version, position));
}

export function eventTitle(event: ConsistencyEvent, host: ConsistencyHost): string {
  const shape = shapeOf(event);
  const what = shape === undefined ? incidentText(event, host) : host.say(shape);
  return event.key === '' ? what : `${what} · ${event.key}`;
}

export function incidentText(event: ConsistencyEvent, host: ConsistencyHost): string {
  if (event.kind === 'purge') return host.say('purge');
  const passed = (event.toMs ?? event.atMs) - event.atMs;
  if (passed > 0) return host.say('advanced', host.duration(passed));
  if (passed < 0) return host.say('clockReset');
  return host.say(event.version === 1 ? 'clockPaused' : 'clockRuns');
}

/** All that is known of an event. */
export function eventFacts(timeline: Timeline, mark: Mark, host: ConsistencyHost): Facts {
  const { event } = mark;
  const behind = behindText(behindOf(timeline, mark), host);
  const version = versionText(event.version, host);
  return filled([
    [host.say('node'), event.node ?? host.say('console')],
    [host.say('namespace'), event.spaceName],
    [
      host.say('version'),
      hasVersion(event) ? [version, behind].filter(Boolean).join(' · ') : undefined,
    ],
    [
      host.say('replaced'),
      event.replacedVersion === null ? undefined : `v${event.replacedVersion}`,
    ],
    [
      host.say('age'),
      host.isLive && event.source === 'cache' ? host.duration(event.ageMs) : undefined,
    ],
    [host.say('time'), host.isLive ? host.dateTime(event.atMs) : undefined],
    [
      host.say('duration'),
      host.isLive && event.request ? host.duration(event.durationMs) : undefined,
    ],
    [host.say('size'), event.bytes > 0 ? host.bytes(event.bytes) : undefined],
    [host.say('error'), event.error],
    [host.say('request'), event.request && `${event.request.method} ${event.request.path}`],
    [host.say('project'), event.project],
    [host.say('code'), event.place],
  ]);
}

export function incidentFacts(event: ConsistencyEvent, host: ConsistencyHost): Facts {
  const hasMoved = event.toMs !== undefined && event.toMs !== event.atMs;
  return filled([
    [host.say('node'), event.node ?? undefined],
    [host.say('time'), host.dateTime(event.atMs)],
    [host.say('until'), hasMoved ? host.dateTime(event.toMs ?? 0) : undefined],
  ]);
}

export function copyFacts(timeline: Timeline, copy: NodeCopy, host: ConsistencyHost): Facts {
  const behind = behindAt(timeline, keyName(copy), copy.version, copy.to);
  const staleMs = copy.staleFrom === null ? undefined : timeline.axis.timeAt(copy.staleFrom).ms;
  const times: readonly (readonly [string, string | undefined])[] = [
    [host.say('cachedAt'), host.dateTime(copy.cachedAtMs)],
    [host.say('staleSince'), staleMs === undefined ? undefined : host.dateTime(staleMs)],
    [host.say('until'), host.dateTime(timeline.axis.timeAt(copy.to).ms)],
  ];
  return filled([
    [host.say('node'), timeline.nodes[copy.lane - 1]],
    [host.say('namespace'), copy.spaceName],
    [
      host.say('version'),
      [versionText(copy.version, host), behindText(behind, host)].filter(Boolean).join(' · '),
    ],
    ...(host.isLive ? times : []),
  ]);
}

function filled(facts: readonly (readonly [string, string | undefined])[]): Facts {
  return facts.flatMap(([name, value]): [string, string][] =>
    value === undefined || value === '' ? [] : [[name, value]],
  );
}
