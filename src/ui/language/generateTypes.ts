import * as vscode from 'vscode';
import * as v from 'valibot';
import { declarationFile } from '../../functions/declarations/declarationText';
import { registerCommand } from '../command';
import { pickProject } from '../functions/pickProject';
import type { Project, Services } from '../services';
import type { BoundVariables } from './boundVariables';
import {
  declarationUri,
  hasConfiguration,
  refreshDeclarations,
  writeDeclarations,
} from './declarations';

const schema = v.strictObject({ project: v.optional(v.string()) });

/** For a project that tells TypeScript nothing yet. */
const configuration = {
  compilerOptions: {
    target: 'ES2022',
    module: 'ESNext',
    moduleResolution: 'Bundler',
    lib: ['ES2023', 'DOM', 'DOM.Iterable'],
    types: [],
    checkJs: true,
    noEmit: true,
  },
  include: [
    declarationFile,
    'edge-functions/**/*',
    'functions/**/*',
    'middleware.*',
    'src/middleware.*',
  ],
};

/** The command, and the declarations that follow the bindings from then on. */
export function registerGenerateTypes(
  services: Services,
  variables: BoundVariables,
): vscode.Disposable {
  const { emulator, projects, log } = services;

  async function generate(project: Project): Promise<{ project: string; file: string }> {
    const api = await emulator.api();
    await writeDeclarations(project, await api.listBindings({ projectId: project.id }));
    const uri = declarationUri(project);
    return { project: project.name, file: uri.scheme === 'file' ? uri.fsPath : uri.toString() };
  }

  let turn = Promise.resolve();
  // One after the other, so that what is written last is what holds.
  const refresh = (): void => {
    if (emulator.state.kind !== 'ready') return;
    turn = turn.then(async () => {
      for (const project of projects.all) {
        try {
          await refreshDeclarations(project, () => variables.of(project, false));
        } catch (error) {
          log.warn(project.name, error instanceof Error ? error.message : String(error));
        }
      }
    });
  };

  return vscode.Disposable.from(
    registerCommand(log, 'generateTypes', {
      schema,
      scripted: ({ project }) => generate(projects.find(project)),
      interactive: async (element) => {
        const title = vscode.l10n.t('Generate Type Declarations');
        const project = await pickProject(services, title, element);
        if (!project) return;
        await generate(project);
        await vscode.window.showTextDocument(declarationUri(project), { preview: true });
        if (!(await hasConfiguration(project))) void offerConfiguration(services, project);
      },
    }),
    variables.onDidChange(refresh),
    projects.onDidChange(refresh),
  );
}

async function offerConfiguration({ log }: Services, project: Project): Promise<void> {
  const create = vscode.l10n.t('Create jsconfig.json');
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'The project "{0}" has neither jsconfig.json nor tsconfig.json, without which VS Code reads {1} only while it is open.',
      project.name,
      declarationFile,
    ),
    create,
  );
  if (choice !== create) return;
  try {
    const uri = vscode.Uri.joinPath(project.uri, 'jsconfig.json');
    const text = `${JSON.stringify(configuration, null, 2)}\n`;
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    await vscode.window.showTextDocument(uri);
  } catch (error) {
    log.error(error instanceof Error ? error : String(error));
  }
}
