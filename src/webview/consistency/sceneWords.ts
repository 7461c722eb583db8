import type { ConsistencyHost } from './consistencyHost';
import { incidentText } from './describe';
import type { SceneWords } from './drawScene';

export function sceneWords(host: ConsistencyHost): SceneWords {
  const names = ['hit', 'miss', 'stale', 'write', 'delete', 'list', 'refused', 'bulk'] as const;
  const words = Object.fromEntries(names.map((name) => [name, host.say(name)])) as Record<
    (typeof names)[number],
    string
  >;
  return {
    centre: host.say('centre'),
    legend: { ...words, copy: host.say('copy'), staleCopy: host.say('staleCopy') },
    time: host.time,
    incident: ({ event }) => incidentText(event, host),
    skipped: (ms) =>
      ms === null ? host.say('clockReset') : host.say('advanced', host.duration(ms)),
  };
}
