/** Why a KV call was refused. The code crosses processes; the message is the platform's. */
export type KvErrorCode =
  | 'KEY_EMPTY'
  | 'KEY_TOO_LONG'
  | 'KEY_CHARACTERS'
  | 'VALUE_TYPE'
  | 'VALUE_TOO_LARGE'
  | 'LIMIT_INVALID'
  | 'PREFIX_INVALID'
  | 'CURSOR_INVALID'
  | 'ACCOUNT_FULL'
  | 'NAMESPACE_GONE'
  | 'NODE_UNKNOWN'
  | 'NODE_DOWN'
  | 'NODE_CUT_OFF'
  | 'CENTRE_DOWN'
  | 'ERROR_AFTER_COMMIT';

/**
 * An error that the user's code caused; its message is what the platform would say.
 *
 * Code sees a plain `Error`, as the platform throws [CLI]: apps send `String(error)`, or its JSON,
 * to their clients.
 */
export class KvError extends Error {
  declare readonly code: KvErrorCode;

  constructor(code: KvErrorCode, message: string) {
    super(message);
    Object.defineProperty(this, 'code', { value: code });
  }
}

// A printed stack begins with the class's name, which the build shortens.
Object.defineProperty(KvError, 'name', { value: 'Error' });
