import type { File } from '@babel/types';
import { parseFile } from '../scan/parseModule';
import type { Finding, KeyUse, LintRequest, LintResult } from './finding';
import { createMutes, muteFix } from './mute';
import { readModule, type ModuleCode } from './readModule';
import { constantText } from './rules/constantText';
import { invertedPaging } from './rules/invertedPaging';
import { keyCharacters, keyOf } from './rules/keyCharacters';
import { kvInEnv } from './rules/kvInEnv';
import { listNames } from './rules/listNames';
import { lostUpdate } from './rules/lostUpdate';
import { missingAwait } from './rules/missingAwait';
import { putOptions } from './rules/putOptions';
import { unboundVariable } from './rules/unboundVariable';
import { valueType } from './rules/valueType';
import { bare, placeOf } from './syntax';

type Rule = (code: ModuleCode) => readonly Finding[];

const rules: readonly Rule[] = [
  kvInEnv,
  unboundVariable,
  putOptions,
  listNames,
  invertedPaging,
  missingAwait,
  keyCharacters,
  valueType,
  lostUpdate,
];

/** Findings of one file; further ones wait until these are mended. */
const findingsMax = 200;

/**
 * Reads what a module's text does with KV, and finds what cannot be meant (spec section 5).
 *
 * It is quiet wherever the text leaves a doubt: a parameter may be anything, and so may what a
 * function of another module gives.
 *
 * @returns nothing but `unreadable` where the text is no program; never rejects
 */
export async function lintModule(request: LintRequest): Promise<LintResult> {
  const file = await parseFile(request.text, request.fileName).catch(() => undefined);
  if (!file) return { findings: [], keys: [], usesKv: false, unreadable: true };
  return lintFile(file, request);
}

function lintFile(file: File, request: LintRequest): LintResult {
  const code = readModule(file, request);
  const isMuted = createMutes(code);
  const findings = rules
    .flatMap((rule) => rule(code))
    .filter(({ code: name, start }) => !isMuted(name, start))
    .sort((a, b) => a.start - b.start)
    .slice(0, findingsMax)
    .map((finding) => ({
      ...finding,
      fixes: [...finding.fixes, ...muteFix(code, finding.code, finding.start)],
    }));
  const usesKv = code.kvCalls.length > 0 || findings.length > 0;
  return { findings, keys: keyUses(code), usesKv, unreadable: false };
}

function keyUses(code: ModuleCode): readonly KeyUse[] {
  return code.kvCalls.flatMap((call) =>
    (call.method === 'list' ? [] : keyOf(call)).flatMap((node): KeyUse[] => {
      const key = constantText(node);
      if (key === undefined || key === '') return [];
      const { start, end } = placeOf(bare(node));
      return [{ variable: call.variable, key, start: start + 1, end: end - 1 }];
    }),
  );
}
