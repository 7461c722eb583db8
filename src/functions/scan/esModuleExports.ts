import type { ExportNamedDeclaration, Node, Program } from '@babel/types';
import { declaredFunctions, functionNames, isFunction, unwrapped } from './functionNames';
import type { ModuleExport } from './moduleExport';

/** What a module exports as functions with `export`. */
export function esModuleExports(program: Program): readonly ModuleExport[] {
  const functions = functionNames(program);
  return program.body.flatMap((statement): ModuleExport[] => {
    if ('exportKind' in statement && statement.exportKind === 'type') return [];
    const line = lineOf(statement);
    if (statement.type === 'ExportAllDeclaration') {
      return [{ kind: 'all', from: statement.source.value, line }];
    }
    if (statement.type === 'ExportNamedDeclaration') return namedExports(statement);
    if (statement.type !== 'ExportDefaultDeclaration') return [];
    return defaultExport(statement.declaration, functions, line);
  });
}

function namedExports(statement: ExportNamedDeclaration): ModuleExport[] {
  const declared = statement.declaration;
  if (declared?.type === 'FunctionDeclaration') {
    return declared.id ? [named(declared.id.name, lineOf(statement))] : [];
  }
  if (declared?.type === 'VariableDeclaration') {
    return declaredFunctions(declared).map(({ name, line }) => named(name, line));
  }
  return statement.specifiers.flatMap((specifier): ModuleExport[] => {
    if (specifier.type !== 'ExportSpecifier' || specifier.exportKind === 'type') return [];
    const { exported, local } = specifier;
    const name = exported.type === 'Identifier' ? exported.name : exported.value;
    const line = lineOf(specifier);
    return name === 'default' ? [{ kind: 'default', name: local.name, line }] : [named(name, line)];
  });
}

function defaultExport(
  declaration: Node,
  functions: ReadonlySet<string>,
  line: number,
): ModuleExport[] {
  if (declaration.type === 'FunctionDeclaration') {
    const name = declaration.id?.name;
    return [{ kind: 'default', line, ...(name === undefined ? {} : { name }) }];
  }
  if (declaration.type === 'ClassDeclaration' || declaration.type === 'TSDeclareFunction')
    return [];
  const inner = unwrapped(declaration as Parameters<typeof unwrapped>[0]);
  if (isFunction(inner)) return [{ kind: 'default', line }];
  if (inner.type === 'Identifier' && functions.has(inner.name)) {
    return [{ kind: 'default', name: inner.name, line }];
  }
  return [];
}

function named(name: string, line: number): ModuleExport {
  return { kind: 'named', name, line };
}

function lineOf(node: Node): number {
  return node.loc?.start.line ?? 1;
}
