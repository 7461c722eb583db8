import * as l10n from '@vscode/l10n';
import path from 'node:path';
import { profiles } from '../../kv/profile';
import type { FunctionProblem } from '../../rpc/hostApi';
import { pathInside } from '../pathInside';
import { parseRules } from '../rules/parseRules';
import type { RuleFault, Rules } from '../rules/rules';
import { readSaved } from '../scan/readSaved';
import { locateInJson } from './locateInJson';

/** What `edgeone.json` says about serving; everything else in it is for building. */
export interface EdgeoneSettings {
  /** Absolute, inside of the project; absent where the file names none. */
  readonly outputDirectory?: string;
  readonly rules: Rules;
  /** Sentences about what is not followed. */
  readonly warnings: readonly string[];
  /** The faults among them, at their places in the file. */
  readonly problems: readonly FunctionProblem[];
}

/** Reads `edgeone.json` of a project. What is wrong is left out and told; the rest holds. */
export async function readEdgeoneSettings(project: string): Promise<EdgeoneSettings> {
  const file = path.join(project, 'edgeone.json');
  const text = await readSaved(file).catch(() => undefined);
  const read = text === undefined ? { settings: {} } : parseSettings(text);
  const faults: RuleFault[] = read.fault === undefined ? [] : [{ reason: read.fault, path: [] }];
  const directory = readDirectory(project, read.settings.outputDirectory);
  if (directory.fault !== undefined) {
    faults.push({ reason: directory.fault, path: ['outputDirectory'] });
  }
  const parsed = parseRules(read.settings);
  faults.push(...parsed.faults);
  return {
    ...(directory.folder === undefined ? {} : { outputDirectory: directory.folder }),
    rules: parsed.rules,
    warnings: [...faults.map(({ reason }) => reason), ...parsed.notes, ...surplus(parsed.rules)],
    problems: await problemsOf(file, text ?? '', faults),
  };
}

function parseSettings(text: string): { settings: Record<string, unknown>; fault?: string } {
  try {
    const settings: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (typeof settings === 'object' && settings !== null && !Array.isArray(settings)) {
      return { settings: { ...settings } };
    }
    return { settings: {}, fault: l10n.t('edgeone.json must hold one object.') };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const fault = l10n.t('edgeone.json is no valid JSON and is not followed: {0}', reason);
    return { settings: {}, fault };
  }
}

function readDirectory(project: string, name: unknown): { folder?: string; fault?: string } {
  if (name === undefined) return {};
  const folder = typeof name === 'string' ? path.resolve(project, name) : undefined;
  if (folder !== undefined && pathInside(project, folder) !== undefined) return { folder };
  return { fault: l10n.t('"outputDirectory" of edgeone.json must name a folder in the project.') };
}

/** How many count is the profile's choice, which may change while the project stays loaded. */
function surplus(rules: Rules): readonly string[] {
  const [documented, observed] = [profiles.documented.rulesMax, profiles.observed.rulesMax];
  return (['redirects', 'rewrites', 'headers'] as const)
    .filter((list) => rules[list].length > documented)
    .map((list) =>
      l10n.t(
        '"{0}" of edgeone.json has {1} rules. The first {2} count; with "pagesKv.profile" set to "observed", the first {3}.',
        list,
        rules[list].length,
        documented,
        observed,
      ),
    );
}

async function problemsOf(
  file: string,
  text: string,
  faults: readonly RuleFault[],
): Promise<readonly FunctionProblem[]> {
  if (faults.length === 0) return [];
  const locate = await locateInJson(text);
  return faults.map((found) => ({
    source: 'settings',
    severity: 'warning',
    file,
    ...locate(found.path),
    message: found.reason,
  }));
}
