import * as vscode from 'vscode';
import type { FileRequest, ResponseView } from '../functions/responseView';
import { runProgress } from '../functions/runProgress';
import { saveAndBuild } from '../functions/saveAndBuild';
import type { Project, RunRequest, RunResult, Services } from '../services';
import { ForeignAddressError, handlerOf } from './chooseProject';
import { ownerOf } from './httpDocuments';
import { prepareRequest, type WrittenRequest } from './prepareRequest';
import { requestTitle } from './requestTitle';

interface Sent {
  readonly target: FileRequest;
  readonly request: RunRequest;
  readonly result: RunResult;
}

/** Sends a request for a person; the response opens beside. */
export async function sendAndShow(
  services: Services,
  view: ResponseView,
  written: WrittenRequest,
): Promise<void> {
  try {
    const sent = await send(services, written);
    if (sent) await view.show(sent);
  } catch (error) {
    if (!(error instanceof ForeignAddressError)) throw error;
    const owner = await projectInstead(services, written, error);
    if (!owner) throw error;
    const instead = vscode.l10n.t('Send to {0}', owner.name);
    // Whoever puts the offer away has read why nothing was sent.
    if ((await vscode.window.showWarningMessage(error.message, instead)) !== instead) return;
    const sent = await send(services, written, error.path);
    if (sent) await view.show(sent);
  }
}

function send(services: Services, written: WrittenRequest, pathOnly?: string) {
  const { functions } = services;
  const name = requestTitle(written.request);
  return runProgress<Sent>(vscode.l10n.t('Running {0}', name), async (signal) => {
    const { project, request } = await prepareRequest(services, written, pathOnly);
    const { method = 'GET', path } = request;
    // The function host reads files, so the one that answers is saved, as before every run.
    const handler = await handlerOf(services, project, method, path);
    if (handler) await saveAndBuild(functions, handler);
    const result = await functions.run(project, request, signal);
    const target = { project, file: written.uri, line: written.request.line, name };
    return { target, request, result };
  });
}

/** The project that can answer in the place of another host: its own has such a route. */
async function projectInstead(
  services: Services,
  { uri, request }: WrittenRequest,
  error: ForeignAddressError,
): Promise<Project | undefined> {
  const owner = ownerOf(services, uri);
  const handler = owner && (await handlerOf(services, owner, request.method, error.path));
  return handler && owner;
}
