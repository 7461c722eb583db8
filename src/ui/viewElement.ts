const mark = Symbol('ViewElement');

/** Something that stands in one of our views; never mistaken for a script's argument. */
export interface ViewElement {
  readonly [mark]: true;
  readonly kind: string;
}

/** Marks data as an element of a view. */
export function viewElement<T extends { readonly kind: string }>(data: T): T & ViewElement {
  return { ...data, [mark]: true };
}

export function isViewElement(value: unknown): value is ViewElement {
  return typeof value === 'object' && value !== null && mark in value;
}
