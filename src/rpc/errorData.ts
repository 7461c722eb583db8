import { KvError, type KvErrorCode } from '../kv/kvError';
import { EmulatorError, type EmulatorErrorCode } from './emulatorError';

/** An error on its way between processes. `family` says which class it becomes again. */
export type ErrorData =
  | { readonly ok: false; readonly family: 'kv'; readonly code: KvErrorCode; message: string }
  | {
      readonly ok: false;
      readonly family: 'emulator';
      readonly code: EmulatorErrorCode;
      message: string;
    }
  | {
      readonly ok: false;
      readonly family: 'other';
      /** The error's name, such as `TypeError`. */
      readonly code: string;
      readonly message: string;
      readonly stack?: string;
    };

/** What a call gives, as data. */
export type ResultData = { readonly ok: true; readonly value: unknown } | ErrorData;

/** Makes data of anything that was thrown. */
export function errorToData(error: unknown): ErrorData {
  if (error instanceof KvError) {
    return { ok: false, family: 'kv', code: error.code, message: error.message };
  }
  if (error instanceof EmulatorError) {
    return { ok: false, family: 'emulator', code: error.code, message: error.message };
  }
  if (error instanceof Error) {
    const { name, message, stack } = error;
    return { ok: false, family: 'other', code: name, message, ...(stack ? { stack } : {}) };
  }
  return { ok: false, family: 'other', code: 'Error', message: String(error) };
}

/** Makes a real error of the data again. */
export function errorFromData(data: ErrorData): Error {
  switch (data.family) {
    case 'kv':
      return new KvError(data.code, data.message);
    case 'emulator':
      return new EmulatorError(data.code, data.message);
    case 'other': {
      const error = new Error(data.message);
      error.name = data.code;
      if (data.stack !== undefined) error.stack = data.stack;
      return error;
    }
    default:
      throw new TypeError(`Unknown error data: ${JSON.stringify(data satisfies never)}`);
  }
}
