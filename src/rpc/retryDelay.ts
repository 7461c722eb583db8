const leastMs = 20;
const spreadMs = 60;

/** Time until the next attempt; spread, so that those who wait do not all come at once. */
export function retryDelayMs(): number {
  return leastMs + Math.random() * spreadMs;
}
