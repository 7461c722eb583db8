import type { Disposable, TreeView } from 'vscode';
import type { TreeElement } from './elements';
import type { ElementTree } from './elementTree';

/** A view with what feeds it. */
export interface TreeViewParts {
  readonly tree: ElementTree;
  readonly view: TreeView<TreeElement>;
  readonly disposables: readonly Disposable[];
}
