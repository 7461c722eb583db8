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

/** An error that the user's code caused; its message is what the platform would say. */
export class KvError extends Error {
  // A printed error begins with its class's name, which the build shortens.
  static {
    Object.defineProperty(this, 'name', { value: 'KvError' });
  }

  readonly code: KvErrorCode;

  constructor(code: KvErrorCode, message: string) {
    super(message);
    this.name = 'KvError';
    this.code = code;
  }
}
