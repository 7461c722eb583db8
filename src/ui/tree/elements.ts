import type { CentreFault, NodeFault } from '../../edge/edgeFaults';
import type { EdgeNode } from '../../edge/edgeNode';
import type {
  AccountInfo,
  Binding,
  CachedEntry,
  NamespaceInfo,
  RecordInfo,
} from '../../rpc/emulatorData';
import type { RouteHandler, RouteInfo, TracedOperation } from '../../rpc/hostApi';
import type { KeptRequest } from '../requests/requestRing';
import type { Project } from '../services';
import type { ViewElement } from '../viewElement';

interface Place {
  /** Unique in its view and the same after every refresh. */
  readonly id: string;
  readonly parent?: TreeElement;
}

export interface AccountData extends Place {
  readonly kind: 'account';
  readonly account: string;
  readonly info: AccountInfo;
}

export interface NamespaceData extends Place {
  readonly kind: 'namespace';
  readonly account: string;
  readonly namespace: string;
  readonly info: NamespaceInfo;
}

/** The group of a namespace's bindings. */
export interface AssociatedProjectsData extends Place {
  readonly kind: 'associatedProjects';
  readonly account: string;
  readonly namespace: string;
  readonly count: number;
}

/** A binding, seen from its namespace. */
export interface AssociatedProjectData extends Place {
  readonly kind: 'associatedProject';
  readonly binding: Binding;
}

export interface RecordData extends Place {
  readonly kind: 'record';
  readonly account: string;
  readonly namespace: string;
  readonly key: string;
  readonly info: RecordInfo;
}

export interface ProjectData extends Place {
  readonly kind: 'project';
  readonly project: Project;
}

/** The group of a project's bindings. */
export interface BindingsData extends Place {
  readonly kind: 'bindings';
  readonly project: Project;
}

/** A binding, seen from its project. */
export interface BindingData extends Place {
  readonly kind: 'binding';
  readonly project: Project;
  readonly binding: Binding;
}

/** The group of a project's edge functions. */
export interface FunctionsData extends Place {
  readonly kind: 'functions';
  readonly project: Project;
}

/** One handler of one route. */
export interface FunctionData extends Place {
  readonly kind: 'function';
  readonly project: Project;
  readonly route: RouteInfo;
  readonly handler: RouteHandler;
}

/** What runs before every function of a project. */
export interface MiddlewareData extends Place {
  readonly kind: 'middleware';
  readonly project: Project;
  /** Absolute path. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

export interface EdgeNodeData extends Place {
  readonly kind: 'edgeNode';
  readonly node: EdgeNode;
  /** Absent until the emulator has answered. */
  readonly entries: number | undefined;
  readonly bytes: number;
  readonly isDefault: boolean;
  readonly faults: readonly NodeFault[];
}

/** The central store, as edge nodes reach it. */
export interface CentralStoreData extends Place {
  readonly kind: 'centralStore';
  readonly faults: readonly CentreFault[];
}

export interface CachedEntryData extends Place {
  readonly kind: 'cachedEntry';
  readonly account: string;
  readonly namespace: string;
  readonly key: string;
  readonly entry: CachedEntry;
}

export interface RequestElementData extends Place {
  readonly kind: 'request';
  readonly request: KeptRequest;
}

/** A KV operation of a request. */
export interface OperationData extends Place {
  readonly kind: 'operation';
  readonly request: KeptRequest;
  readonly operation: TracedOperation;
}

/** Shows the next page of its parent, or of the view where it has none. */
export interface LoadMoreData extends Place {
  readonly kind: 'loadMore';
  readonly shown: number;
  /** Absent where nobody has counted. */
  readonly total: number | undefined;
}

/** A sentence where a list would be. */
export interface MessageData extends Place {
  readonly kind: 'message';
  readonly text: string;
}

export type ElementData =
  | AccountData
  | NamespaceData
  | AssociatedProjectsData
  | AssociatedProjectData
  | RecordData
  | ProjectData
  | BindingsData
  | BindingData
  | FunctionsData
  | FunctionData
  | MiddlewareData
  | EdgeNodeData
  | CentralStoreData
  | CachedEntryData
  | RequestElementData
  | OperationData
  | LoadMoreData
  | MessageData;

export type ElementKind = ElementData['kind'];

/** An element of one of the views. */
export type TreeElement = ElementData & ViewElement;

export type ElementOf<K extends ElementKind> = Extract<ElementData, { readonly kind: K }> &
  ViewElement;

/** The elements of the given kinds; others are left out. */
export function elementsOf<K extends ElementKind>(
  elements: readonly ViewElement[],
  ...kinds: readonly K[]
): readonly ElementOf<K>[] {
  const wanted: readonly string[] = kinds;
  return elements.filter((element): element is ElementOf<K> => wanted.includes(element.kind));
}

/** The element if it is of one of the given kinds. */
export function elementOf<K extends ElementKind>(
  element: ViewElement | undefined,
  ...kinds: readonly K[]
): ElementOf<K> | undefined {
  return element ? elementsOf([element], ...kinds)[0] : undefined;
}

/** What a menu or key acts on: the whole selection, or the one element. */
export function chosenElements(
  element: ViewElement | undefined,
  selection: readonly ViewElement[] | undefined,
): readonly ViewElement[] {
  if (selection && selection.length > 0) return selection;
  return element ? [element] : [];
}

/** An id that no other path gives, whatever characters names and keys have. */
export function elementId(...path: readonly string[]): string {
  return JSON.stringify(path);
}
