import * as l10n from '@vscode/l10n';

/** What kept the store from doing as asked. */
export type StoreErrorCode = 'STORE_FAILED' | 'SNAPSHOT_UNKNOWN';

/** An error of the disk; its message is a sentence that a person can act on. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StoreError';
    this.code = code;
  }
}

/** The short reason within an error, for the end of a sentence. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The `code` of a system error, such as `ENOENT`. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/**
 * Gives whatever fails in a place of the store a sentence of its own.
 *
 * @throws StoreError `STORE_FAILED`
 */
export function guardFiles<R>(place: string, work: () => R): R {
  try {
    const result = work();
    if (!(result instanceof Promise)) return result;
    return result.catch((error: unknown) => {
      throw failure(place, error);
    }) as R;
  } catch (error) {
    throw failure(place, error);
  }
}

function failure(place: string, error: unknown): unknown {
  if (error instanceof StoreError) return error;
  return new StoreError(
    'STORE_FAILED',
    l10n.t(
      'The store could not be written or read in "{0}": {1}. Free some disk space or check the folder\'s permissions, then try again; the change was not made.',
      place,
      reasonOf(error),
    ),
    error,
  );
}
