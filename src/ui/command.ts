import * as vscode from 'vscode';
import * as v from 'valibot';
import { ErrorWithRemedy } from './remedy';
import { isViewElement, type ViewElement } from './viewElement';

/**
 * One command, two doors.
 *
 * Scripts, tasks and tests call it with one object and get data back or an Error; people call it
 * from the palette, a menu or a key and are asked for what is missing.
 */
export interface CommandDoors<A, R> {
  /** Shape of the one argument; a command without `schema` takes none. */
  readonly schema: v.GenericSchema<unknown, A>;
  /** Shows no dialog. */
  scripted(argument: A): Promise<R>;
  /** Asks; `undefined` where the person gave up, and then nothing has changed. */
  interactive(element?: ViewElement, selection?: readonly ViewElement[]): Promise<unknown>;
}

/** Registers `pagesKv.NAME`. */
export function registerCommand<A, R>(
  log: vscode.LogOutputChannel,
  name: string,
  doors: CommandDoors<A, R>,
): vscode.Disposable {
  return vscode.commands.registerCommand(
    `pagesKv.${name}`,
    async (argument?: unknown, selection?: unknown) => {
      if (argument === undefined || isViewElement(argument)) {
        const selected = Array.isArray(selection) ? selection.filter(isViewElement) : undefined;
        return askAndReport(log, name, () => doors.interactive(argument, selected));
      }
      return doors.scripted(parseArgument(name, doors.schema, argument));
    },
  );
}

function parseArgument<A>(name: string, schema: v.GenericSchema<unknown, A>, value: unknown): A {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  const where = v.getDotPath(issue);
  throw new Error(
    vscode.l10n.t('pagesKv.{0}: {1}', name, where ? `${where}: ${issue.message}` : issue.message),
  );
}

/** Shows what failed, with the way to the log; a person sees a sentence, the log the stack. */
export async function askAndReport<R>(
  log: vscode.LogOutputChannel,
  name: string,
  work: () => Promise<R>,
): Promise<R | undefined> {
  try {
    return await work();
  } catch (error) {
    log.error(`pagesKv.${name}`, error instanceof Error ? (error.stack ?? error.message) : error);
    const showLog = vscode.l10n.t('Show Log');
    const message = error instanceof Error ? error.message : String(error);
    const remedy = error instanceof ErrorWithRemedy ? error.remedy : undefined;
    const buttons = remedy ? [remedy.title, showLog] : [showLog];
    void vscode.window.showErrorMessage(message, ...buttons).then((choice) => {
      if (choice === showLog) log.show();
      else if (choice !== undefined && remedy)
        return vscode.commands.executeCommand(remedy.command);
    });
    return undefined;
  }
}
