import type { ConsistencyHost } from './consistencyHost';
import {
  copyFacts,
  eventFacts,
  eventTitle,
  incidentFacts,
  incidentText,
  versionText,
  type Facts,
} from './describe';
import type { Target } from './hitTest';
import type { ShownTimeline } from './shownTimeline';
import type { Mark } from './timeline';

/** What the card tells of something. */
export interface CardContent {
  readonly title: string;
  readonly facts: Facts;
  readonly hint?: string;
}

export function cardContent(
  { timeline, lanes }: ShownTimeline,
  target: Target,
  host: ConsistencyHost,
): CardContent {
  switch (target.kind) {
    case 'copy': {
      const { copy } = target.drawn;
      const title = `${copy.key} · ${versionText(copy.version, host)}`;
      return { title, facts: copyFacts(timeline, copy, host) };
    }
    case 'incident': {
      const { event } = target.drawn.incident;
      return { title: incidentText(event, host), facts: incidentFacts(event, host) };
    }
    case 'mark': {
      const { mark, count, cluster } = target.drawn;
      if (count > 1) {
        const marks = lanes[cluster.lane]?.marks.slice(cluster.begin, cluster.end) ?? [];
        return severalContent(marks, host);
      }
      const facts = eventFacts(timeline, mark, host);
      return { title: eventTitle(mark.event, host), facts, hint: openHint(mark, host) };
    }
    default:
      return target satisfies never;
  }
}

export function openHint({ event }: Mark, host: ConsistencyHost): string {
  return host.say(event.place === undefined ? 'openRecord' : 'openCode');
}

function severalContent(marks: readonly Mark[], host: ConsistencyHost): CardContent {
  const counts = new Map<string, number>();
  for (const { shape } of marks) {
    const name = host.say(shape);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const facts = [...counts].map(([name, value]) => [name, host.count(value)] as const);
  const title = host.say('several', host.count(marks.length));
  return { title, facts, hint: host.say('severalHint') };
}
