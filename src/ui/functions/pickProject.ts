import * as vscode from 'vscode';
import { back } from '../prompts/answer';
import { pickOne } from '../prompts/pickOne';
import type { Project, Services } from '../services';
import { elementOf } from '../tree/elements';
import type { ViewElement } from '../viewElement';

/** The project a command was called on; the only one; or the one that the person picks. */
export async function pickProject(
  { projects, functions }: Services,
  title: string,
  element: ViewElement | undefined,
  fits: (project: Project) => boolean = () => true,
): Promise<Project | undefined> {
  const given = elementOf(element, 'project', 'functions', 'function', 'bindings')?.project;
  if (given) return given;
  const fitting = projects.all.filter(fits);
  const candidates = fitting.length > 0 ? fitting : projects.all;
  const [only, second] = candidates;
  // Says what is missing where no folder is open.
  if (!only) return projects.find();
  if (!second) return only;
  const project = await pickOne<Project>(
    { title, step: 1, totalSteps: 1 },
    {
      placeholder: vscode.l10n.t('Select a project'),
      choices: () =>
        candidates.map((value) => {
          const state = functions.state(value);
          return {
            label: value.name,
            icon: 'folder',
            value,
            ...(state.kind === 'running' ? { description: state.url } : {}),
          };
        }),
    },
  );
  return project === back ? undefined : project;
}
