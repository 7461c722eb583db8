import * as vscode from 'vscode';
import { edgeLimits } from '../../../edge/edgeLimits';
import { formatDuration } from '../../tree/format';
import type { Project, RunRequest, RunResult, Services } from '../../services';
import { compareResponses, type Cause, type DifferingPart } from './compareResponses';

/** A difference as scripts get it and as people read it. */
export interface ExplainedDifference {
  readonly node: string;
  readonly comparedWith: string;
  readonly parts: readonly DifferingPart[];
  /** Whole sentences. */
  readonly causes: readonly string[];
}

/** What several edge nodes answered to one request. */
export interface EverywhereResult {
  /** In the order of the nodes. */
  readonly responses: readonly RunResult[];
  readonly differences: readonly ExplainedDifference[];
}

/**
 * Sends one request from several edge nodes at the same time.
 *
 * @param request its own node counts for nothing here
 * @param nodes all where it is empty
 */
export async function runEverywhere(
  services: Services,
  project: Project,
  request: RunRequest,
  nodes: readonly string[] = [],
  signal?: AbortSignal,
): Promise<EverywhereResult> {
  const known = services.settings.nodes.map(({ id }) => id);
  for (const node of nodes) {
    if (known.includes(node)) continue;
    throw new Error(
      vscode.l10n.t('There is no edge node "{0}". There are: {1}.', node, known.join(', ')),
    );
  }
  const chosen = nodes.length > 0 ? [...new Set(nodes)] : known;
  // Started once, before all of them ask for it.
  await services.functions.start(project);
  const responses = await Promise.all(
    chosen.map((node) => services.functions.run(project, { ...request, node }, signal)),
  );
  const differences = await Promise.all(
    compareResponses(responses).map(async ({ causes, ...difference }) => ({
      ...difference,
      causes: await Promise.all(causes.map((cause) => causeText(services, project, cause))),
    })),
  );
  return { responses, differences };
}

async function causeText(services: Services, project: Project, cause: Cause): Promise<string> {
  switch (cause.kind) {
    case 'staleRead': {
      const { node, key, version, ageMs } = cause;
      const rest = formatDuration(edgeLimits.cacheTtlMs - ageMs, vscode.env.language);
      const { central, behind } = await nowOf(services, project, cause);
      if (behind === undefined) {
        return vscode.l10n.t(
          '{0} read "{1}" {2} from its cache, which was stale; the central store has {3} now.',
          ...[node, key, versionText(version), versionText(central)],
        );
      }
      return vscode.l10n.t(
        '{0} read "{1}" {2} from its cache, {3} behind ({4}), fresh in {5}.',
        ...[node, key, versionText(version), behind, versionText(central), rest],
      );
    }
    case 'writtenBetween': {
      const [own, other] = cause.versions;
      return vscode.l10n.t(
        '"{0}" was written between the two reads: {1} here, {2} there; neither is stale.',
        ...[cause.key, versionText(own), versionText(other)],
      );
    }
    case 'otherCalls':
      return vscode.l10n.t('The code made other KV calls here than there.');
    case 'code':
      return vscode.l10n.t(
        'KV gave both the same; the code itself answers by place, time or chance.',
      );
    default:
      return cause satisfies never;
  }
}

function versionText(version: number | null): string {
  return version === null ? vscode.l10n.t('missing') : `v${version}`;
}

/**
 * What the central store holds now, and how far behind it is what the node read; that is unknown
 * where the node has given up the copy, or has a newer one, since.
 */
async function nowOf(
  { emulator }: Services,
  project: Project,
  { node, key, variable, version }: Extract<Cause, { kind: 'staleRead' }>,
): Promise<{ readonly central: number | null; readonly behind: number | undefined }> {
  const api = await emulator.api();
  const bindings = await api.listBindings({ projectId: project.id });
  const binding = bindings.find((one) => one.variable === variable);
  if (!binding) return { central: null, behind: undefined };
  const { account, namespace } = binding;
  const { central, nodes } = await api.inspectKey({ account, namespace, key });
  const held = nodes.find((one) => one.node === node);
  const behind = held?.version === version && held.behind > 0 ? held.behind : undefined;
  return { central: central?.version ?? null, behind };
}
