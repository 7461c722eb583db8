import type { scopedTimers } from './scopedTimers';

/**
 * `MessageChannel` as the platform's own worker makes it, so that libraries load which make one at
 * once, such as React's renderer: each port hears what is posted on itself. [CLI]
 */
export function messageChannel({
  setTimeout,
}: Pick<ReturnType<typeof scopedTimers>, 'setTimeout'>) {
  class MessagePort {
    onmessage: ((event: { readonly data: unknown }) => void) | null = null;

    postMessage(data: unknown): void {
      if (!this.onmessage) return;
      setTimeout(() => {
        this.onmessage?.({ data });
      }, 0);
    }
  }
  return class MessageChannel {
    readonly port1 = new MessagePort();
    readonly port2 = new MessagePort();
  };
}
