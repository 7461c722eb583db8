import type { EmulatorApi } from './emulatorApi';

/** A live connection to the emulator. */
export interface EmulatorConnection {
  readonly api: EmulatorApi;
  /** Resolves when the connection has ended, whoever ended it; calls then reject. */
  readonly closed: Promise<void>;
  dispose(): void;
}
