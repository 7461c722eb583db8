import * as vscode from 'vscode';
import { mergeHeaders } from '../functions/savedRequest';
import type { HandlerTarget } from '../functions/handlerTarget';
import type { FunctionsService, RunRequest } from '../services';
import type { KeptRequest } from './requestRing';

export interface RequestAgain {
  readonly request: RunRequest;
  /** False where its headers are no longer kept, so that it goes without them. */
  readonly isWhole: boolean;
}

/**
 * The same request once more, on the same edge node.
 *
 * @throws Error where its body is not kept
 */
export async function requestAgain(
  functions: FunctionsService,
  { project, trace }: KeptRequest,
): Promise<RequestAgain> {
  const asked = await functions.asked(project, trace.id);
  const hadBody = (trace.bodyBytes ?? 0) > 0;
  if (asked?.bodyMissing || (!asked && hadBody)) {
    const what = `${trace.method} ${trace.path}`;
    throw new Error(
      vscode.l10n.t('The body of {0} is not kept. Send it again from where it came.', what),
    );
  }
  const request: RunRequest = {
    path: trace.path,
    method: trace.method,
    node: trace.node,
    ...(asked ? { headers: Object.fromEntries(mergeHeaders(asked.headers)) } : {}),
    ...(asked?.body ? { body: asked.body } : {}),
  };
  return { request, isWhole: asked !== null };
}

/** The handler that answers such a request now, or what stands in for one where none does. */
export async function targetAgain(
  functions: FunctionsService,
  { project, trace }: KeptRequest,
): Promise<HandlerTarget> {
  const routes = trace.route === undefined ? [] : await functions.routes(project);
  const route = routes.find((one) => one.route === trace.route);
  const handler =
    route?.handlers.find(({ method }) => method === 'ALL' || method === trace.method) ??
    route?.handlers[0];
  if (route && handler) return { project, route, handler };
  const path = trace.path.split('?', 1)[0] ?? '/';
  const file = trace.file ?? vscode.Uri.joinPath(project.uri, 'request').fsPath;
  const method = trace.method === 'HEAD' ? 'HEAD' : 'GET';
  return { project, route: { route: path, file }, handler: { method, line: 1 } };
}
