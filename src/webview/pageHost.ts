import type { PageMessage, RecordEditorStringName } from '../rpc/recordEditorMessages';

/** What the page keeps while it is hidden. */
export interface PageState {
  readonly wrap: boolean;
  readonly scrollTop: number;
  readonly anchor: number;
  readonly head: number;
  readonly hexOffset: number;
}

/** The page's side of the door to the extension. */
export interface PageHost {
  post(message: PageMessage): void;
  readonly state: PageState;
  keep(change: Partial<PageState>): void;
  /** A text in the person's language, with its places filled. */
  say(name: RecordEditorStringName, ...values: readonly string[]): string;
  readonly number: Intl.NumberFormat;
  readonly bytes: Intl.NumberFormat;
  readonly time: Intl.DateTimeFormat;
}
