import * as vscode from 'vscode';
import type { ResponseView } from '../functions/responseView';
import type { Services } from '../services';
import { registerHttpCodeLens } from './httpCodeLens';
import { registerHttpCommands } from './httpCommands';
import { registerHttpDiagnostics } from './httpDiagnostics';
import { registerHttpOutline } from './httpOutline';
import { registerSaveRequest } from './saveRequestCommand';

/** Requests as files: lenses, problems and commands of `.http` files. */
export function registerHttpFiles(services: Services, view: ResponseView): vscode.Disposable {
  return vscode.Disposable.from(
    registerHttpCodeLens(services),
    registerHttpDiagnostics(services),
    registerHttpOutline(services),
    registerHttpCommands(services, view),
    registerSaveRequest(services, view),
  );
}
