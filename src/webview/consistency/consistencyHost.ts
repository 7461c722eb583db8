import type { FromConsistency, ToConsistency } from '../../rpc/consistencyMessages';
import type { ConsistencyStringName } from '../../rpc/consistencyStrings';
import { byteNumber } from '../byteNumber';
import type { PageState } from './pageState';

/** The page's side of the door to the extension, and how it speaks. */
export interface ConsistencyHost {
  readonly post: (message: FromConsistency) => void;
  /** Whether time passes; in a story it does not. */
  readonly isLive: boolean;
  readonly state: PageState;
  readonly keep: (change: Partial<PageState>) => void;
  /** A text in the person's language, with its places filled. */
  readonly say: (name: ConsistencyStringName, ...values: readonly string[]) => string;
  readonly count: (value: number) => string;
  readonly bytes: (value: number) => string;
  /** Simulated time of day, as fine as a distance of so many milliseconds needs it. */
  readonly time: (ms: number, stepMs: number) => string;
  readonly dateTime: (ms: number) => string;
  /** `23 s`, `1.5 s`, `2 ms`. */
  readonly duration: (ms: number) => string;
}

type Init = Extract<ToConsistency, { type: 'init' }>;

export function consistencyHost(
  { strings, locale, isLive }: Init,
  door: Pick<ConsistencyHost, 'post' | 'keep'> & { state(): PageState },
): ConsistencyHost {
  const number = new Intl.NumberFormat(locale);
  const bytes = byteNumber(locale);
  const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const minutes = new Intl.DateTimeFormat(locale, clock);
  const seconds = new Intl.DateTimeFormat(locale, { ...clock, second: '2-digit' });
  const fractions = new Intl.DateTimeFormat(locale, {
    ...{ ...clock, second: '2-digit', fractionalSecondDigits: 3 },
  });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const dateTime = new Intl.DateTimeFormat(locale, {
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', ...clock },
    ...{ second: '2-digit', fractionalSecondDigits: 3 },
  });
  const say: ConsistencyHost['say'] = (name, ...values) =>
    (strings[name] ?? name).replace(/\{(\d)\}/g, (place, index) => values[Number(index)] ?? place);
  return {
    ...door,
    isLive,
    get state() {
      return door.state();
    },
    say,
    count: (value) => number.format(value),
    bytes: (value) => bytes.format(value),
    time(ms, stepMs) {
      if (stepMs < 1_000) return fractions.format(ms);
      if (stepMs < 60_000) return seconds.format(ms);
      return stepMs < 86_400_000 ? minutes.format(ms) : days.format(ms);
    },
    dateTime: (ms) => dateTime.format(ms),
    duration(ms) {
      if (ms < 1_000) return say('milliseconds', tenths.format(ms));
      return say('seconds', (ms < 10_000 ? tenths : number).format(Math.floor(ms / 100) / 10));
    },
  };
}
