import type { EmulatorApi } from './emulatorApi';

/** A live connection to the emulator. */
export interface EmulatorConnection {
  readonly api: EmulatorApi;
  /** Whether a call can still be sent; one that was sent before the end is cut off by it. */
  readonly isOpen: boolean;
  /** Resolves when the connection has ended, whoever ended it; calls then reject. */
  readonly closed: Promise<void>;
  dispose(): void;
}
