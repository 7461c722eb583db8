import type { SimulatedClock } from '../edge/clock';
import type { EdgeNetwork } from '../edge/edgeNetwork';
import type { ResponseCaches } from '../edge/responseCaches';
import type { EmulatorApi, EmulatorChange, EmulatorSettings } from '../rpc/emulatorApi';
import type { Store } from '../store/store';

/** What the calls of the API work on. */
export interface EmulatorContext {
  readonly store: Store;
  readonly network: EdgeNetwork;
  readonly responses: ResponseCaches;
  readonly clock: SimulatedClock;
  settings: EmulatorSettings;
  readonly changed: (change: EmulatorChange) => void;
}

/** The API as its own side writes it: most calls need not wait for anything. */
export type EmulatorCalls = {
  readonly [Name in keyof EmulatorApi]: (
    ...args: Parameters<EmulatorApi[Name]>
  ) => ReturnType<EmulatorApi[Name]> | Awaited<ReturnType<EmulatorApi[Name]>>;
};
