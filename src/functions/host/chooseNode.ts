import * as l10n from '@vscode/l10n';
import type { HostSettings } from '../../rpc/hostApi';
import type { EdgeNode } from '../runtimeProtocol';

export type NodeChoice =
  | { readonly ok: true; readonly node: EdgeNode }
  | { readonly ok: false; readonly status: 400 | 403; readonly message: string };

/** Names under which this machine may call itself; any other comes from a foreign page. */
const ownHosts: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The edge node that serves a request: the header's, else that of `NODE.localhost`, else the
 * default.
 */
export function chooseNode(
  settings: HostSettings,
  host: string | undefined,
  header: string | undefined,
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
  const id = header ?? ofHost ?? settings.defaultNode;
  const node = settings.nodes.find((one) => one.id === id);
  if (node) return { ok: true, node };
  const known = settings.nodes.map((one) => one.id).join(', ');
  const message = l10n.t('There is no edge node "{0}". There are: {1}.', id, known);
  return { ok: false, status: 400, message };
}
