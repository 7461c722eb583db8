import { inspect } from 'node:util';
import type { RuntimeFailure } from '../runtimeProtocol';

/** Whatever was thrown, as text. */
export function describeFailure(thrown: unknown): RuntimeFailure {
  try {
    if (!(thrown instanceof Error)) {
      return { message: `Thrown: ${inspect(thrown)}`, stack: '' };
    }
    const message = `${thrown.name}: ${thrown.message}`;
    return { message, stack: `${thrown.stack ?? message}${causesOf(thrown)}` };
  } catch {
    return { message: 'Thrown: a value that cannot be shown', stack: '' };
  }
}

function causesOf(error: Error, depth = 0): string {
  if (error.cause === undefined || depth === 5) return '';
  const { cause } = error;
  if (!(cause instanceof Error)) return `\nCaused by: ${inspect(cause)}`;
  const text = cause.stack ?? `${cause.name}: ${cause.message}`;
  return `\nCaused by: ${text}${causesOf(cause, depth + 1)}`;
}
