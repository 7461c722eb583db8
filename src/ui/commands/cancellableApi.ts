import * as vscode from 'vscode';
import type { EmulatorApi } from '../../rpc/emulatorApi';

/** The same emulator, whose next call ends long work once the person has cancelled. */
export function cancellableApi(api: EmulatorApi, token: vscode.CancellationToken): EmulatorApi {
  return new Proxy(api, {
    get(target, name) {
      if (token.isCancellationRequested) throw new vscode.CancellationError();
      return Reflect.get(target, name) as unknown;
    },
  });
}
