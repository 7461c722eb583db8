import type { ClockState } from '../edge/clock';

/** How simulated time stands to real time. */
export type ClockMode = 'live' | 'paused' | 'offset';

export function clockMode({ paused, held, offsetMs, speed }: ClockState): ClockMode {
  if (paused || held) return 'paused';
  return offsetMs === 0 && speed === 1 ? 'live' : 'offset';
}

/** `http://127.0.0.1:8088` as the status bar has room for it. */
export function shortAddress(url: string): string {
  return new URL(url).host;
}

/** Hours, minutes and seconds; with the date where it is another day than today. */
export function clockTime(simulatedMs: number, realMs: number, locale: string): string {
  const sameDay = new Date(simulatedMs).toDateString() === new Date(realMs).toDateString();
  return new Intl.DateTimeFormat(
    locale,
    sameDay ? { timeStyle: 'medium' } : { dateStyle: 'short', timeStyle: 'medium' },
  ).format(simulatedMs);
}
