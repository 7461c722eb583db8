import { BoundedMap } from './boundedMap';
import type { SeenOperation, SeenRequest } from './seenRequest';
import type { OperationOf } from './violation';

/** Remembers which request wrote which version, to name whose write was lost. */
export class WritesSeen<R extends SeenRequest, O extends SeenOperation> {
  readonly #writes: BoundedMap<OperationOf<R, O>>;

  constructor(writesMax: number) {
    this.#writes = new BoundedMap(writesMax);
  }

  note(request: R, operation: O): void {
    const { op, version, namespaceId = '', key } = operation;
    if (version === null) return;
    const name = op === 'delete' ? deletion(namespaceId, key) : `${namespaceId}\0${version}`;
    this.#writes.set(name, { request, operation });
  }

  /** Who wrote what a write has replaced; for `null` who deleted the record. */
  replacedBy({ namespaceId = '', key, replacedVersion }: O): OperationOf<R, O> | undefined {
    return this.#writes.get(
      replacedVersion === null ? deletion(namespaceId, key) : `${namespaceId}\0${replacedVersion}`,
    );
  }
}

function deletion(namespaceId: string, key: string): string {
  return `${namespaceId}\0deleted\0${key}`;
}
