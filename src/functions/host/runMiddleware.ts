import { connectionHeaders } from '../connectionHeaders';
import { fetchedByHeader, isPassedBy } from '../fetchedByHeader';
import type { LoadedProject } from '../project/loadedProject';
import type { RouteMatch } from '../routes/routeTable';
import type { RuntimePassed } from '../runtimeProtocol';
import { patchHeaders } from '../middleware/patchHeaders';
import { canBeServed, type Exchange, type GatewayServices } from './requestContext';
import { headersOf } from './runtimeRequest';
import { serverTiming } from './serverTiming';
import { serveFunction } from './serveFunction';
import { setHeadersOnHead } from './setHeadersOnHead';

export interface MiddlewareRun {
  /** False where the middleware has answered, or has failed. */
  readonly goesOn: boolean;
  /** Resolves when its `waitUntil` is done, long after the request has gone on perhaps. */
  readonly ended: Promise<void>;
}

const skipped: MiddlewareRun = { goesOn: true, ended: Promise.resolve() };

/**
 * Runs the project's middleware where its matcher takes the path; the exchange is then as the
 * middleware wants it. Other requests cost the matcher alone, no thread.
 */
export async function runMiddleware(
  services: GatewayServices,
  exchange: Exchange,
  project: LoadedProject,
): Promise<MiddlewareRun> {
  const match = middlewareMatch(exchange, project);
  if (!match) return skipped;
  let pass: (how: RuntimePassed) => void = () => undefined;
  const passed = new Promise<RuntimePassed>((resolve) => {
    pass = resolve;
  });
  const ended = serveFunction(services, exchange, project, match, pass);
  const how = await Promise.race([passed, ended]);
  if (how) change(exchange, how);
  return { goesOn: how !== undefined, ended };
}

function middlewareMatch(
  { request, method, url }: Exchange,
  { middleware }: LoadedProject,
): RouteMatch | undefined {
  if (!middleware?.handler || !canBeServed(method)) return undefined;
  if (isPassedBy('middleware', request.headers[fetchedByHeader])) return undefined;
  if (!middleware.matches(url.pathname)) return undefined;
  const handler = { method: 'ALL', ...middleware.handler } as const;
  const info = { route: '', file: middleware.file, handlers: [handler] };
  return { info, handler, params: {} };
}

function change(exchange: Exchange, how: RuntimePassed): void {
  exchange.headers = patchHeaders(headersOf(exchange), how.requestHeaders);
  if (how.url !== undefined) exchange.url = new URL(how.url);
  const headers = how.responseHeaders.filter(([name]) => !connectionHeaders.has(name));
  setHeadersOnHead(exchange.response, headers);
  // A function tells it anew, with its own work.
  const timing = serverTiming(exchange.operations);
  if (timing !== undefined) exchange.response.setHeader('server-timing', timing);
}
