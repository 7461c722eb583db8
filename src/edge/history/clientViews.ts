import { BoundedMap } from './boundedMap';
import type { SeenOperation, SeenRequest } from './seenRequest';
import type { OperationOf } from './violation';

interface View<R extends SeenRequest, O extends SeenOperation> extends OperationOf<R, O> {
  readonly version: number;
}

/**
 * The newest version of each key that each client has seen, in requests that have ended.
 *
 * Only a request that began afterwards can be expected to see as much.
 */
export class ClientViews<R extends SeenRequest, O extends SeenOperation> {
  readonly #views: BoundedMap<View<R, O>>;

  constructor(viewsMax: number) {
    this.#views = new BoundedMap(viewsMax);
  }

  /** What the client had seen before it was given something older. */
  newerThan(request: R, operation: O): OperationOf<R, O> | undefined {
    // What is current is never too old, so that it need not be looked up.
    if (!operation.stale) return undefined;
    const view = this.#views.get(nameOf(request, operation));
    if (!view || request.beganAtMs < view.request.endedAtMs) return undefined;
    return operation.version === null || operation.version < view.version ? view : undefined;
  }

  note(request: R, operation: O): void {
    const { version } = operation;
    if (version === null) return;
    const name = nameOf(request, operation);
    const known = this.#views.get(name);
    // A write is remembered as such when it is read later.
    if (!known || version > known.version) this.#views.set(name, { request, operation, version });
  }
}

function nameOf({ client }: SeenRequest, { namespaceId = '', key }: SeenOperation): string {
  return `${client}\0${namespaceId}\0${key}`;
}
