import * as l10n from '@vscode/l10n';
import { once } from 'node:events';
import type { FunctionProblem } from '../../rpc/hostApi';
import { relativeFile } from '../bundle/sourcePositions';
import type { LoadedProject } from '../project/loadedProject';
import type { RouteMatch } from '../routes/routeTable';
import type { RuntimeFailure, RuntimePassed } from '../runtimeProtocol';
import { errorPage, functionErrorStatus, type FunctionFailure } from './errorPage';
import { createRequestBody, type RequestBody } from './requestBody';
import type { Exchange, GatewayServices } from './requestContext';
import { runtimeRequest } from './runtimeRequest';
import { sendText } from './sendText';
import { serverTiming } from './serverTiming';
import { superviseRequest, type RequestEvents, type SupervisedRequest } from './superviseRequest';
import { writeHead } from './writeHead';

/**
 * Answers with a function; resolves when the request has ended, `waitUntil` included.
 *
 * @param passed makes it a middleware: told instead of an answer where the request shall go on
 */
export async function serveFunction(
  services: GatewayServices,
  exchange: Exchange,
  project: LoadedProject,
  match: RouteMatch,
  passed?: (how: RuntimePassed) => void,
): Promise<void> {
  const { response } = exchange;
  const built = project.bundles.get(match.info.file);
  if (!built?.bundle) {
    sendFailure(exchange, project, buildFailure(services.folder, match, built?.problems ?? []));
    return;
  }
  const { limits, timeoutMs } = services.settings();
  const name = relativeFile(services.folder, match.info.file);
  const tooLarge = l10n.t(
    'The body of the request to {0} is larger than {1} bytes (setting "{2}").',
    name,
    limits.bodyBytes,
    'pagesKv.functions.bodyLimit',
  );
  exchange.body ??= createRequestBody(exchange.request, limits.bodyBytes);
  const body = await exchange.body.early();
  if (body === 'tooLarge') {
    sendText(response, 413, tooLarge);
    return;
  }
  const kind = passed ? 'middleware' : 'function';
  const { bundle } = built;
  const request = await runtimeRequest(services, exchange, project, match, bundle, body, kind);
  const met: FunctionProblem[] = [];
  const thread = await services.pool.acquire();
  const supervised = superviseRequest(
    services.pool,
    thread,
    request(thread),
    {
      name,
      timeoutMs,
      memoryMegabytes: limits.memoryMegabytes,
      cpu: limits.cpu,
    },
    requestEvents(services, exchange, project, match, met, passed),
  );
  if (body === 'later') follow(exchange.body, exchange, supervised, tooLarge);
  const onClose = (): void => {
    if (!response.writableFinished) supervised.send({ kind: 'abort' });
  };
  response.once('close', onClose);
  if (response.destroyed) onClose();
  await supervised.ended;
  services.problems.setRuntime(match.info.file, met);
}

/** Hands on a body while it comes. */
function follow(
  body: RequestBody,
  { response }: Exchange,
  { send }: SupervisedRequest,
  tooLarge: string,
): void {
  body.follow({
    chunk(bytes) {
      send({ kind: 'bodyChunk', bytes });
    },
    ended() {
      send({ kind: 'bodyEnded' });
    },
    failed(why) {
      const isTooLarge = why === 'tooLarge';
      if (isTooLarge && !response.headersSent) sendText(response, 413, tooLarge);
      const message = isTooLarge
        ? tooLarge
        : l10n.t('The client has gone before its body was whole.');
      send({ kind: 'bodyFailed', message });
    },
  });
}

function requestEvents(
  services: GatewayServices,
  exchange: Exchange,
  project: LoadedProject,
  { info, handler }: RouteMatch,
  /** Problems that this request met so far. */
  met: FunctionProblem[],
  passed: ((how: RuntimePassed) => void) | undefined,
): RequestEvents {
  const { response } = exchange;
  const { reporter, problems } = services;
  let hasPassed = false;

  function report(failure: RuntimeFailure, severity: FunctionProblem['severity']): FunctionFailure {
    const known = reporter.failure(failure, info, handler);
    const level = severity === 'error' ? 'error' : 'warn';
    services.log({ level, text: reporter.text(known) });
    const problem = reporter.problem(failure, severity, info, handler);
    met.push(problem);
    problems.addRuntime(info.file, problem);
    return known;
  }

  return {
    head(head) {
      // It was answered already where the body grew too large.
      if (response.destroyed || response.headersSent) return;
      const timing = serverTiming(exchange.operations);
      writeHead(response, head, [
        ['x-pages-kv-node', exchange.node.id],
        ...(timing === undefined ? [] : [['server-timing', timing] as const]),
      ]);
      if (head.body) response.end(head.body);
      else response.flushHeaders();
      if (met.length === 0) problems.setRuntime(info.file, []);
    },
    passed(how) {
      hasPassed = true;
      if (met.length === 0) problems.setRuntime(info.file, []);
      passed?.(how);
    },
    chunk(bytes) {
      if (response.destroyed || response.write(bytes)) return undefined;
      const close = new AbortController();
      const { signal } = close;
      const gone = once(response, 'close', { signal }).catch(() => undefined);
      const drained = once(response, 'drain', { signal }).catch(() => undefined);
      return Promise.race([gone, drained]).then(() => {
        close.abort();
      });
    },
    bodyEnded() {
      response.end();
    },
    failed(failure) {
      // The response is somebody else's by now; `uncaught` has told.
      if (hasPassed) return;
      if (response.headersSent) {
        if (!response.writableFinished) report(failure, 'error');
        // A body that breaks off must not look complete.
        if (!response.writableEnded) response.destroy();
        return;
      }
      const known = report(failure, 'error');
      const timing = serverTiming(exchange.operations);
      if (timing !== undefined) response.setHeader('server-timing', timing);
      sendFailure(exchange, project, known);
    },
    operations(operations) {
      for (const { bundlePlace, ...operation } of operations) {
        const [place] = services.positions.find(bundlePlace ?? '');
        exchange.operations.push(place ? { ...operation, place } : operation);
      }
    },
    log(line) {
      services.log(reporter.line(line));
    },
    warning(failure) {
      report(failure, 'warning');
    },
    uncaught(failure) {
      report(failure, 'error');
    },
  };
}

function sendFailure(exchange: Exchange, project: LoadedProject, failure: FunctionFailure): void {
  const { request, response } = exchange;
  const { headers, body } = errorPage(failure, request.headers.accept, Object.values(project.env));
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.writeHead(functionErrorStatus, 'Function Error');
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** There never was a good build: the page says what keeps it from being one. */
function buildFailure(
  folder: string,
  { info, handler }: RouteMatch,
  problems: readonly FunctionProblem[],
): FunctionFailure {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const first = errors[0] ?? { ...info, line: handler.line, column: 1, message: '' };
  const lines = errors.map(
    ({ file, line, column, message }) =>
      `${relativeFile(folder, file)}:${line}:${column} ${message}`,
  );
  const { line, column, message } = first;
  return { file: relativeFile(folder, first.file), line, column, message, stack: lines.join('\n') };
}
