import type { SimulatedClock } from '../edge/clock';
import type { EdgeNetwork } from '../edge/edgeNetwork';
import type { ResponseCaches } from '../edge/responseCaches';
import type { EmulatorApi } from '../rpc/emulatorApi';
import type { EmulatorSettings } from '../rpc/emulatorData';
import type { EmulatorChange } from '../rpc/emulatorEvents';
import type { Store } from '../store/store';
import type { ConsoleHistory } from './consoleHistory';
import type { WriteCounts } from './writeCounts';

/** What the calls of the API work on. */
export interface EmulatorContext {
  readonly store: Store;
  readonly network: EdgeNetwork;
  readonly responses: ResponseCaches;
  readonly clock: SimulatedClock;
  readonly history: ConsoleHistory;
  readonly writes: WriteCounts;
  settings: EmulatorSettings;
  readonly changed: (change: EmulatorChange) => void;
}

/** The API as its own side writes it: most calls need not wait for anything. */
export type EmulatorCalls = {
  readonly [Name in keyof EmulatorApi]: (
    ...args: Parameters<EmulatorApi[Name]>
  ) => ReturnType<EmulatorApi[Name]> | Awaited<ReturnType<EmulatorApi[Name]>>;
};
