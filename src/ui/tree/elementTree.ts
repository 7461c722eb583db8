import * as vscode from 'vscode';
import { ElementCache } from './elementCache';
import { elementId, type ElementData, type TreeElement } from './elements';

const rootId = '';

/** Where the elements of one view come from. */
export interface ElementSource {
  roots(pages: number): Promise<readonly ElementData[]>;
  /** `pages` is how many pages a person asked to see, from 1. */
  children(parent: TreeElement, pages: number): Promise<readonly ElementData[]>;
  item(element: TreeElement): vscode.TreeItem;
  /** Asked when a person looks; for views that change too often to make it at once. */
  tooltip?(element: TreeElement): vscode.MarkdownString | undefined;
}

/** Feeds a view from its source, with stable objects, pages and the smallest refresh. */
export class ElementTree implements vscode.TreeDataProvider<TreeElement>, vscode.Disposable {
  readonly #source: ElementSource;
  readonly #log: vscode.LogOutputChannel;
  readonly #cache = new ElementCache();
  readonly #pages = new Map<string, number>();
  readonly #changed = new vscode.EventEmitter<TreeElement | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(source: ElementSource, log: vscode.LogOutputChannel) {
    this.#source = source;
    this.#log = log;
  }

  getTreeItem(element: TreeElement): vscode.TreeItem {
    return this.#source.item(element);
  }

  resolveTreeItem(item: vscode.TreeItem, element: TreeElement): vscode.TreeItem {
    const tooltip = this.#source.tooltip?.(element);
    if (tooltip) item.tooltip = tooltip;
    return item;
  }

  getParent(element: TreeElement): TreeElement | undefined {
    return element.parent;
  }

  async getChildren(parent?: TreeElement): Promise<TreeElement[]> {
    try {
      if (!parent) {
        const roots = await this.#source.roots(this.#pages.get(rootId) ?? 1);
        return this.#cache.setChildren(rootId, roots);
      }
      const data = await this.#source.children(parent, this.#pages.get(parent.id) ?? 1);
      return this.#cache.setChildren(parent.id, data);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.#log.warn('view', text);
      if (!parent) return this.#cache.setChildren(rootId, []);
      return this.#cache.setChildren(parent.id, [messageData(parent, text)]);
    }
  }

  /** The element of that id if it was shown. */
  known(id: string): TreeElement | undefined {
    return this.#cache.get(id);
  }

  /** The children that were last shown; empty where the parent was never opened. */
  knownChildren(parent?: TreeElement): readonly TreeElement[] {
    return this.#cache.children(parent?.id ?? rootId);
  }

  /** Refreshes one element and what is below it; without a known element everything. */
  refresh(id?: string): void {
    if (id === undefined) this.#changed.fire(undefined);
    else {
      const element = this.#cache.get(id);
      if (element) this.#changed.fire(element);
    }
  }

  /** Shows one page more of an element's children, or of the roots. */
  loadMore(parent: TreeElement | undefined): void {
    const id = parent?.id ?? rootId;
    this.#pages.set(id, (this.#pages.get(id) ?? 1) + 1);
    this.#changed.fire(parent);
  }

  /** The child of that id, looked for in at most `pagesMax` pages. */
  async find(
    parent: TreeElement | undefined,
    id: string,
    pagesMax = 1,
  ): Promise<TreeElement | undefined> {
    for (let page = 1; page <= pagesMax; page += 1) {
      const children = await this.getChildren(parent);
      const found = children.find((child) => child.id === id);
      if (found || !parent || !children.some((child) => child.kind === 'loadMore')) return found;
      if (page < pagesMax) this.#pages.set(parent.id, (this.#pages.get(parent.id) ?? 1) + 1);
    }
    return undefined;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** A sentence in place of children. */
export function messageData(parent: TreeElement, text: string): ElementData {
  return { kind: 'message', id: elementId('message', parent.id), parent, text };
}
