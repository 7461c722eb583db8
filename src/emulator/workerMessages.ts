import type { ClockState } from '../edge/clock';
import type { NetworkState } from '../rpc/emulatorData';
import type { ErrorData } from '../rpc/errorData';
import type { EmulatorAddress } from '../rpc/hostApi';

/** What the emulator's thread is started with. */
export interface WorkerStart {
  readonly wasmFile: string;
  readonly storageFolder: string;
  /** Simulated time goes on where the last leader's was. */
  readonly clock?: ClockState;
  /** Nodes, latency and faults as the last leader had them. */
  readonly network?: NetworkState;
  readonly l10n?: Readonly<Record<string, string>>;
}

/** What the thread says about itself; everything else goes over its socket. */
export type WorkerReport =
  | { readonly kind: 'ready'; readonly address: EmulatorAddress }
  | { readonly kind: 'failed'; readonly error: ErrorData }
  | { readonly kind: 'warning'; readonly message: string };

/** What the thread is told. */
export interface WorkerOrder {
  readonly kind: 'stop';
}
