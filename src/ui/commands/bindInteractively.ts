import * as vscode from 'vscode';
import type { EmulatorApi } from '../../rpc/emulatorApi';
import { unboundVariable } from '../language/unboundVariable';
import { back } from '../prompts/answer';
import { inputText } from '../prompts/inputText';
import { variableSentence } from '../prompts/nameProblems';
import {
  loadNamespaceChoices,
  namespaceSteps,
  onlyNamespace,
  settleNamespace,
  type NamespaceAnswers,
} from '../prompts/namespaceSteps';
import { pickOne } from '../prompts/pickOne';
import { runSteps, type Step } from '../prompts/runSteps';
import { suggestVariable } from '../prompts/suggestVariable';
import type { Project, ProjectsService } from '../services';
import { elementOf } from '../tree/elements';
import type { ViewElement } from '../viewElement';
import type { CommandContext } from './commandContext';
import { namespaceOf } from './recordCommands';

interface BindAnswers extends NamespaceAnswers {
  readonly project: Project;
  readonly variable: string;
}

/**
 * Asks for what the element does not say: namespace, project, variable.
 *
 * @param known where code asks for the binding: its project, and the variable to begin with
 */
export async function bindInteractively(
  { services, tree }: CommandContext,
  element: ViewElement | undefined,
  known?: { readonly project: Project; readonly variable: string },
): Promise<void> {
  const { projects } = services;
  const api = await services.emulator.api();
  const choices = await loadNamespaceChoices(api);
  const namespace = namespaceOf(element) ?? onlyNamespace(choices);
  const project =
    known?.project ??
    elementOf(element, 'project', 'bindings', 'functions')?.project ??
    onlyProject(projects);
  const answers = await runSteps<BindAnswers>(
    vscode.l10n.t('Bind Namespace'),
    {
      ...(namespace ? { target: namespace } : {}),
      ...(project ? { project } : {}),
      ...(known ? { variable: known.variable } : {}),
    },
    (answered) => [
      ...(namespace ? [] : namespaceSteps(choices, answered)),
      ...(project ? [] : [pickProject(projects)]),
      inputVariable(api),
    ],
  );
  if (!answers?.project || answers.variable === undefined) return;
  const target = await settleNamespace(api, answers);
  const { id, name } = answers.project;
  const { variable } = answers;
  await api.bindNamespace({ ...target, project: { id, name }, variable });
  await tree.reveal({ kind: 'binding', projectId: id, variable });
}

/** Throws where no folder is open. */
function onlyProject(projects: ProjectsService): Project | undefined {
  return projects.all.length > 1 ? undefined : projects.find();
}

function pickProject({ all }: ProjectsService): Step<BindAnswers> {
  return async (frame) => {
    const project = await pickOne<Project>(frame, {
      placeholder: vscode.l10n.t('Select a project'),
      choices: () =>
        all.map((one) => ({
          label: one.name,
          icon: 'root-folder',
          description: one.folder ?? one.uri.toString(),
          value: one,
        })),
    });
    return project === undefined || project === back ? project : { project };
  };
}

function inputVariable(api: EmulatorApi): Step<BindAnswers> {
  return async (frame, { project, target, namespaceName, variable }) => {
    const bindings = project ? await api.listBindings({ projectId: project.id }) : [];
    const taken = bindings.map((binding) => binding.variable);
    const asked = project && unboundVariable(project, taken);
    const namespace = typeof target === 'object' ? target.namespace : (namespaceName ?? '');
    const text = await inputText(frame, {
      prompt: vscode.l10n.t('Variable name under which functions see "{0}"', namespace),
      value: variable ?? asked ?? suggestVariable(namespace, taken),
      problem: (name) => variableSentence(name, taken),
    });
    return text === undefined || text === back ? text : { variable: text };
  };
}
