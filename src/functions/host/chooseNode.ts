import * as l10n from '@vscode/l10n';
import type { NetworkState } from '../../rpc/emulatorData';
import { fixedRouting, type HostSettings } from '../../rpc/hostApi';
import type { EdgeNode } from '../runtimeProtocol';
import type { Client, NodeRouter } from './routing/createNodeRouter';
import { byDistance } from './routing/distanceKm';

export type NodeChoice =
  | { readonly ok: true; readonly node: EdgeNode }
  | { readonly ok: false; readonly status: 400 | 403 | 503; readonly message: string };

/** What of a request chooses its node. */
export interface NodeRequest {
  readonly host: string | undefined;
  /** Of our own header. */
  readonly header: string | undefined;
  readonly client: Client;
}

/** Names under which this machine may call itself; any other comes from a foreign page. */
const ownHosts: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The edge node that serves a request: the header's, else that of `NODE.localhost`, else what the
 * policy says, else the default. Where that one is down, the next nearest serves.
 */
export function chooseNode(
  settings: Pick<HostSettings, 'defaultNode' | 'routing'>,
  { nodes, faults }: NetworkState,
  router: NodeRouter,
  { host, header, client }: NodeRequest,
): NodeChoice {
  const name = (host ?? '').toLowerCase().replace(/:\d*$/, '');
  const ofHost = /^([a-z0-9-]+)\.localhost$/.exec(name)?.[1];
  if (ofHost === undefined && !ownHosts.has(name)) {
    const message = l10n.t(
      'The host "{0}" is refused: only localhost, 127.0.0.1, [::1] and NODE.localhost are served.',
      name,
    );
    return { ok: false, status: 403, message };
  }
  const named = header ?? ofHost;
  const routed =
    named === undefined
      ? router.choose(settings.routing ?? fixedRouting, nodes, client)
      : undefined;
  const id = named ?? routed?.id ?? settings.defaultNode;
  const wanted = nodes.find((one) => one.id === id);
  if (!wanted) {
    const known = nodes.map((one) => one.id).join(', ');
    const message = l10n.t('There is no edge node "{0}". There are: {1}.', id, known);
    return { ok: false, status: 400, message };
  }
  const isDown = (node: EdgeNode) =>
    faults.some((one) => one.node === node.id && one.fault === 'down');
  if (!isDown(wanted)) return { ok: true, node: wanted };
  const nearest = byDistance(nodes, wanted).find((one) => !isDown(one));
  if (nearest) return { ok: true, node: nearest };
  const message = l10n.t(
    'Every edge node is down. The faults were set by hand; "{0}" ends them.',
    l10n.t('Pages KV: Clear Faults'),
  );
  return { ok: false, status: 503, message };
}
