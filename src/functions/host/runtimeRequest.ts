import { clientHeader, nodeHeader, requestIdHeader } from '../../rpc/hostApi';
import type { Bundle } from '../bundle/bundle';
import { debuggableCode } from '../bundle/debuggableCode';
import { fetchedByHeader } from '../fetchedByHeader';
import type { LoadedProject } from '../project/loadedProject';
import type { RouteMatch } from '../routes/routeTable';
import type { RuntimeRequest } from '../runtimeProtocol';
import type { RuntimeThread } from './runtimeThread';
import type { Exchange, GatewayServices } from './requestContext';

/** Our own headers choose what serves; the function does not see them. */
const ownHeaders: ReadonlySet<string> = new Set([
  clientHeader,
  nodeHeader,
  requestIdHeader,
  fetchedByHeader,
]);

/** The request as a thread gets it; code travels only where the thread does not have it. */
export async function runtimeRequest(
  services: GatewayServices,
  exchange: Exchange,
  project: LoadedProject,
  match: RouteMatch,
  bundle: Bundle,
  body: Uint8Array | 'later',
  kind: RuntimeRequest['kind'],
): Promise<(thread: RuntimeThread) => RuntimeRequest> {
  const { id, request, url, method, node } = exchange;
  await services.clockReady();
  const canHaveBody = method !== 'GET' && method !== 'HEAD';
  const common = {
    kind,
    id,
    url: url.href,
    method,
    headers: headersOf(exchange),
    ...(canHaveBody ? bodyFields(body) : {}),
    clientIp: request.socket.remoteAddress ?? '127.0.0.1',
    params: match.params,
    env: project.env,
    node,
    profile: services.settings().profile,
    bindings: await services.bindings(),
    exportName: match.handler.exportName,
  };
  return (thread) => {
    const isDebugged = services.isDebugged();
    const isKnown = thread.bundles.get(bundle.file) === bundle.id;
    thread.bundles.set(bundle.file, bundle.id);
    const code = isKnown ? {} : { code: isDebugged ? debuggableCode(bundle) : bundle.code };
    return {
      ...common,
      bundle: { file: bundle.file, id: bundle.id, ...code },
      ...(isDebugged ? { debugged: true } : {}),
    };
  };
}

function bodyFields(
  body: Uint8Array | 'later',
): Pick<RuntimeRequest, 'body'> | Pick<RuntimeRequest, 'bodyFollows'> {
  if (body === 'later') return { bodyFollows: true };
  return body.byteLength > 0 ? { body } : {};
}

/** The request's headers as they are by now. */
export function headersOf({ request, headers: changed }: Exchange): RuntimeRequest['headers'] {
  return changed ?? headersAsked(request.rawHeaders);
}

/** The headers that came, names and values by turns, as pairs without our own. */
export function headersAsked(raw: readonly string[]): RuntimeRequest['headers'] {
  const headers: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index] ?? '';
    if (!ownHeaders.has(name.toLowerCase())) headers.push([name, raw[index + 1] ?? '']);
  }
  return headers;
}
