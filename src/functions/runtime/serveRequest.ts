import type { BodyInit } from 'undici';
import type { ResponseCacheApi } from '../../rpc/responseCacheApi';
import type { OperationSink } from '../operationMemory';
import type { FromRuntime, RuntimeRequest } from '../runtimeProtocol';
import { createCachePort } from './cache/cachePort';
import { openCaches } from './cache/cacheStorage';
import { callUncaught } from './callUncaught';
import { checkedResponse } from './checkedResponse';
import { createClientOfRequest, type ClientOfRequest } from './clientOfRequest';
import { describeFailure } from './describeFailure';
import type { KvLink } from './createKvPort';
import { createIncomingBody, type IncomingBody } from './incomingBody';
import { installNamespaces } from './installNamespaces';
import { loadHandler } from './loadHandler';
import { makeContext } from './makeContext';
import { makeMiddlewareContext } from './makeMiddlewareContext';
import { readMiddlewareResult } from './readMiddlewareResult';
import { continueInScope, endScope, runInScope, type RequestScope } from './requestScope';
import { sendResponse, type BodySink } from './sendResponse';

/** A request that is being served, as messages reach it. */
export interface ServedRequest {
  /** Resolves when response and `waitUntil` are done; never rejects. */
  readonly ended: Promise<void>;
  /** Where its body follows. */
  readonly body: IncomingBody;
  /** The client has gone. */
  abort(): void;
  /** The chunk sent last has been written. */
  more(): void;
}

/** What all requests of a thread share. */
export interface ThreadServices {
  readonly link: KvLink & { readonly api: ResponseCacheApi };
  readonly projectId: string;
  readonly operations: OperationSink;
}

export function serveRequest(
  request: RuntimeRequest,
  services: ThreadServices,
  post: (message: FromRuntime) => void,
): ServedRequest {
  const { kind, node, url } = request;
  return runInScope({ kind, node: node.id, host: new URL(url).host }, (scope) => {
    const client = createClientOfRequest();
    let written: (goesOn: boolean) => void = () => undefined;
    const sink = {
      post,
      gone: client.gone,
      written: () =>
        new Promise<boolean>((resolve) => {
          written = resolve;
          if (client.hasGone) resolve(false);
        }),
    };
    const body = createIncomingBody();
    return {
      body,
      ended: work(request, body, scope, client, services, sink),
      abort() {
        continueInScope(scope, () => {
          client.go();
        });
        written(false);
      },
      more() {
        written(true);
      },
    };
  });
}

const bodyTaken = {
  message:
    'The middleware has read the body of the request and let it pass: in production the function finds it used up. Read request.clone() instead.',
  stack: '',
};

/** Nothing else tells that the rest of such work is missing. */
function warnOfUnanswered(scope: RequestScope, sink: Pick<BodySink, 'post'>): void {
  const [first] = scope.unanswered;
  if (!first) return;
  const message =
    'The request ended before this KV call was answered: what follows it does not run. Await the call, or pass its promise to context.waitUntil().';
  const stack = first.bundlePlace === undefined ? '' : `${message}\n    at ${first.bundlePlace}`;
  sink.post({ kind: 'warning', failure: { message, stack } });
}

function call(request: RuntimeRequest, context: unknown): unknown {
  const run = (): unknown => loadHandler(request)(context);
  return request.debugged ? callUncaught(run) : run();
}

async function work(
  request: RuntimeRequest,
  body: IncomingBody,
  scope: RequestScope,
  client: ClientOfRequest,
  { link, projectId, operations }: ThreadServices,
  sink: BodySink,
): Promise<void> {
  const waiting = new Set<Promise<void>>();
  const waitUntil = (promise: unknown): void => {
    const done: Promise<void> = Promise.resolve(promise).then(
      () => void waiting.delete(done),
      (error: unknown) => {
        waiting.delete(done);
        sink.post({ kind: 'uncaught', failure: describeFailure(error) });
      },
    );
    waiting.add(done);
  };
  try {
    openCaches(scope, createCachePort(link, scope, { projectId, node: request.node.id }));
    installNamespaces(request, scope, link, operations, (message) => {
      sink.post(message);
    });
    const bodyOf = (): BodyInit | undefined => (request.bodyFollows ? body.stream() : request.body);
    const context = makeContext(request, bodyOf, client, waitUntil);
    if (request.kind === 'function') {
      const response = checkedResponse(await call(request, context), 'handler');
      await sendResponse(response, request.method, sink);
    } else {
      const result = await call(request, makeMiddlewareContext(context));
      const outcome = await readMiddlewareResult(result, request, bodyOf, client.signal);
      if (outcome.response) await sendResponse(outcome.response, request.method, sink);
      else {
        sink.post({ kind: 'passed', passed: outcome.passed });
        // The function has a body of its own here, which hides a fault that production would show.
        if (context.request.bodyUsed) sink.post({ kind: 'warning', failure: bodyTaken });
      }
    }
    while (waiting.size > 0) await Promise.all(waiting);
    if (!client.hasGone) warnOfUnanswered(scope, sink);
  } catch (error) {
    sink.post({ kind: 'failed', failure: describeFailure(error) });
  }
  while (waiting.size > 0) await Promise.all(waiting);
  endScope(scope);
}
