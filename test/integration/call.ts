import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';

/** Calls a command as a script does: one object in, data out. */
export async function call<T>(name: string, argument: object = {}): Promise<T> {
  return vscode.commands.executeCommand<T>(`pagesKv.${name}`, argument);
}

export interface RecordData {
  readonly key: string;
  readonly value: string;
  readonly size: number;
  readonly version: number;
  readonly updatedAt: number | string;
}

export interface RunData {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
  readonly encoding: 'utf8' | 'base64';
  readonly node: string;
  readonly durationMs: number;
  readonly trace: readonly {
    readonly op: string;
    readonly key: string;
    readonly node: string;
    readonly source: string;
    readonly version: number | null;
    readonly stale: boolean;
    readonly ageMs: number;
  }[];
}

export interface InspectionData {
  readonly central: { readonly version: number } | null;
  readonly nodes: readonly {
    readonly node: string;
    readonly version: number | null;
    readonly ageMs: number;
    readonly expiresInMs: number;
    readonly stale: boolean;
  }[];
}

/** The folder that the window has open. */
export function projectFolder(): vscode.WorkspaceFolder {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('The window has no folder open.');
  return folder;
}

/** A new account with one namespace, so that no test sees another's data. */
export async function newNamespace(): Promise<{ account: string; namespace: string }> {
  const suffix = randomUUID().slice(0, 8);
  const account = `account_${suffix}`;
  const namespace = `namespace_${suffix}`;
  await call('createAccount', { name: account });
  await call('createNamespace', { account, name: namespace });
  return { account, namespace };
}
