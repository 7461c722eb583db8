/** What changed, so that views refresh the smallest element. Sent to every client. */
export type EmulatorChange =
  | { readonly kind: 'accounts' }
  | { readonly kind: 'namespaces'; readonly account: string }
  /** `key` is absent after bulk changes. */
  | {
      readonly kind: 'records';
      readonly account: string;
      readonly namespace: string;
      readonly key?: string;
    }
  | { readonly kind: 'bindings' }
  | { readonly kind: 'caches'; readonly node?: string }
  | { readonly kind: 'clock' }
  /** Nodes, latency or faults. */
  | { readonly kind: 'network' }
  | { readonly kind: 'settings' };

/**
 * What the emulator tells its clients by itself. Changes within 50 ms come as one batch; those of
 * bindings, clock and network come at once.
 */
export interface EmulatorEvents {
  changed(changes: readonly EmulatorChange[]): void;
}
