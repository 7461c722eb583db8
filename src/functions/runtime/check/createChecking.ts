import type { FromRuntime, RuntimeRequest } from '../../runtimeProtocol';
import { createHeldCalls, type HeldCalls } from './createHeldCalls';
import { installCheckWorld } from './installCheckWorld';

/** What a thread that only runs checks has instead of an emulator. */
export interface Checking {
  readonly calls: HeldCalls;
  /** To be called before the request's code runs. */
  begin(request: RuntimeRequest): void;
}

/** Changes the realm of the thread for good. */
export function createChecking(post: (message: FromRuntime) => void): Checking {
  const world = installCheckWorld();
  const calls = createHeldCalls(world, post);
  return {
    calls,
    begin({ check = { nowMs: 0, seed: 0 } }) {
      world.begin(check);
      calls.begin();
    },
  };
}
