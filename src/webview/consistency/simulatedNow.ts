/** Simulated time as the page counts it on between two messages. */
export interface SimulatedNow {
  set(clock: { readonly nowMs: number; readonly paused: boolean; readonly speed: number }): void;
  /** `null` until it was told. */
  readonly ms: number | null;
  readonly paused: boolean;
}

export function createSimulatedNow(): SimulatedNow {
  let nowMs: number | null = null;
  let paused = false;
  let speed = 1;
  let toldAt = 0;
  return {
    set(clock) {
      ({ nowMs, paused, speed } = clock);
      toldAt = performance.now();
    },
    get ms() {
      return nowMs === null || paused ? nowMs : nowMs + (performance.now() - toldAt) * speed;
    },
    get paused() {
      return paused;
    },
  };
}
