import type { Node } from '@babel/types';
import type { Edit, Fix } from '../../finding';
import type { KvCall, ModuleCode } from '../../readModule';
import { bare, holds, placeOf } from '../../syntax';
import { constantText } from '../constantText';
import { keyPerEventHelpers } from './keyPerEvent';
import { isConversion, readOneMore } from './oneMore';
import { sumPerDayHelpers, sumPerDayNames } from './sumPerDay';
import { showStoredTotal } from './showStoredTotal';
import { totalFile, uncountedEventHelper } from './totalFile';

/**
 * Counters that lose nothing: each event has a key of its own.
 *
 * @returns none where the code is anything but "what is there, plus one"
 */
export function counterFixes(code: ModuleCode, get: KvCall, put: KvCall): readonly Fix[] {
  const [key, value] = put.arguments;
  const name = constantText(key);
  if (!key || !value || name === undefined || !/^[a-zA-Z0-9_]{1,400}$/.test(name)) return [];
  const oneMore = readOneMore(code, value, get.node);
  if (!oneMore) return [];
  const awaited = code.parentOf(put.node);
  if (awaited?.type !== 'AwaitExpression') return [];
  if (code.parentOf(awaited)?.type !== 'ExpressionStatement') return [];

  const declared = new Set(code.names.variables.map((variable) => variable.name));
  const isFree = (...names: readonly string[]) => !names.some((one) => declared.has(one));
  const typed = /\.tsx?$/.test(code.request.fileName);
  const counter = `${code.textOf(put.object)}, ${code.textOf(key)}`;
  const adding: Edit = { ...placeOf(put.node), text: `addEvent(${counter})` };
  const ending = (text: string): Edit => ({
    start: code.text.length,
    end: code.text.length,
    text,
  });
  const fixes: Fix[] = [];
  if (!isFree('addEvent')) return fixes;
  if (isFree('countEvents')) {
    // A call inside of what becomes `addEvent` goes with it.
    const counting = holds(put.node, get.node)
      ? []
      : [counted(code, get, `countEvents(${counter})`)];
    const edits = [...counting, adding];
    const helpers = keyPerEventHelpers(name, typed);
    fixes.push({ name: 'keyPerEvent', edits: [...edits, ending(helpers)] });
    if (isFree(...sumPerDayNames)) {
      fixes.push({ name: 'sumPerDay', edits: [...edits, ending(sumPerDayHelpers(name, typed))] });
    }
  }
  const showing = code.request.role === 'function' && showStoredTotal(code, put, oneMore);
  if (showing) {
    fixes.push({
      name: 'totalInOnePlace',
      edits: [...showing, adding, ending(uncountedEventHelper(name, typed))],
      newFile: totalFile(put.variable, name, typed),
    });
  }
  return fixes;
}

/** A count is a number, and never missing: what was made one of a text has nothing left to do. */
function counted(code: ModuleCode, { node }: KvCall, text: string): Edit {
  const awaited = code.parentOf(node);
  if (awaited?.type !== 'AwaitExpression') return { ...placeOf(node), text };
  let whole: Node = awaited;
  let around = code.parentOf(whole);
  while (around && (isConversion(around, whole) || isWrapper(around, whole))) {
    whole = around;
    around = code.parentOf(whole);
  }
  const call = `await ${text}`;
  return { ...placeOf(whole), text: around?.type === 'BinaryExpression' ? `(${call})` : call };
}

/** Types say nothing that holds for a number as well. */
function isWrapper(around: Node, inner: Node): boolean {
  return around.type !== 'SequenceExpression' && bare(around) === bare(inner);
}
