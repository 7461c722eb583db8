/** The body of a request while it comes in. */
export interface IncomingBody {
  push(bytes: Uint8Array): void;
  end(): void;
  fail(message: string): void;
  /** All of it from its beginning, as often as it is asked for. */
  stream(): ReadableStream<Uint8Array>;
}

/** Keeps what came: the limit of a body is small. */
export function createIncomingBody(): IncomingBody {
  const chunks: Uint8Array[] = [];
  const readers = new Set<ReadableStreamDefaultController<Uint8Array>>();
  let state: 'coming' | 'whole' | Error = 'coming';

  function finish(reader: ReadableStreamDefaultController<Uint8Array>): void {
    if (state === 'whole') reader.close();
    else reader.error(state);
  }

  function settle(next: 'whole' | Error): void {
    state = next;
    for (const reader of readers) finish(reader);
    readers.clear();
  }

  return {
    push(bytes) {
      chunks.push(bytes);
      for (const reader of readers) reader.enqueue(new Uint8Array(bytes));
    },
    end() {
      settle('whole');
    },
    fail(message) {
      settle(new Error(message));
    },
    stream() {
      let own: ReadableStreamDefaultController<Uint8Array>;
      return new ReadableStream<Uint8Array>({
        start(controller) {
          own = controller;
          for (const bytes of chunks) controller.enqueue(new Uint8Array(bytes));
          if (state === 'coming') readers.add(controller);
          else finish(controller);
        },
        cancel() {
          readers.delete(own);
        },
      });
    },
  };
}
