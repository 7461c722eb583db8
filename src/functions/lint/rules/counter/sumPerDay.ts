import { kvTypes } from './keyPerEvent';

/** What the functions below declare besides `addEvent` and `countEvents`. */
export const sumPerDayNames = ['keysAfter', 'dayOf', 'EventStore'] as const;

/**
 * Functions that write events in shards by day, and count them.
 *
 * The sum of a day that is over goes into the name of a key. Days are summed up in their order, so
 * none without a sum lies before one that has it, and whoever sums a day up finds the same number.
 */
export function sumPerDayHelpers(name: string, typed: boolean): string {
  const t = (annotation: string): string => (typed ? annotation : '');
  return `${t(`
interface EventStore {
  ${kvTypes.put}
  ${kvTypes.list}
}
`)}
/**
 * Each event has a key of its own, so no request overwrites what another one counted. The key names
 * the event's day.
 */
async function addEvent(kv${t(': EventStore')}, name${t(': string')}) {
  const id = crypto.randomUUID().replaceAll('-', '_');
  await kv.put(\`\${name}_day_\${dayOf(Date.now())}_\${id}\`, '1');
}

/**
 * Adds the sums of days that are over, which the names of keys tell, and the events of later days.
 *
 * Whoever counts first writes down the sums that are missing, an hour after the day's end: what was
 * under way has arrived by then. Two that do it at once find the same sum and write the same key.
 * Events of a day with a sum are not read again, so they may be deleted by hand.
 *
 * What "${name}" had counted before stays behind in that record and is not in it: add it here once,
 * or delete the record.
 */
async function countEvents(kv${t(': EventStore')}, name${t(': string')}) {
  const sums = new Map${t('<string, number>')}();
  let lastDay = '';
  for await (const rest of keysAfter(kv, \`\${name}_sum_\`)) {
    const [, day, sum] = /^(\\d{8})_(\\d+)$/.exec(rest) ?? [];
    if (!day) continue;
    // A smaller one was counted while somebody deleted the events.
    sums.set(day, Math.max(sums.get(day) ?? 0, Number(sum)));
    lastDay = day;
  }
  const events = new Map${t('<string, number>')}();
  // "z" comes after every id.
  const after = lastDay ? \`\${name}_day_\${lastDay}_z\` : undefined;
  for await (const rest of keysAfter(kv, \`\${name}_day_\`, after)) {
    const [, day] = /^(\\d{8})_[\\da-f_]{36}$/.exec(rest) ?? [];
    if (day) events.set(day, (events.get(day) ?? 0) + 1);
  }
  const firstOpenDay = dayOf(Date.now() - 60 * 60 * 1000);
  for (const [day, sum] of events) {
    // One after the other: a later day must not have a sum before an earlier one.
    if (day < firstOpenDay) await kv.put(\`\${name}_sum_\${day}_\${sum}\`, '1');
  }
  return [...sums.values(), ...events.values()].reduce((count, sum) => count + sum, 0);
}

/** What follows the prefix in the keys behind a key. \`list\` asks the central store, 256 keys at a time. */
async function* keysAfter(kv${t(': EventStore')}, prefix${t(': string')}, after${t('?: string')}) {
  let cursor${t(': string | undefined')} = after;
  do {
    const page = await kv.list({ prefix, cursor });
    for (const { key } of page.keys) yield key.slice(prefix.length);
    cursor = page.complete ? undefined : (page.cursor ?? undefined);
  } while (cursor);
}

/** The day in UTC, such as 20261129. */
function dayOf(time${t(': number')}) {
  return new Date(time).toISOString().slice(0, 10).replaceAll('-', '');
}
`;
}
