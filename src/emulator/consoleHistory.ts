import { consoleEventsMax, type ConsoleEvent } from '../rpc/consoleEvents';

type WithoutNumber<E> = E extends unknown ? Omit<E, 'sequence' | 'realMs'> : never;

/** An event that is to be noted. */
export type NewConsoleEvent = WithoutNumber<ConsoleEvent>;

/** What was done past the functions, the newest events of it. */
export interface ConsoleHistory {
  add(event: NewConsoleEvent): void;
  /** Those behind a number, oldest first. */
  since(sequence: number): readonly ConsoleEvent[];
}

export function createConsoleHistory(realNow: () => number): ConsoleHistory {
  let events: ConsoleEvent[] = [];
  let last = 0;
  return {
    add(event) {
      last += 1;
      events.push({ ...event, sequence: last, realMs: realNow() });
      // Half as many again, so that shortening is rare.
      if (events.length > consoleEventsMax * 1.5) events = events.slice(-consoleEventsMax);
    },
    since(sequence) {
      return events.filter((event) => event.sequence > sequence).slice(-consoleEventsMax);
    },
  };
}
