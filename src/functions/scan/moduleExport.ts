/** One export of a module, as far as its text shows. */
export type ModuleExport =
  | { readonly kind: 'named'; readonly name: string; readonly line: number }
  /** `name` is that of the function, where it has one. */
  | { readonly kind: 'default'; readonly name?: string; readonly line: number }
  /** `export * from '…'` or `module.exports = require('…')`. */
  | { readonly kind: 'all'; readonly from: string; readonly line: number };

export interface ModuleScan {
  readonly exports: readonly ModuleExport[];
  /** The text cannot be read; the exports are then what its lines look like. */
  readonly problem?: { readonly line: number; readonly column: number; readonly message: string };
}
