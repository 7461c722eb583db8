import * as v from 'valibot';
import type { RouteHandler, RouteInfo } from '../../rpc/hostApi';
import type { Project } from '../services';

/** A handler that can be run. */
export interface HandlerTarget {
  readonly project: Project;
  readonly route: Pick<RouteInfo, 'route' | 'file'>;
  readonly handler: Pick<RouteHandler, 'method' | 'line'>;
}

/** A target as data, for the arguments of commands. */
export const handlerRef = v.object({
  projectId: v.string(),
  route: v.string(),
  file: v.string(),
  method: v.picklist(['ALL', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']),
  line: v.number(),
});

export type HandlerRef = v.InferOutput<typeof handlerRef>;

export function refOf({ project, route, handler }: HandlerTarget): HandlerRef {
  return {
    projectId: project.id,
    route: route.route,
    file: route.file,
    method: handler.method,
    line: handler.line,
  };
}

/** `undefined` where the value is no reference, or its project is no longer open. */
export function targetOf(value: unknown, projects: readonly Project[]): HandlerTarget | undefined {
  const parsed = v.safeParse(handlerRef, value);
  if (!parsed.success) return undefined;
  const { projectId, route, file, method, line } = parsed.output;
  const project = projects.find(({ id }) => id === projectId);
  return project && { project, route: { route, file }, handler: { method, line } };
}
