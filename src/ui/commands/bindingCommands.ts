import * as vscode from 'vscode';
import type { Binding } from '../../rpc/emulatorData';
import { back } from '../prompts/answer';
import { confirm } from '../prompts/confirm';
import { pickOne } from '../prompts/pickOne';
import { chosenElements, elementsOf } from '../tree/elements';
import { formatNumber } from '../tree/format';
import type { ViewElement } from '../viewElement';
import { bindInteractively } from './bindInteractively';
import { command, type CommandContext } from './commandContext';
import { bindSchema, unbindSchema } from './schemas';

/** Bind and unbind, from a namespace's side and from a project's. */
export function registerBindingCommands(context: CommandContext): vscode.Disposable {
  const { emulator, projects } = context.services;
  return vscode.Disposable.from(
    command(context, 'bindNamespace', {
      schema: bindSchema,
      async scripted({ project, account, namespace, variable }) {
        const { id, name } = projects.find(project);
        const api = await emulator.api();
        const binding = await api.bindNamespace({
          project: { id, name },
          account,
          namespace,
          variable,
        });
        return {
          project: binding.project.name,
          account: binding.account,
          namespace: binding.namespace,
          variable: binding.variable,
        };
      },
      interactive: (element) => bindInteractively(context, element),
    }),
    command(context, 'unbindNamespace', {
      schema: unbindSchema,
      async scripted({ project, variable }) {
        const { id } = projects.find(project);
        return (await emulator.api()).unbindNamespace({ projectId: id, variable });
      },
      interactive: (element, selection) => unbind(context, element, selection),
    }),
  );
}

async function unbind(
  { services }: CommandContext,
  element: ViewElement | undefined,
  selection: readonly ViewElement[] | undefined,
): Promise<void> {
  const api = await services.emulator.api();
  const chosen = chosenElements(element, selection);
  const given = elementsOf(chosen, 'binding', 'associatedProject').map(({ binding }) => binding);
  const bindings = given.length > 0 ? given : await askBinding(await api.listBindings({}));
  const [first] = bindings;
  if (!first) return;
  const sure = await confirm(
    bindings.length === 1
      ? vscode.l10n.t(
          'Unbind the variable "{0}" of the project "{1}"?',
          first.variable,
          first.project.name,
        )
      : vscode.l10n.t('Unbind {0} variables?', formatNumber(bindings.length, vscode.env.language)),
    vscode.l10n.t('Functions that use the variable fail from then on. No record is deleted.'),
    vscode.l10n.t('Unbind'),
  );
  if (!sure) return;
  for (const { project, variable } of bindings) {
    await api.unbindNamespace({ projectId: project.id, variable });
  }
}

async function askBinding(bindings: readonly Binding[]): Promise<readonly Binding[]> {
  if (bindings.length === 0) throw new Error(vscode.l10n.t('No namespace is bound yet.'));
  const binding = await pickOne<Binding>(
    { title: vscode.l10n.t('Unbind Namespace'), step: 1, totalSteps: 1 },
    {
      placeholder: vscode.l10n.t('Select a binding'),
      choices: () =>
        bindings.map((one) => ({
          label: one.variable,
          icon: 'symbol-variable',
          description: `${one.project.name} · ${one.account}/${one.namespace}`,
          value: one,
        })),
    },
  );
  return binding === undefined || binding === back ? [] : [binding];
}
