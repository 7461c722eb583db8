import type { Node } from '@babel/types';
import { join, stepInto, type Kind, type KvMethod } from './kind';
import { bare, memberName } from './syntax';
import { element, type Definition, type Names, type Variable } from './variables';
import { parameterKind } from './parameterKind';
import { plainKind } from './plainKind';

export type KindOf = (node: Node | null | undefined) => Kind | undefined;

export interface Kinds {
  readonly kindOf: KindOf;
  /** What the pattern takes apart in which a variable gets its value. */
  readonly takenApart: (definition: Definition) => Kind | undefined;
}

export interface KindSources {
  readonly names: Names;
  /** The handlers and middleware that the module exports. */
  readonly handlers: ReadonlySet<Node>;
  readonly parentOf: (node: Node) => Node | undefined;
  /** Whether a global of that name is a namespace. */
  readonly isKv: (name: string) => boolean;
}

const methods: ReadonlySet<string> = new Set<KvMethod>(['get', 'put', 'delete', 'list']);
const keepsItems = new Set(['filter', 'slice', 'reverse', 'sort', 'toReversed', 'toSorted']);
const givesItem = new Set(['at', 'find', 'findLast', 'pop', 'shift']);

export function isKvMethod(name: string | undefined): name is KvMethod {
  return name !== undefined && methods.has(name);
}

/** Reads what values are, through variables, patterns, `await` and the callbacks of lists. */
export function createKinds(sources: KindSources): Kinds {
  const { names, isKv } = sources;
  const known = new Map<Node, Kind | undefined>();
  const variables = new Map<Variable, Kind | undefined>();

  function kindOf(node: Node | null | undefined): Kind | undefined {
    if (!node) return undefined;
    const inner = bare(node);
    if (known.has(inner)) return known.get(inner);
    // What depends on itself, as in `x = x ?? …`, is not known while it is being read.
    known.set(inner, undefined);
    const kind = readKind(inner);
    known.set(inner, kind);
    return kind;
  }

  function readKind(node: Node): Kind | undefined {
    switch (node.type) {
      case 'Identifier':
        return identifierKind(node.name, names.variableOf.get(node));
      case 'AwaitExpression': {
        const awaited = kindOf(node.argument);
        if (awaited?.is !== 'promise') return undefined;
        return awaited.of === 'list' ? { is: 'listResult' } : undefined;
      }
      case 'ConditionalExpression':
        return join([kindOf(node.consequent), kindOf(node.alternate)]);
      case 'LogicalExpression': {
        const left = kindOf(node.left);
        const right = kindOf(node.right);
        // A list, or nothing instead of it.
        if (left?.is === 'listKeys' && right?.is === 'array') return left;
        return node.operator === '&&' ? undefined : join([left, right]);
      }
      case 'MemberExpression':
      case 'OptionalMemberExpression':
        return memberKind(node);
      case 'CallExpression':
      case 'OptionalCallExpression':
        return callKind(node) ?? plainKind(node, kindOf);
      default:
        return plainKind(node, kindOf);
    }
  }

  function identifierKind(name: string, variable: Variable | undefined): Kind | undefined {
    if (variable) return variableKind(variable);
    if (name === 'undefined') return { is: 'undefined' };
    return isKv(name) ? { is: 'kv', variable: name } : undefined;
  }

  function variableKind(variable: Variable): Kind | undefined {
    if (variables.has(variable)) return variables.get(variable);
    variables.set(variable, undefined);
    const settled = variable.definitions.filter(({ origin }) => origin.kind !== 'arithmetic');
    const kind = join(settled.map(definitionKind));
    const computed = settled.length < variable.definitions.length;
    const found = computed && kind?.is !== 'number' ? undefined : kind;
    variables.set(variable, found);
    if (!computed) return found;
    // `count += x` is a text where x is one.
    const stays = variable.definitions.every(
      ({ origin }) =>
        origin.kind !== 'arithmetic' ||
        origin.node.type !== 'AssignmentExpression' ||
        origin.node.operator !== '+=' ||
        kindOf(origin.node.right)?.is === 'number',
    );
    variables.set(variable, stays ? found : undefined);
    return stays ? found : undefined;
  }

  function definitionKind({ origin, path }: Definition): Kind | undefined {
    switch (origin.kind) {
      case 'value':
        return path.reduce(stepInto, kindOf(origin.node));
      case 'element':
        return path.reduce(stepInto, stepInto(kindOf(origin.node), element));
      case 'parameter':
        return path.reduce(stepInto, parameterKind(origin.of, origin.index, sources, kindOf));
      case 'arithmetic':
      case 'unknown':
        return undefined;
      default:
        return origin satisfies never;
    }
  }

  function memberKind(
    node: Extract<Node, { type: 'MemberExpression' | 'OptionalMemberExpression' }>,
  ): Kind | undefined {
    const name = memberName(node);
    const { object } = node;
    if (object.type === 'Identifier' && /^(globalThis|self)$/.test(object.name)) {
      const isGlobal = !names.variableOf.has(object) && name !== undefined && isKv(name);
      return isGlobal ? { is: 'kv', variable: name } : undefined;
    }
    return stepInto(kindOf(object), name ?? element);
  }

  function callKind(
    node: Extract<Node, { type: 'CallExpression' | 'OptionalCallExpression' }>,
  ): Kind | undefined {
    const callee = bare(node.callee);
    if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') {
      return undefined;
    }
    const name = memberName(callee);
    const object = kindOf(callee.object);
    if (object?.is === 'kv' && isKvMethod(name)) return { is: 'promise', of: name };
    if (object?.is !== 'listKeys' || name === undefined) return undefined;
    return keepsItems.has(name) ? object : givesItem.has(name) ? { is: 'listItem' } : undefined;
  }

  return {
    kindOf,
    takenApart: ({ origin, path, node }) =>
      definitionKind({ origin, path: path.slice(0, -1), node }),
  };
}
