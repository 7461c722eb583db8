/** Simulated time as the page counts it on between two messages. */
export interface SimulatedNow {
  set(clock: { readonly nowMs: number; readonly paused: boolean }): void;
  /** `null` until it was told. */
  readonly ms: number | null;
  readonly paused: boolean;
}

export function createSimulatedNow(): SimulatedNow {
  let nowMs: number | null = null;
  let paused = false;
  let toldAt = 0;
  return {
    set(clock) {
      ({ nowMs, paused } = clock);
      toldAt = performance.now();
    },
    get ms() {
      return nowMs === null || paused ? nowMs : nowMs + performance.now() - toldAt;
    },
    get paused() {
      return paused;
    },
  };
}
