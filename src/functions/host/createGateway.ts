import * as l10n from '@vscode/l10n';
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { clientHeader, nodeHeader, requestIdHeader, type RequestTrace } from '../../rpc/hostApi';
import { fetchedByHeader, isPassedBy } from '../fetchedByHeader';
import { findStaticFile } from '../project/findStaticFile';
import type { LoadedProject } from '../project/loadedProject';
import { matchRoute } from '../routes/routeTable';
import { chooseNode } from './chooseNode';
import { findFallback, notFoundPage } from './findFallback';
import { addRuleHeaders, followRules } from './followRules';
import { canBeServed, type Exchange, type GatewayServices } from './requestContext';
import { runMiddleware } from './runMiddleware';
import { sendText } from './sendText';
import { serveFunction } from './serveFunction';
import { serveStatic } from './serveStatic';
import { requestBodyOf, takenBody, type TakenBody } from './requestBody';

/** Servers in production hold connections for about as long; Node's 5 s cut off clients at work. */
const keepAliveMs = 75_000;

/** The HTTP server in front of functions and static files. */
export function createGateway(services: GatewayServices): Server {
  const server = createServer((request, response) => {
    answer(services, request, response).catch((error: unknown) => {
      // The client went away in the middle of its own request; nobody is left to be told.
      if (request.destroyed && !request.complete) return;
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      services.log({ level: 'error', text });
      if (response.headersSent) response.destroy();
      else sendText(response, 500, l10n.t('The function host failed; its log says why.'));
    });
  });
  server.keepAliveTimeout = keepAliveMs;
  return server;
}

async function answer(
  services: GatewayServices,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const startMs = performance.now();
  const startedAtMs = Date.now();
  const { host } = request.headers;
  const target = request.url ?? '';
  const network = await services.network();
  const choice = chooseNode(services.settings(), network, services.router, {
    host,
    header: headerOf(request, nodeHeader),
    client: clientOf(request),
  });
  if (!choice.ok) {
    sendText(response, choice.status, choice.message);
    return;
  }
  // A target is a path, `//x` too; a whole address would be a request to a proxy.
  if (!target.startsWith('/')) {
    sendText(response, 400, l10n.t('The request must name a path that begins with "/".'));
    return;
  }
  const address = `http://${host ?? 'localhost'}${target}`;
  if (!URL.canParse(address)) {
    sendText(response, 400, l10n.t('The address "{0}" is not valid.', address));
    return;
  }
  const id = requestId(request);
  response.setHeader(nodeHeader, choice.node.id);
  response.setHeader(requestIdHeader, id);
  const exchange: Exchange = {
    id,
    request,
    response,
    url: new URL(address),
    method: request.method ?? 'GET',
    node: choice.node,
    operations: [],
    operationsLeftOut: 0,
  };
  const work = route(services, exchange);
  const finish = (): RequestTrace => {
    const durationMs = performance.now() - startMs;
    const body = takenBody(exchange);
    services.asked(id, request.rawHeaders, body);
    return traceOf(exchange, target, startedAtMs, durationMs, body);
  };
  services.begin(id, work.then(finish, finish));
  await work;
}

async function route(services: GatewayServices, exchange: Exchange): Promise<void> {
  const project = await services.project();
  addRuleHeaders(services, exchange, project);
  const { goesOn, ended } = await runMiddleware(services, exchange, project);
  const isOpen = goesOn && !exchange.response.headersSent;
  await Promise.all([isOpen ? serve(services, exchange, project) : undefined, ended]);
}

async function serve(
  services: GatewayServices,
  exchange: Exchange,
  project: LoadedProject,
): Promise<void> {
  const { request, response, url, method } = exchange;
  const rewrite = followRules(services, exchange, project);
  if (rewrite === undefined) return finished(response);
  const isRead = method === 'GET' || method === 'HEAD';
  const filePath = rewrite.isFallback ? url.pathname : rewrite.path;
  const file = isRead ? findStaticFile(project.staticRoot, filePath) : undefined;
  if (file) {
    exchange.file = file.file;
    services.hidden.served(project, method, url.pathname, file.file);
    serveStatic(request, response, file, 200);
    return finished(response);
  }
  const match = canBeServed(method) ? matchRoute(project.table, method, url.pathname) : undefined;
  const isPassed = isPassedBy('function', request.headers[fetchedByHeader]);
  if (match && !isPassed) {
    exchange.route = match.info.route;
    return serveFunction(services, exchange, project, match);
  }
  // Whoever writes the missing function next runs the request again, with its body.
  if (!isRead) await requestBodyOf(services, exchange).settled();
  const page = isRead
    ? findFallback(project, rewrite, url.pathname)
    : notFoundPage(project.staticRoot);
  if (page) {
    if (page.status === 200) exchange.file = page.file.file;
    serveStatic(request, response, page.file, page.status);
  } else sendText(response, 404, match ? passedText(url) : notFoundText(url));
  await finished(response);
  if (!page && isRead) await services.hidden.notFound(project, url.pathname);
}

const notFoundText = ({ pathname }: URL): string => l10n.t('Nothing is found at {0}.', pathname);

const passedText = ({ pathname }: URL): string =>
  l10n.t(
    'No file is found at {0}. What a function fetches from its own address comes from files, never from a function; import the other function instead.',
    pathname,
  );

function finished(response: ServerResponse): Promise<void> {
  if (response.writableFinished || response.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    response.once('close', resolve).once('finish', resolve);
  });
}

function traceOf(
  exchange: Exchange,
  target: string,
  startedAtMs: number,
  durationMs: number,
  body: TakenBody,
): RequestTrace {
  const { id, method, response, node, operations, route: name, file, failure } = exchange;
  return {
    id,
    method,
    path: target,
    startedAtMs,
    status: response.statusCode,
    node: node.id,
    client: clientOf(exchange.request),
    ...(name === undefined ? {} : { route: name }),
    ...(file === undefined ? {} : { file }),
    durationMs,
    ...(body instanceof Uint8Array ? { bodyBytes: body.byteLength } : {}),
    operations: [...operations],
    ...(exchange.operationsLeftOut > 0 ? { operationsLeftOut: exchange.operationsLeftOut } : {}),
    ...(failure === undefined ? {} : { failure }),
  };
}

/** Longer names are told apart by their beginning. */
const clientCharactersMax = 200;

/** On one machine all clients have one address: what they say of themselves tells them apart. */
function clientOf(request: IncomingMessage): string {
  const forwardedFor = headerOf(request, 'x-forwarded-for')?.split(',')[0]?.trim();
  const address = forwardedFor ?? request.socket.remoteAddress ?? '';
  const name =
    headerOf(request, clientHeader) ?? `${address} ${request.headers['user-agent'] ?? ''}`;
  return name.slice(0, clientCharactersMax);
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function requestId(request: IncomingMessage): string {
  const given = headerOf(request, requestIdHeader);
  return given !== undefined && /^[\w-]{1,100}$/.test(given) ? given : randomUUID();
}
