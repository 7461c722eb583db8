/** Something that a person must hear after files were read. */
export interface Notice {
  readonly code: 'DAMAGED_FILE_KEPT' | 'JOURNAL_TAIL_KEPT';
  /** A whole sentence. */
  readonly message: string;
  /** Where the original was kept. */
  readonly file: string;
}
