import type { RecordContent } from '../../rpc/emulatorData';

/** What a file holds at one place: a record, or something that is none. */
export type TransferEntry = {
  /** From 1; the number of the row in a database. */
  readonly line: number;
} & ({ readonly record: RecordContent } | { readonly reason: string; readonly record?: undefined });

/** Something to be said once about a whole file. */
export type TransferNote = 'ignoredFields';

/** A file being read: its entries one after the other, in bounded memory. */
export type TransferEntries = AsyncGenerator<TransferEntry, void, void>;
