import { tracedOperationsMax, type CodePlace } from '../../rpc/hostApi';
import type { SourcePositions } from '../bundle/sourcePositions';
import type { NotedOperation } from '../runtimeProtocol';
import type { Exchange } from './requestContext';

/** No key that was stored is as long; `get` takes any. */
const keyCharactersMax = 1000;
const messageCharactersMax = 1000;

/** Adds to a request's trace, as far as there is room, and counts the rest. */
export function traceOperations(
  exchange: Exchange,
  operations: readonly NotedOperation[],
  positions: SourcePositions,
): void {
  const kept = operations.slice(0, tracedOperationsMax - exchange.operations.length);
  exchange.operationsLeftOut += operations.length - kept.length;
  for (const { bundlePlace, ...operation } of kept) {
    const [place] = positions.find(bundlePlace ?? '');
    const { error } = operation;
    exchange.operations.push({
      ...operation,
      key: clipped(operation.key, keyCharactersMax),
      ...(error === undefined ? {} : { error: clipped(error, messageCharactersMax) }),
      ...(place ? { place } : {}),
    });
  }
}

/** The first error counts; the others often follow from it. */
export function traceFailure(
  exchange: Exchange,
  { message, file, line, column }: CodePlace & { readonly message: string },
): void {
  const text = clipped(message, messageCharactersMax);
  exchange.failure ??= { message: text, place: { file, line, column } };
}

function clipped(text: string, charactersMax: number): string {
  return text.length > charactersMax ? `${text.slice(0, charactersMax)}…` : text;
}
