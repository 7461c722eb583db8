/** Bytes that this process has in memory now, garbage not counted. */
export function residentBytes(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage.rss();
}

/** The most that it ever had. */
export function peakResidentBytes(): number {
  // In kilobytes on every system.
  return process.resourceUsage().maxRSS * 1024;
}
