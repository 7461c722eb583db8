import type { Expression, Node, ObjectExpression, Program } from '@babel/types';
import { unwrapped } from './functionNames';

/** A matcher as it stands in the text; line and column from 1. */
export interface ScannedMatcher {
  /** `undefined` where it is no literal. */
  readonly source?: string;
  readonly line: number;
  readonly column: number;
}

/**
 * The matchers of a module's `config`: a text, `{source}`, or a list of these.
 *
 * `config` is a variable at the top of the module; that it is exported is not asked for. [CLI]
 *
 * @returns empty where there is no matcher
 */
export function readMatchers(program: Program): readonly ScannedMatcher[] {
  const config = configOf(program);
  if (!config) return [];
  const object = unwrapped(config);
  if (object.type !== 'ObjectExpression') return [placed(object)];
  const matcher = valueOf(object, 'matcher');
  return matcher ? matchersIn(matcher) : [];
}

function configOf(program: Program): Expression | undefined {
  for (const statement of program.body) {
    const inner = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (inner?.type !== 'VariableDeclaration') continue;
    for (const { id, init } of inner.declarations) {
      if (id.type === 'Identifier' && id.name === 'config' && init) return init;
    }
  }
  return undefined;
}

function matchersIn(value: Node): readonly ScannedMatcher[] {
  const inner = unwrapped(value as Expression);
  if (inner.type === 'ArrayExpression') {
    return inner.elements.flatMap((one) => (one ? matchersIn(one) : []));
  }
  const source = inner.type === 'ObjectExpression' ? valueOf(inner, 'source') : inner;
  const text = source && textOf(unwrapped(source as Expression));
  return [{ ...placed(inner), ...(text === undefined ? {} : { source: text }) }];
}

function valueOf(object: ObjectExpression, name: string): Node | undefined {
  // What a spread brings is not in the text; the caller is told where it stands.
  const spread = object.properties.find(({ type }) => type === 'SpreadElement');
  for (const property of object.properties) {
    if (property.type !== 'ObjectProperty' || property.computed) continue;
    const { key, value } = property;
    if (key.type === 'Identifier' && key.name === name) return value;
    if (key.type === 'StringLiteral' && key.value === name) return value;
  }
  return spread;
}

function textOf(node: Node): string | undefined {
  if (node.type === 'StringLiteral') return node.value;
  if (node.type !== 'TemplateLiteral' || node.expressions.length > 0) return undefined;
  return node.quasis[0]?.value.cooked ?? undefined;
}

function placed(node: Node): ScannedMatcher {
  const { line = 1, column = 0 } = node.loc?.start ?? {};
  return { line, column: column + 1 };
}
