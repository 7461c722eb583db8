import type { Comment, File, Identifier, Node } from '@babel/types';
import type { LintRequest } from './finding';
import { handlerNodes } from './handlerNodes';
import type { KvMethod } from './kind';
import { createKinds, isKvMethod, type KindOf, type Kinds } from './kindsOf';
import { findKvLike } from './kvLike';
import { resolveNames } from './resolveNames';
import { bare, isFunctionNode, memberName, placeOf, visit } from './syntax';
import type { Names } from './variables';

export type CallNode = Extract<Node, { type: 'CallExpression' | 'OptionalCallExpression' }>;

/** A call of one of the four methods on a namespace. */
export interface KvCall {
  readonly node: CallNode;
  readonly method: KvMethod;
  readonly variable: string;
  /** The namespace in the call, as `my_kv` or `globalThis.my_kv`. */
  readonly object: Node;
  readonly arguments: readonly Node[];
}

/** A module's text with all that the rules ask of it. */
export interface ModuleCode extends Kinds {
  readonly request: LintRequest;
  readonly text: string;
  readonly comments: readonly Comment[];
  /** In the order of the text. */
  readonly nodes: readonly Node[];
  readonly names: Names;
  readonly handlers: ReadonlySet<Node>;
  readonly parentOf: (node: Node) => Node | undefined;
  readonly kvCalls: readonly KvCall[];
  /** Globals that nobody else declares and that are called like a namespace, with those calls. */
  readonly kvLike: ReadonlyMap<string, readonly Identifier[]>;
  textOf(node: Node): string;
  /** The function around a node; `undefined` at the top of the module. */
  functionAround(node: Node): Node | undefined;
}

export function readModule(file: File, request: LintRequest): ModuleCode {
  const { program } = file;
  const { text } = request;
  const nodes: Node[] = [];
  const parents = new Map<Node, Node>();
  visit(program, (node, parent) => {
    nodes.push(node);
    if (parent) parents.set(node, parent);
  });
  const parentOf = (node: Node) => parents.get(node);
  const names = resolveNames(program);
  const handlers = handlerNodes(program, request.role);
  const kvLike = findKvLike(names, nodes, parentOf);
  const bound = new Set(request.variables ?? []);
  const isKv = (name: string) => !names.assigned.has(name) && (bound.has(name) || kvLike.has(name));
  const kinds = createKinds({ names, handlers, parentOf, isKv });
  return {
    request,
    text,
    comments: file.comments ?? [],
    nodes,
    names,
    handlers,
    parentOf,
    ...kinds,
    kvCalls: nodes.flatMap((node) => kvCall(node, kinds.kindOf)),
    kvLike,
    textOf: (node) => text.slice(placeOf(node).start, placeOf(node).end),
    functionAround: (node) => {
      let at = parentOf(node);
      while (at && !isFunctionNode(at)) at = parentOf(at);
      return at;
    },
  };
}

function kvCall(node: Node, kindOf: KindOf): readonly KvCall[] {
  if (node.type !== 'CallExpression' && node.type !== 'OptionalCallExpression') return [];
  const callee = bare(node.callee);
  if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') return [];
  const method = memberName(callee);
  const object = kindOf(callee.object);
  if (object?.is !== 'kv' || !isKvMethod(method)) return [];
  const { variable } = object;
  return [{ node, method, variable, object: callee.object, arguments: node.arguments }];
}
