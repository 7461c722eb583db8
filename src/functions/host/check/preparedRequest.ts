import * as l10n from '@vscode/l10n';
import { checkLimits, type CheckOptions, type CheckRequest } from '../../../rpc/checkApi';
import { clientHeader, nodeHeader, type HostSettings } from '../../../rpc/hostApi';
import type { LoadedProject } from '../../project/loadedProject';
import { matchRoute, type RouteMatch } from '../../routes/routeTable';
import type { CheckMoment, EdgeNode, RuntimeRequest } from '../../runtimeProtocol';
import type { RuntimeThread } from '../runtimeThread';

/** A request of a check with all that its runs have in common. */
export interface PreparedRequest {
  /** With method and node. */
  readonly asked: CheckRequest & { readonly method: string; readonly node: string };
  /** Requests of one client follow each other; `undefined`: a client of its own. */
  readonly client: string | undefined;
  readonly match: RouteMatch;
  forThread(thread: RuntimeThread, moment: CheckMoment, index: number): RuntimeRequest;
}

export interface PrepareParts {
  readonly project: LoadedProject;
  readonly settings: HostSettings;
  readonly bindings: RuntimeRequest['bindings'];
}

/** @throws Error with a sentence where the options ask for what cannot be checked */
export function prepareRequests(
  { requests, times, nodes = checkLimits.nodesDefault }: CheckOptions,
  parts: PrepareParts,
): readonly PreparedRequest[] {
  const each = times ?? (requests.length > 1 ? 1 : checkLimits.timesDefault);
  const count = requests.length * each;
  if (count === 0) throw new Error(l10n.t('A check needs at least one request.'));
  if (count > checkLimits.requestsMax) {
    throw new Error(
      l10n.t(
        'A check runs at most {0} requests, not {1}. Make "times" or the list smaller.',
        checkLimits.requestsMax,
        count,
      ),
    );
  }
  const among = parts.settings.nodes.slice(0, Math.max(1, nodes));
  const all = Array.from({ length: each }, () => requests).flat();
  return all.map((request, index) => {
    const wanted = request.node ?? among[index % among.length]?.id ?? '';
    return prepare(request, nodeOf(wanted, parts.settings.nodes), parts);
  });
}

function nodeOf(id: string, nodes: readonly EdgeNode[]): EdgeNode {
  const node = nodes.find((one) => one.id === id);
  if (node) return node;
  const known = nodes.map((one) => one.id).join(', ');
  throw new Error(l10n.t('There is no edge node "{0}". There are: {1}.', id, known));
}

function prepare(request: CheckRequest, node: EdgeNode, parts: PrepareParts): PreparedRequest {
  const { project, settings, bindings } = parts;
  const method = (request.method ?? 'GET').toUpperCase();
  const what = `${method} ${request.path}`;
  const address = `http://localhost${request.path}`;
  if (!request.path.startsWith('/') || !URL.canParse(address)) {
    throw new Error(l10n.t('The path "{0}" does not begin with "/".', request.path));
  }
  const url = new URL(address);
  const match = matchRoute(project.table, method, url.pathname);
  if (!match) throw new Error(l10n.t('No function answers {0}, so it cannot be checked.', what));
  const built = project.bundles.get(match.info.file);
  const { bundle } = built ?? {};
  if (!bundle) {
    const reason = built?.problems[0]?.message ?? '';
    throw new Error(l10n.t('The function of {0} cannot be built: {1}', what, reason));
  }
  const headers = Object.entries(request.headers ?? {}).map(
    ([name, value]) => [name.toLowerCase(), value] as const,
  );
  const client = headers.find(([name]) => name === clientHeader)?.[1];
  const body = request.body === undefined ? undefined : new TextEncoder().encode(request.body);
  const canHaveBody = method !== 'GET' && method !== 'HEAD';
  return {
    asked: { ...request, method, node: node.id },
    client,
    match,
    forThread(thread, check, index) {
      const isKnown = thread.bundles.get(bundle.file) === bundle.id;
      thread.bundles.set(bundle.file, bundle.id);
      return {
        ...{ kind: 'function', id: `check-${index + 1}`, url: url.href, method, check },
        headers: headers.filter(([name]) => name !== clientHeader && name !== nodeHeader),
        ...(body && canHaveBody && body.byteLength > 0 ? { body } : {}),
        clientIp: '127.0.0.1',
        params: match.params,
        env: project.env,
        node,
        profile: settings.profile,
        bindings,
        exportName: match.handler.exportName,
        bundle: { file: bundle.file, id: bundle.id, ...(isKnown ? {} : { code: bundle.code }) },
      };
    },
  };
}
