import * as vscode from 'vscode';
import { registerChecks } from '../checks/registerChecks';
import { registerHttpFiles } from '../http/registerHttpFiles';
import { registerRequestCommands } from '../requests/requestCommands';
import { registerDebugging } from '../debug/registerDebugging';
import type { Services } from '../services';
import { createEverywhereView } from './everywhere/everywhereView';
import { registerFunctionCommands } from './functionCommands';
import { registerCodeLens } from './handlerCodeLens';
import { createHandlerRunner } from './handlerRunner';
import { registerOpenFunctionCommands } from './openFunctionCommands';
import { RequestMemory } from './requestMemory';
import { registerResponseCodeLens } from './responseCodeLens';
import { createResponseView } from './responseView';
import { registerRunnerCommands } from './runnerCommands';
import { registerSampleCommand } from './sampleProject';

/** Commands, CodeLens and the response view of edge functions. */
export function registerFunctions(
  services: Services,
  workspaceState: vscode.Memento,
): vscode.Disposable {
  const view = createResponseView();
  const runner = createHandlerRunner(services, new RequestMemory(workspaceState), view);
  const everywhere = createEverywhereView(services.log);
  return vscode.Disposable.from(
    view,
    everywhere,
    registerFunctionCommands(services, runner, everywhere),
    registerOpenFunctionCommands(services),
    registerSampleCommand(services),
    registerRunnerCommands(services, runner, view),
    registerDebugging(services, runner),
    registerChecks(services, runner),
    registerCodeLens(services),
    registerResponseCodeLens(view),
    registerHttpFiles(services, view),
    registerRequestCommands(services, runner),
  );
}
