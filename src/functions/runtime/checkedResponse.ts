import { inspect } from 'node:util';
import { Response } from './webFetch';

/**
 * What user code has returned, if it can be sent.
 *
 * @param who `handler` or `middleware`, for the message
 * @throws TypeError that says what is wrong with it
 */
export function checkedResponse(result: unknown, who: string): Response {
  if (!(result instanceof Response)) {
    throw new TypeError(`The ${who} returned ${shown(result)} instead of a Response`);
  }
  if (result.type === 'error') throw new TypeError(`The ${who} returned Response.error()`);
  if (result.bodyUsed) throw new TypeError('The body of the returned Response was read already');
  return result;
}

function shown(value: unknown): string {
  const text = inspect(value, { depth: 0 });
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
