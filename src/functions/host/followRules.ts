import { profiles } from '../../kv/profile';
import type { LoadedProject } from '../project/loadedProject';
import { findRedirect, headersFor, rewritePath } from '../rules/applyRules';
import { applyHeaderRules } from './applyHeaderRules';
import type { Exchange, GatewayServices } from './requestContext';
import { serveRedirect } from './serveRedirect';

/**
 * Does what `edgeone.json` says about a request, before files and functions are asked.
 *
 * @returns the path of the file that may answer; `undefined` where the client was sent elsewhere
 */
export function followRules(
  services: GatewayServices,
  { response, url }: Exchange,
  { rules }: LoadedProject,
): string | undefined {
  const { rulesMax } = profiles[services.settings().profile];
  applyHeaderRules(response, headersFor(rules, rulesMax, url.pathname));
  const redirect = findRedirect(rules, rulesMax, url);
  if (redirect) {
    serveRedirect(response, redirect);
    return undefined;
  }
  return rewritePath(rules, rulesMax, url.pathname) ?? url.pathname;
}
