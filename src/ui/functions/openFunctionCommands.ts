import * as vscode from 'vscode';
import * as v from 'valibot';
import { registerCommand } from '../command';
import { sayDone } from '../sayDone';
import type { Project, Services } from '../services';
import type { ViewElement } from '../viewElement';
import { startWithProgress } from './functionCommands';
import type { HandlerTarget } from './handlerTarget';
import { pickHandler } from './pickHandler';
import { pickProject } from './pickProject';

const projectSchema = v.strictObject({ project: v.optional(v.string()) });

const functionSchema = v.strictObject({
  project: v.optional(v.string()),
  route: v.string(),
  method: v.optional(v.string()),
});

/** Leads to a function's code and to a project's address. */
export function registerOpenFunctionCommands(services: Services): vscode.Disposable {
  const { log, projects } = services;
  return vscode.Disposable.from(
    registerCommand(log, 'openFunction', {
      schema: functionSchema,
      scripted: async ({ project, route, method }) => {
        const target = await findHandler(services, projects.find(project), route, method);
        await openHandler(target);
        return { file: target.route.file, line: target.handler.line };
      },
      interactive: async (element) => {
        const target = await pickHandler(services, vscode.l10n.t('Open Function'), element);
        if (target) await openHandler(target);
      },
    }),
    registerCommand(log, 'openAddress', {
      schema: projectSchema,
      scripted: ({ project }) => openAddress(addressOf(services, projects.find(project))),
      interactive: async (element) => {
        const address = await pickAddress(services, vscode.l10n.t('Open Address'), element);
        if (address) await openAddress(address);
      },
    }),
    registerCommand(log, 'copyAddress', {
      schema: projectSchema,
      scripted: ({ project }) => copyAddress(addressOf(services, projects.find(project))),
      interactive: async (element) => {
        const address = await pickAddress(services, vscode.l10n.t('Copy Address'), element);
        if (!address) return;
        await copyAddress(address);
        sayDone(vscode.l10n.t('Copied {0}', address.url));
      },
    }),
  );
}

interface Address {
  readonly project: string;
  readonly url: string;
}

function addressOf({ functions }: Services, project: Project): Address {
  const state = functions.state(project);
  if (state.kind === 'running') return { project: project.name, url: state.url };
  throw new Error(
    vscode.l10n.t('The functions of {0} do not run. Start them to get an address.', project.name),
  );
}

async function pickAddress(
  services: Services,
  title: string,
  element: ViewElement | undefined,
): Promise<Address | undefined> {
  const isRunning = (one: Project) => services.functions.state(one).kind === 'running';
  const project = await pickProject(services, title, element, isRunning);
  return project && startWithProgress(services, project);
}

async function openAddress(address: Address): Promise<Address> {
  const uri = await vscode.env.asExternalUri(vscode.Uri.parse(address.url));
  await vscode.env.openExternal(uri);
  return address;
}

async function copyAddress(address: Address): Promise<Address> {
  await vscode.env.clipboard.writeText(address.url);
  return address;
}

async function findHandler(
  { functions }: Services,
  project: Project,
  route: string,
  method: string | undefined,
): Promise<HandlerTarget> {
  for (const info of await functions.routes(project)) {
    if (info.route !== route) continue;
    const handler = info.handlers.find((one) => method === undefined || one.method === method);
    if (handler) return { project, route: info, handler };
  }
  const what = method === undefined ? route : `${method} ${route}`;
  throw new Error(vscode.l10n.t('{0} has no function {1}.', project.name, what));
}

async function openHandler({ route, handler }: HandlerTarget): Promise<void> {
  const line = Math.max(0, handler.line - 1);
  await vscode.window.showTextDocument(vscode.Uri.file(route.file), {
    selection: new vscode.Range(line, 0, line, 0),
  });
}
