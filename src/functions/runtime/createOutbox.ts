import type { MessagePort } from 'node:worker_threads';
import type { FromRuntime } from '../runtimeProtocol';

/** What a thread tells its host. Each journey wakes the host, so messages travel together. */
export interface Outbox {
  /** Waits for the next journey. */
  add(message: FromRuntime): void;
  /** Sends a message, and behind it what waits. */
  sendBefore(message: FromRuntime): void;
  /** Sends what waits. */
  flush(): void;
}

export function createOutbox(port: Pick<MessagePort, 'postMessage'>): Outbox {
  let waiting: FromRuntime[] = [];

  function flush(): void {
    if (waiting.length === 0) return;
    const messages = waiting;
    waiting = [];
    port.postMessage(messages satisfies readonly FromRuntime[]);
  }

  return {
    add(message) {
      waiting.push(message);
    },
    sendBefore(message) {
      waiting.unshift(message);
      flush();
    },
    flush,
  };
}
