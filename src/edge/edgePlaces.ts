import type { EdgeCache } from './edgeCache';
import type { NodeFault } from './edgeFaults';
import type { EdgeNode } from './edgeNode';
import { unknownNode } from './unknownNode';

/** An edge node with what it has; survives a rename. */
export interface EdgePlace {
  node: EdgeNode;
  readonly cache: EdgeCache;
  readonly faults: Set<NodeFault>;
  /** It has left the network while something was still under way to it. */
  isGone: boolean;
}

/** The nodes of a network, in its order. */
export class EdgePlaces {
  readonly #makeCache: () => EdgeCache;
  #places = new Map<string, EdgePlace>();
  #nodes: readonly EdgeNode[] = [];

  constructor(nodes: readonly EdgeNode[], makeCache: () => EdgeCache) {
    this.#makeCache = makeCache;
    this.set(nodes);
  }

  get nodes(): readonly EdgeNode[] {
    return this.#nodes;
  }

  get all(): readonly EdgePlace[] {
    return [...this.#places.values()];
  }

  /** @throws KvError `NODE_UNKNOWN` */
  find(id: string): EdgePlace {
    const place = this.#places.get(id);
    if (place) return place;
    throw unknownNode(id, this.#nodes);
  }

  /** Puts other nodes in place; one that keeps its id keeps what it has. */
  set(nodes: readonly EdgeNode[]): void {
    const before = this.#places;
    this.#places = new Map(
      nodes.map((node) => {
        const place = before.get(node.id);
        if (!place) return [node.id, this.#newPlace(node)];
        place.node = node;
        return [node.id, place];
      }),
    );
    this.#nodes = nodes;
    for (const [id, place] of before) place.isGone = !this.#places.has(id);
  }

  /** @throws KvError `NODE_UNKNOWN` */
  rename(id: string, newId: string): void {
    const renamed = this.find(id);
    renamed.node = { ...renamed.node, id: newId };
    const places = this.all;
    this.#nodes = places.map(({ node }) => node);
    this.#places = new Map(places.map((place) => [place.node.id, place]));
  }

  #newPlace(node: EdgeNode): EdgePlace {
    return { node, cache: this.#makeCache(), faults: new Set(), isGone: false };
  }
}
