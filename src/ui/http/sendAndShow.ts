import * as vscode from 'vscode';
import type { FileRequest, ResponseView } from '../functions/responseView';
import { runProgress } from '../functions/runProgress';
import { saveAndBuild } from '../functions/saveAndBuild';
import type { RunRequest, RunResult, Services } from '../services';
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
    if (!(await offersProject(services, written, error))) throw error;
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

/** Whether the person wants the project to answer in the place of another host. */
async function offersProject(
  services: Services,
  { uri, request }: WrittenRequest,
  error: ForeignAddressError,
): Promise<boolean> {
  const owner = ownerOf(services, uri);
  if (!owner || !(await handlerOf(services, owner, request.method, error.path))) return false;
  const instead = vscode.l10n.t('Send to {0}', owner.name);
  return (await vscode.window.showWarningMessage(error.message, instead)) === instead;
}
