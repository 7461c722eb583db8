import * as l10n from '@vscode/l10n';
import type { NamespaceRef } from '../../rpc/emulatorData';
import { EmulatorError } from '../../rpc/emulatorError';
import { createImporter, keptWarning, type Importer, type ImportMode } from './createImporter';
import type { JobContext } from './exportRecords';
import { afterBatches, ignoredFieldsWarning } from './importRecords';
import { RefusedLines, type RefusedLine } from './refusedLines';
import { seedEntries, seedShapeReason } from './seedEntries';
import type { TransferNote } from './transferEntry';

/** A namespace that a project sees under a variable. */
export interface SeedBinding extends NamespaceRef {
  readonly variable: string;
}

/** Which of a project's namespaces get their records of its seed file. */
export interface SeedJob {
  readonly kind: 'seed';
  readonly file: string;
  readonly bindings: readonly SeedBinding[];
  readonly mode: ImportMode;
  /** Absent for all. */
  readonly variable?: string;
}

/** What seeding did in one namespace. */
export interface SeededVariable extends SeedBinding {
  readonly imported: number;
  readonly skipped: number;
  readonly refused: number;
  /** With mode `overwrite` only. */
  readonly deleted?: number;
}

export interface SeedResult {
  readonly variables: readonly SeededVariable[];
  /** Variables of the file that the project does not bind. */
  readonly unbound: readonly string[];
  /** The first 1,000 refused lines, numbered from 1. */
  readonly refused: readonly RefusedLine[];
  readonly refusedCount: number;
  readonly cancelled?: true;
  readonly warnings: readonly string[];
}

/**
 * Puts the records of a seed file into the namespaces that a project binds.
 *
 * The file is read twice: one that is broken somewhere changes nothing.
 *
 * @throws EmulatorError `REQUEST_INVALID` where the file holds nothing for these bindings
 */
export async function seedRecords(context: JobContext, job: SeedJob): Promise<SeedResult> {
  const { signal, progress } = context;
  const refused = new RefusedLines();
  const notes = new Set<TransferNote>();
  const importers = new Map<string, Importer>();
  const [only, second] = job.bindings;
  const variableOf = (variable: string | undefined): string =>
    variable ?? (only && !second ? only.variable : '');
  const { total, unbound } = await examine(job, variableOf);

  function importerOf(variable: string): Importer | undefined {
    const binding = job.bindings.find((one) => one.variable === variable);
    if (!binding) return undefined;
    const known = importers.get(variable);
    if (known) return known;
    const { account, namespace } = binding;
    const target = { account, namespace, mode: job.mode, dryRun: false };
    const importer = createImporter(context, target, refused);
    importers.set(variable, importer);
    return importer;
  }

  let read = 0;
  const imported = (): number => {
    let sum = 0;
    for (const { counts } of importers.values()) sum += counts.imported;
    return sum;
  };
  try {
    for await (const { variable, entry } of seedEntries(job.file, (note) => notes.add(note))) {
      if (signal.aborted) break;
      read += 1;
      const name = variableOf(variable);
      if (name === '' && !entry.record) refused.add(entry.line, entry.reason);
      else if (name === '') refused.add(entry.line, noVariableReason());
      else if (job.variable === undefined || job.variable === name) {
        await importerOf(name)?.add(entry);
      }
      progress.report({ records: imported(), bytes: 0, share: total === 0 ? 1 : read / total });
    }
    for (const importer of importers.values()) {
      await (signal.aborted ? importer.abandon() : importer.finish());
    }
  } catch (error) {
    throw afterBatches(error, imported(), false);
  }
  const warnings: string[] = [];
  if (notes.has('ignoredFields')) warnings.push(ignoredFieldsWarning());
  if (job.mode === 'overwrite' && refused.count > 0) warnings.push(keptWarning());
  return {
    variables: job.bindings.flatMap((binding) => seeded(binding, job.mode, importers)),
    unbound,
    refused: refused.lines,
    refusedCount: refused.count,
    ...(signal.aborted ? { cancelled: true } : {}),
    warnings,
  };
}

function noVariableReason(): string {
  return l10n.t('The project has several bindings; the line needs a "variable".');
}

/** Goes through the file once, for what it names. */
async function examine(
  { file, bindings, variable: wanted }: SeedJob,
  variableOf: (variable: string | undefined) => string,
): Promise<{ readonly total: number; readonly unbound: readonly string[] }> {
  const bound = new Set(bindings.map(({ variable }) => variable));
  const named = new Set<string>();
  let total = 0;
  for await (const { variable, entry } of seedEntries(file, () => undefined)) {
    total += 1;
    if (entry.record) named.add(variableOf(variable));
  }
  named.delete('');
  const chosen = [...named].filter((one) => wanted === undefined || one === wanted);
  const unbound = chosen.filter((one) => !bound.has(one));
  if (chosen.length > 0 && unbound.length < chosen.length) return { total, unbound };
  if (bindings.length > 0 && total > 0 && named.size === 0) return { total, unbound };
  throw new EmulatorError('REQUEST_INVALID', nothingSentence(file, wanted, unbound));
}

function nothingSentence(
  file: string,
  wanted: string | undefined,
  unbound: readonly string[],
): string {
  if (unbound.length > 0) {
    return l10n.t(
      '"{0}" holds records for {1}, which the project does not bind. Bind a namespace under that name first.',
      file,
      unbound.join(', '),
    );
  }
  if (wanted !== undefined) return l10n.t('"{0}" holds no records for "{1}".', file, wanted);
  return l10n.t('"{0}" holds no records. {1}', file, seedShapeReason());
}

function seeded(
  binding: SeedBinding,
  mode: ImportMode,
  importers: ReadonlyMap<string, Importer>,
): readonly SeededVariable[] {
  const counts = importers.get(binding.variable)?.counts;
  if (!counts) return [];
  const { variable, account, namespace } = binding;
  const { imported, skipped, refused, deleted } = counts;
  const taken = mode === 'overwrite' ? { deleted } : {};
  return [{ variable, account, namespace, imported, skipped, refused, ...taken }];
}
