import { profiles } from '../../kv/profile';
import type { LoadedProject } from '../project/loadedProject';
import { findRedirect, findRewrite, headersFor, type Rewrite } from '../rules/applyRules';
import type { Exchange, GatewayServices } from './requestContext';
import { serveRedirect } from './serveRedirect';
import { setHeadersOnHead } from './setHeadersOnHead';

/** Sees to the `headers` of `edgeone.json` for the path that the client asked for. */
export function addRuleHeaders(
  services: GatewayServices,
  { response, url }: Exchange,
  { rules }: LoadedProject,
): void {
  setHeadersOnHead(response, headersFor(rules, rulesMaxOf(services), url.pathname));
}

/**
 * Does what `redirects`, `trailingSlash` and `rewrites` of `edgeone.json` say about a request,
 * before files and functions are asked.
 *
 * @returns the file that may answer; `undefined` where the client was sent elsewhere
 */
export function followRules(
  services: GatewayServices,
  { response, url }: Exchange,
  { rules }: LoadedProject,
): Rewrite | undefined {
  const rulesMax = rulesMaxOf(services);
  const redirect = findRedirect(rules, rulesMax, url);
  if (redirect) {
    serveRedirect(response, redirect);
    return undefined;
  }
  const own = { path: url.pathname, isFallback: false };
  return findRewrite(rules, rulesMax, url.pathname) ?? own;
}

function rulesMaxOf(services: GatewayServices): number {
  return profiles[services.settings().profile].rulesMax;
}
