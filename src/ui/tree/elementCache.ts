import { viewElement } from '../viewElement';
import type { ElementData, TreeElement } from './elements';

/**
 * Keeps one object per id, so that VS Code sees the same element after every refresh and
 * selection and expansion stay where they are.
 */
export class ElementCache {
  readonly #elements = new Map<string, TreeElement>();
  readonly #children = new Map<string, ReadonlySet<string>>();

  get(id: string): TreeElement | undefined {
    return this.#elements.get(id);
  }

  /** The children as they were last set. */
  children(parentId: string): readonly TreeElement[] {
    const elements: TreeElement[] = [];
    for (const id of this.#children.get(parentId) ?? []) {
      const element = this.#elements.get(id);
      if (element) elements.push(element);
    }
    return elements;
  }

  /** The children now; those that are gone are forgotten with all that hung on them. */
  setChildren(parentId: string, children: readonly ElementData[]): TreeElement[] {
    const ids = new Set(children.map((child) => child.id));
    for (const id of this.#children.get(parentId) ?? []) if (!ids.has(id)) this.#forget(id);
    this.#children.set(parentId, ids);
    return children.map((child) => this.#keep(child));
  }

  #keep(data: ElementData): TreeElement {
    const known = this.#elements.get(data.id);
    if (known) return Object.assign(known, data);
    const element = viewElement(data);
    this.#elements.set(data.id, element);
    return element;
  }

  #forget(id: string): void {
    for (const child of this.#children.get(id) ?? []) this.#forget(child);
    this.#children.delete(id);
    this.#elements.delete(id);
  }
}
