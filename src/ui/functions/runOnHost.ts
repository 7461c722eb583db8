import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { nodeHeader, requestIdHeader, type HostApi, type TracedOperation } from '../../rpc/hostApi';
import type { RunRequest, RunResult } from '../services';
import { bodyText } from './bodyText';
import { headerOf } from './responseText';
import { SendError, sendRequest, type RawResponse } from './sendRequest';

export const responseBytesMax = 100 * 1024 * 1024;

export interface HostRun {
  readonly url: string;
  readonly api: HostApi;
  readonly request: RunRequest;
  readonly defaultNode: string;
  /** For the whole run, `waitUntil` included; absent where a debugger may hold it up. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** Sends the request to a running host and collects the response with what KV did for it. */
export async function runOnHost(run: HostRun): Promise<RunResult> {
  const { request } = run;
  if (!request.path.startsWith('/')) {
    throw new Error(vscode.l10n.t('The path "{0}" does not begin with "/".', request.path));
  }
  const id = randomUUID();
  const timeout =
    run.timeoutMs === undefined ? new AbortController().signal : AbortSignal.timeout(run.timeoutMs);
  const signal = run.signal ? AbortSignal.any([timeout, run.signal]) : timeout;
  const response = await send(run, id, signal, timeout);
  const trace = await untilAborted(run.api.trace(id), signal);
  return {
    status: response.status,
    headers: response.headers,
    ...bodyText(response.body),
    node: headerOf(response, nodeHeader) ?? trace?.node ?? request.node ?? run.defaultNode,
    // What every other view says of this request.
    durationMs: trace?.durationMs ?? response.durationMs,
    trace: (trace?.operations ?? []).map(withoutNamespace),
    ...(trace?.operationsLeftOut === undefined ? {} : { traceLeftOut: trace.operationsLeftOut }),
  };
}

/** The id says nothing outside this product. */
function withoutNamespace(operation: TracedOperation): TracedOperation {
  const { namespaceId: ours, ...traced } = operation;
  return ours === undefined ? operation : traced;
}

async function send(
  { url, request, timeoutMs = 0 }: HostRun,
  id: string,
  signal: AbortSignal,
  timeout: AbortSignal,
): Promise<RawResponse> {
  const node = request.node === undefined ? {} : { [nodeHeader]: request.node };
  const headers = { ...node, [requestIdHeader]: id };
  try {
    return await sendRequest({ url, request, headers, signal, bodyBytesMax: responseBytesMax });
  } catch (error) {
    const what = `${request.method ?? 'GET'} ${request.path}`;
    throw new Error(sentence(error, what, timeout.aborted, timeoutMs), { cause: error });
  }
}

function sentence(error: unknown, what: string, timedOut: boolean, timeoutMs: number): string {
  if (timedOut) {
    const seconds = Math.round(timeoutMs / 1000);
    return vscode.l10n.t('{0} was not answered completely within {1} s.', what, seconds);
  }
  if (error instanceof SendError) {
    switch (error.fault) {
      case 'tooLarge':
        return vscode.l10n.t(
          'The response to {0} is larger than {1} MB and was not read to its end.',
          what,
          responseBytesMax / 1024 / 1024,
        );
      case 'upgraded':
        return vscode.l10n.t('{0} was answered by another protocol than HTTP.', what);
      case 'methodRefused':
        return vscode.l10n.t('The method CONNECT has no response to show.');
      default:
        return error.fault satisfies never;
    }
  }
  const reason = error instanceof Error ? error.message : String(error);
  return vscode.l10n.t('{0} was not answered: {1}', what, reason);
}

// The response is there already, so a `waitUntil` that never ends costs the trace only.
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  if (signal.aborted) return undefined;
  const aborted = new Promise<undefined>((resolve) => {
    signal.addEventListener(
      'abort',
      () => {
        resolve(undefined);
      },
      { once: true },
    );
  });
  return Promise.race([work.catch(() => undefined), aborted]);
}
