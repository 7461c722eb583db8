import type * as vscode from 'vscode';
import type { EmulatorChange } from '../../rpc/emulatorEvents';
import type { EmulatorService } from '../services';
import type { TreeElement } from './elements';
import type { ElementTree } from './elementTree';

/** Programs that write all the time must not keep a view busy all the time. */
const gatherMs = 100;

/** Keeps a view's picture of the store up to date while it can be seen. */
export class LiveView implements vscode.Disposable {
  readonly #view: vscode.TreeView<TreeElement>;
  readonly #tree: ElementTree;
  readonly #apply: (changes: readonly EmulatorChange[]) => Promise<void>;
  readonly #disposables: vscode.Disposable[];
  readonly #log: vscode.LogOutputChannel;
  #pending: EmulatorChange[] = [];
  #timer: NodeJS.Timeout | undefined;
  #busy = false;
  #missedSome = false;
  #disposed = false;

  constructor(
    view: vscode.TreeView<TreeElement>,
    tree: ElementTree,
    emulator: EmulatorService,
    log: vscode.LogOutputChannel,
    apply: (changes: readonly EmulatorChange[]) => Promise<void>,
  ) {
    this.#view = view;
    this.#tree = tree;
    this.#log = log;
    this.#apply = apply;
    this.#disposables = [
      emulator.onDidChange((changes) => {
        this.#gather(changes);
      }),
      emulator.onDidChangeState(({ kind }) => {
        // What is shown stays until the next leader can say what is there.
        if (kind !== 'changing') tree.refresh();
      }),
      view.onDidChangeVisibility(({ visible }) => {
        if (visible) this.#catchUp();
      }),
    ];
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #catchUp(): void {
    if (!this.#missedSome) return;
    this.#missedSome = false;
    this.#tree.refresh();
  }

  #gather(changes: readonly EmulatorChange[]): void {
    if (!this.#view.visible) {
      this.#missedSome = true;
      return;
    }
    this.#pending.push(...changes);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#timer || this.#busy || this.#disposed || this.#pending.length === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#flush();
    }, gatherMs);
  }

  async #flush(): Promise<void> {
    const changes = this.#pending;
    this.#pending = [];
    this.#busy = true;
    try {
      await this.#apply(changes);
    } catch (error) {
      this.#log.debug('view', String(error));
      this.#tree.refresh();
    } finally {
      this.#busy = false;
      this.#schedule();
    }
  }
}
