/** What kept the emulator from doing as asked; each has one sentence and one action in the UI. */
export type EmulatorErrorCode =
  | 'ACCOUNT_UNKNOWN'
  | 'ACCOUNT_EXISTS'
  | 'ACCOUNT_NAME_INVALID'
  | 'NAMESPACE_UNKNOWN'
  | 'NAMESPACE_EXISTS'
  | 'NAMESPACE_NAME_INVALID'
  | 'NAMESPACE_LIMIT'
  | 'VARIABLE_INVALID'
  | 'VARIABLE_TAKEN'
  | 'VERSION_CHANGED'
  | 'NODE_UNKNOWN'
  | 'NODE_EXISTS'
  | 'NODE_ID_INVALID'
  | 'FAULT_INVALID'
  | 'VERSION_UNKNOWN'
  | 'CLOCK_INVALID'
  | 'REQUEST_INVALID'
  | 'SNAPSHOT_UNKNOWN'
  | 'SNAPSHOT_EXISTS'
  | 'SNAPSHOT_NAME_INVALID'
  | 'STORE_LOCKED'
  | 'STORE_FAILED'
  | 'CONNECTION_LOST'
  /** The connection was lost before the answer to a write came: it may have been made or not. */
  | 'WRITE_UNCERTAIN'
  /** The call was not carried out: this emulator ends, and another one takes over. */
  | 'NOT_LEADING'
  | 'VERSION_DIFFERS';

/** An error whose message is a sentence that a person can act on. */
export class EmulatorError extends Error {
  readonly code: EmulatorErrorCode;

  constructor(code: EmulatorErrorCode, message: string) {
    super(message);
    this.name = 'EmulatorError';
    this.code = code;
  }
}
