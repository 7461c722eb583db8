import type * as vscode from 'vscode';
import * as v from 'valibot';
import { registerCommand, type CommandDoors } from '../command';
import type { Services } from '../services';
import type { PagesKvTree } from '../tree/registerTree';

/** What commands work with. */
export interface CommandContext {
  readonly services: Services;
  readonly tree: PagesKvTree;
}

/** The one argument of a command that needs nothing said. */
export const noArgument = v.strictObject({});

/** Registers `pagesKv.NAME` with its two doors. */
export function command<A, R>(
  { services }: CommandContext,
  name: string,
  doors: CommandDoors<A, R>,
): vscode.Disposable {
  return registerCommand(services.log, name, doors);
}
