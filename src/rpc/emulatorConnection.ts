import type { EmulatorApi } from './emulatorApi';

/** A live connection to the emulator. */
export interface EmulatorConnection {
  readonly api: EmulatorApi;
  /** Whether a call may still be sent: the other side is there, and has not said goodbye. */
  readonly isOpen: boolean;
  /** Resolves when the connection has ended, whoever ended it; calls then reject. */
  readonly closed: Promise<void>;
  dispose(): void;
}
