import * as l10n from '@vscode/l10n';
import { parseDestination } from './parseDestination';
import { parseFallbackPage, parseFallbackSource } from './parseFallback';
import { parseHeaderEntries } from './parseHeaderEntries';
import { parseSource } from './parseSource';
import { redirectStatuses } from './ruleLimits';
import type {
  FallbackRule,
  HeaderRule,
  Parsed,
  RedirectRule,
  RewriteRule,
  RuleFault,
  Rules,
} from './rules';

export interface ParsedRules {
  readonly rules: Rules;
  /** What was left out, each with the rule's position, from 1. The other rules hold. */
  readonly faults: readonly RuleFault[];
  /** Sentences about what holds elsewhere, but not here. */
  readonly notes: readonly string[];
}

type Settings = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];
type Report = (reason: string, path: Path) => void;

/** Reads `redirects`, `rewrites`, `headers` and `trailingSlash` of `edgeone.json` [DOC, CLI]. */
export function parseRules(settings: Settings): ParsedRules {
  const faults: RuleFault[] = [];
  const notes: string[] = [];
  const report: Report = (reason, path) => faults.push({ reason, path });

  function readList<Rule>(list: string, parse: (rule: Settings, path: Path) => Rule | undefined) {
    const rules = settings[list] ?? [];
    if (!Array.isArray(rules)) {
      report(l10n.t('"{0}" of edgeone.json must be a list of rules.', list), [list]);
      return [];
    }
    return rules.flatMap((rule: unknown, index): Rule[] => {
      if (!isRecord(rule)) {
        report(sentence(list, index, l10n.t('It must be an object.')), [list, index]);
        return [];
      }
      const parsed = parse(rule, [list, index]);
      return parsed === undefined ? [] : [parsed];
    });
  }

  /** `undefined`, and a fault, where a field is wrong. */
  function take<Value>(parsed: Parsed<Value>, path: Path, field: string): Value | undefined {
    if (parsed.ok) return parsed.value;
    report(sentence(String(path[0]), Number(path[1]), parsed.reason), [...path, field]);
    return undefined;
  }

  const redirects = readList<RedirectRule>('redirects', (rule, path) => {
    if (rule.source === '$host' || rule.source === '$wwwhost') {
      notes.push(
        l10n.t(
          'Rule {0} of "redirects" in edgeone.json leads from one custom domain to another and has no effect here.',
          Number(path[1]) + 1,
        ),
      );
      return undefined;
    }
    const source = take(parseSource(rule.source), path, 'source');
    if (!source) return undefined;
    const to = parseDestination(rule.destination, source.names, true);
    const destination = take(to, path, 'destination');
    if (!destination) return undefined;
    const statusCode = redirectStatuses.find((status) => status === rule.statusCode);
    if (statusCode !== undefined) return { source, destination, statusCode };
    const reason = l10n.t('"statusCode" must be one of {0}.', redirectStatuses.join(', '));
    return take<never>({ ok: false, reason }, path, 'statusCode');
  });

  const fallbacks: FallbackRule[] = [];
  const rewrites = readList<RewriteRule>('rewrites', (rule, path) => {
    if (typeof rule.src === 'string' && rule.source === undefined) {
      const fallback = take(parseFallbackSource(rule.src), path, 'src');
      if (fallback && take(parseFallbackPage(rule.dest), path, 'dest')) fallbacks.push(fallback);
      return undefined;
    }
    const source = take(parseSource(rule.source), path, 'source');
    if (!source) return undefined;
    const to = parseDestination(rule.destination, source.names, false);
    const destination = take(to, path, 'destination');
    return destination && { source, destination };
  });

  const headers = readList<HeaderRule>('headers', (rule, path) => {
    const source = take(parseSource(rule.source), path, 'source');
    if (!source) return undefined;
    const entries = parseHeaderEntries(rule.headers);
    for (const { reason, path: below } of entries.faults) {
      report(sentence('headers', Number(path[1]), reason), [...path, 'headers', ...below]);
    }
    return entries.headers.length > 0 ? { source, headers: entries.headers } : undefined;
  });

  const { trailingSlash = null } = settings;
  if (trailingSlash !== null && typeof trailingSlash !== 'boolean') {
    report(l10n.t('"trailingSlash" of edgeone.json must be true or false.'), ['trailingSlash']);
  }
  const slash = typeof trailingSlash === 'boolean' ? { trailingSlash } : {};
  return { rules: { redirects, rewrites, fallbacks, headers, ...slash }, faults, notes };
}

function sentence(list: string, index: number, reason: string): string {
  return l10n.t('Rule {0} of "{1}" in edgeone.json is left out: {2}', index + 1, list, reason);
}

function isRecord(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
