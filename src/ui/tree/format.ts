const units = ['B', 'KB', 'MB', 'GB'] as const;

/** `1.2 KB`; 1 KB is 1,024 bytes, as accounts are measured. */
export function formatBytes(bytes: number, locale: string): string {
  let unit = 0;
  let amount = bytes;
  // Half a step below 1,024 the rounded figure would read "1,024.0" of the smaller unit.
  while (amount >= 1023.95 && unit < units.length - 1) {
    amount /= 1024;
    unit += 1;
  }
  const digits = unit === 0 ? 0 : 1;
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(amount);
  return `${number} ${units[unit] ?? ''}`;
}

/** `12,345` */
export function formatNumber(value: number, locale: string): string {
  return new Intl.NumberFormat(locale).format(value);
}

/** Date and time of day, in this machine's time zone. */
export function formatDateTime(ms: number, locale: string): string {
  if (!Number.isFinite(ms) || Math.abs(ms) > 8.64e15) return String(ms);
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }).format(ms);
}

/** `12 s`, `2 min`, `3 h`, `4 d`: whole units, rounded down as ages are. */
export function formatDuration(ms: number, locale: string): string {
  const [amount, unit, symbol] = largestUnit(Math.floor(Math.abs(ms) / 1000));
  if (locale.startsWith('en')) return `${formatNumber(amount, locale)} ${symbol}`;
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(
    amount,
  );
}

function largestUnit(seconds: number): readonly [amount: number, unit: string, symbol: string] {
  if (seconds < 120) return [seconds, 'second', 's'];
  if (seconds < 7200) return [Math.floor(seconds / 60), 'minute', 'min'];
  if (seconds < 172_800) return [Math.floor(seconds / 3600), 'hour', 'h'];
  return [Math.floor(seconds / 86_400), 'day', 'd'];
}
