import { parse } from '@babel/parser';
import type { Node } from '@babel/types';
import fs from 'node:fs';
import path from 'node:path';

/** Every English text that the sources hand to `l10n.t`, with the file that says it. */
export function translatedTexts(folder: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const name of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts')) continue;
    const code = fs.readFileSync(path.join(folder, name), 'utf8');
    const { program } = parse(code, { sourceType: 'module', plugins: ['typescript'] });
    visit(program, (node) => {
      if (node.type !== 'CallExpression' || !isTranslation(node.callee)) return;
      for (const text of literals(node.arguments[0])) texts.set(text, name);
    });
  }
  return texts;
}

function isTranslation(callee: Node): boolean {
  if (callee.type !== 'MemberExpression') return false;
  const { object, property } = callee;
  const owner = object.type === 'MemberExpression' ? object.property : object;
  return named(owner, 'l10n') && named(property, 't');
}

function named(node: Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}

/** A text, or both texts of a condition; anything else could not be translated. */
function literals(node: Node | undefined): readonly string[] {
  switch (node?.type) {
    case 'StringLiteral':
      return [node.value];
    case 'ConditionalExpression':
      return [...literals(node.consequent), ...literals(node.alternate)];
    default:
      throw new Error(`l10n.t takes a literal text, not a ${node?.type ?? 'nothing'}.`);
  }
}

function visit(node: Node, look: (node: Node) => void): void {
  look(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) visit(child, look);
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'loc' in value;
}
