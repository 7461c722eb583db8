import * as l10n from '@vscode/l10n';
import { once } from 'node:events';
import path from 'node:path';
import { nodeHeader, requestIdHeader, type FunctionProblem } from '../../rpc/hostApi';
import { relativeFile } from '../bundle/sourcePositions';
import type { LoadedProject } from '../project/loadedProject';
import { matchRoute, type RouteMatch } from '../routes/routeTable';
import type { RuntimeFailure, RuntimePassed } from '../runtimeProtocol';
import { errorPage, functionErrorStatus, type FunctionFailure } from './errorPage';
import { requestBodyOf, type RequestBody } from './requestBody';
import type { Exchange, GatewayServices } from './requestContext';
import { runtimeRequest } from './runtimeRequest';
import { sendText } from './sendText';
import { sourceExcerpt } from './sourceExcerpt';
import { serverTiming } from './serverTiming';
import { superviseRequest, type RequestEvents, type SupervisedRequest } from './superviseRequest';
import { traceFailure, traceOperations } from './traceExchange';
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
  const incoming = requestBodyOf(services, exchange);
  const built = project.bundles.get(match.info.file);
  if (!built?.bundle) {
    // Whoever mends the function runs the request again, with its body.
    await incoming.settled();
    const failed = buildFailure(services.folder, match, built?.problems ?? []);
    traceFailure(exchange, { ...failed, file: path.resolve(services.folder, failed.file) });
    sendFailure(exchange, project, failed);
    return;
  }
  const { limits, timeoutMs } = services.settings();
  const name = relativeFile(services.folder, match.info.file);
  const tooLarge = (): string =>
    l10n.t(
      'The body of the request to {0} is larger than {1} bytes (setting "{2}").',
      passed ? bodyReader(services, exchange, project, match) : name,
      limits.bodyBytes,
      'pagesKv.functions.bodyLimit',
    );
  const body = await incoming.early();
  if (body === 'tooLarge') {
    sendText(response, 413, tooLarge());
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
      // A halted thread looks busy.
      cpu: services.isDebugged() ? 'off' : limits.cpu,
      absence: services.absence,
    },
    requestEvents(services, exchange, project, match, met, passed),
  );
  if (body === 'later') follow(incoming, exchange, supervised, tooLarge);
  const onClose = (): void => {
    if (!response.writableFinished) supervised.send({ kind: 'abort' });
  };
  response.once('close', onClose);
  if (response.destroyed) onClose();
  await supervised.ended;
  services.problems.setRuntime(match.info.file, met);
}

/** Whom a body is meant for where a middleware comes first: its function, where there is one. */
function bodyReader(
  { folder }: GatewayServices,
  { method, url }: Exchange,
  { table }: LoadedProject,
  middleware: RouteMatch,
): string {
  const { info } = matchRoute(table, method, url.pathname) ?? middleware;
  return relativeFile(folder, info.file);
}

/** Hands on a body while it comes. */
function follow(
  body: RequestBody,
  { response }: Exchange,
  { send }: SupervisedRequest,
  tooLarge: () => string,
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
      if (isTooLarge && !response.headersSent) sendText(response, 413, tooLarge());
      const message = isTooLarge
        ? tooLarge()
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

  function report(failure: RuntimeFailure, severity: FunctionProblem['severity']): void {
    const level = severity === 'error' ? 'error' : 'warn';
    services.log({ level, text: reporter.text(failure, info, handler) });
    const problem = reporter.problem(failure, severity, info, handler);
    if (severity === 'error') traceFailure(exchange, problem);
    met.push(problem);
    problems.addRuntime(info.file, problem);
  }

  return {
    head(head) {
      // It was answered already where the body grew too large.
      if (response.destroyed || response.headersSent) return;
      const timing = serverTiming(exchange.operations);
      writeHead(response, head, [
        [nodeHeader, exchange.node.id],
        [requestIdHeader, exchange.id],
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
      report(failure, 'error');
      const timing = serverTiming(exchange.operations);
      if (timing !== undefined) response.setHeader('server-timing', timing);
      sendFailure(exchange, project, reporter.failure(failure, info, handler));
    },
    operations(operations) {
      traceOperations(exchange, operations, services.positions);
    },
    operationsCounted(count) {
      exchange.operationsLeftOut += count;
    },
    log(line, bundlePlace) {
      services.log(reporter.line(line, bundlePlace));
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

/** The page says what keeps the file from being built. */
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
  return {
    message,
    function: relativeFile(folder, info.file),
    file: relativeFile(folder, first.file),
    line,
    column,
    source: sourceExcerpt(first.file, line, column),
    stack: lines.join('\n'),
  };
}
