import type { ThreadClock } from './threadClock';

/** A `Date` whose present is that of the simulated clock; dates of both are the same objects. */
export function simulatedDate(clock: Pick<ThreadClock, 'now'>): DateConstructor {
  const real = Date;
  function date(this: unknown, ...args: readonly unknown[]): unknown {
    if (new.target === undefined) return new real(clock.now()).toString();
    return Reflect.construct(real, args.length === 0 ? [clock.now()] : args, new.target);
  }
  const { prototype } = real;
  const own = { name: 'Date', length: 7, prototype, now: () => clock.now() };
  for (const [name, value] of Object.entries({ ...own, UTC: real.UTC, parse: real.parse })) {
    const isMethod = typeof value === 'function';
    Object.defineProperty(date, name, { value, writable: isMethod, configurable: isMethod });
  }
  Object.defineProperty(prototype, 'constructor', {
    value: date,
    writable: true,
    configurable: true,
  });
  return date as unknown as DateConstructor;
}
