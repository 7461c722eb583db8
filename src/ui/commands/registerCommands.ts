import * as vscode from 'vscode';
import { registerAccountCommands } from './accountCommands';
import { registerBindingCommands } from './bindingCommands';
import { registerClockCommands } from './clockCommands';
import type { CommandContext } from './commandContext';
import { registerCompareNodes } from './compareNodesCommand';
import { registerEdgeCommands } from './edgeCommands';
import { registerFaultCommands } from './faultCommands';
import { registerExportCommand } from './exportCommand';
import { registerImportCommand } from './importCommand';
import { registerInspectKey } from './inspectKeyCommand';
import { registerNodeCommands } from './nodeCommands';
import { registerNamespaceCommands } from './namespaceCommands';
import { registerRecordCommands } from './recordCommands';
import { registerRenameRecord } from './renameRecordCommand';
import { registerShowMenu } from './showMenu';
import { registerSnapshotCommands } from './snapshotCommands';
import { registerUsageCommand } from './usageCommand';
import { registerViewCommands } from './viewCommands';

/** Every command but those that run functions. */
export function registerCommands(context: CommandContext): vscode.Disposable {
  return vscode.Disposable.from(
    registerAccountCommands(context),
    registerNamespaceCommands(context),
    registerRecordCommands(context),
    registerRenameRecord(context),
    registerBindingCommands(context),
    registerExportCommand(context),
    registerImportCommand(context),
    registerSnapshotCommands(context),
    registerUsageCommand(context),
    registerEdgeCommands(context),
    registerNodeCommands(context),
    registerFaultCommands(context),
    registerInspectKey(context),
    registerCompareNodes(context),
    registerClockCommands(context),
    registerViewCommands(context),
    registerShowMenu(context),
  );
}
