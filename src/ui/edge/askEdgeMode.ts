import * as vscode from 'vscode';
import type { EdgeLatency } from '../../edge/edgeFaults';
import type { NodeRouting } from '../../rpc/hostApi';
import { back } from '../prompts/answer';
import { pickOne } from '../prompts/pickOne';
import { routingText } from './routingText';

/** Lets a person say whether ways take time. */
export function askLatency(current: EdgeLatency): Promise<EdgeLatency | undefined> {
  const asked = {
    title: vscode.l10n.t('Set Edge Latency'),
    placeholder: vscode.l10n.t('Select how long the way to the central store and back takes'),
  };
  return askMode(asked, current, [
    ['off', vscode.l10n.t('off'), vscode.l10n.t('Everything happens at once.')],
    [
      'realistic',
      vscode.l10n.t('realistic'),
      vscode.l10n.t('Misses and writes take the round trip of their edge node.'),
    ],
  ]);
}

/** Lets a person say which node serves requests that name none. */
export function askRouting(
  current: NodeRouting['policy'],
): Promise<NodeRouting['policy'] | undefined> {
  const details = {
    fixed: vscode.l10n.t('The default edge node serves.'),
    roundRobin: vscode.l10n.t('Edge nodes take turns.'),
    nearest: vscode.l10n.t('The one nearest to the setting "{0}".', 'pagesKv.edge.clientLocation'),
    sticky: vscode.l10n.t('Each client keeps its edge node, by its address or browser.'),
    random: vscode.l10n.t('By lot, the same each time for one "{0}".', 'pagesKv.edge.randomSeed'),
  };
  const policies = ['fixed', 'roundRobin', 'nearest', 'sticky', 'random'] as const;
  return askMode(
    {
      title: vscode.l10n.t('Select Edge Routing'),
      placeholder: vscode.l10n.t('Requests that name an edge node go to that one'),
    },
    current,
    policies.map((policy) => [policy, routingText(policy), details[policy]]),
  );
}

async function askMode<T extends string>(
  { title, placeholder }: { readonly title: string; readonly placeholder: string },
  current: T,
  modes: readonly (readonly [value: T, label: string, detail: string])[],
): Promise<T | undefined> {
  const picked = await pickOne<T>(
    { title, step: 1, totalSteps: 1 },
    {
      placeholder,
      choices: () =>
        modes.map(([value, label, detail]) => ({
          ...{ label, detail, value, icon: value === current ? 'check' : 'circle-large-outline' },
        })),
    },
  );
  return picked === back ? undefined : picked;
}
