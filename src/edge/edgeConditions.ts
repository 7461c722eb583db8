import type { ActiveFault, CentreFault, EdgeLatency } from './edgeFaults';
import { centreFaults, nodeFaults } from './edgeFaults';
import { edgeLimits } from './edgeLimits';
import type { EdgePlace, EdgePlaces } from './edgePlaces';

/** How the network is at the moment: how far its nodes are, and what is wrong with them. */
export class EdgeConditions {
  readonly #places: EdgePlaces;
  readonly #centre = new Set<CentreFault>();
  #latency: EdgeLatency = 'off';
  #isCalm = true;

  constructor(places: EdgePlaces) {
    this.#places = places;
  }

  /** Nothing takes time and nothing is wrong: an operation happens everywhere at once. */
  get isCalm(): boolean {
    return this.#isCalm;
  }

  get latency(): EdgeLatency {
    return this.#latency;
  }

  setLatency(latency: EdgeLatency): void {
    this.#latency = latency;
    this.update();
  }

  /**
   * Turns a fault on or off; without a node, one of the central store.
   *
   * @throws KvError `NODE_UNKNOWN`
   * @throws RangeError for `cutOff` without a node
   */
  setFault({ node, fault }: ActiveFault, isOn: boolean): void {
    if (node !== undefined) toggle(this.#places.find(node).faults, fault, isOn);
    else if (fault === 'cutOff') throw new RangeError('The central store is down, not cut off.');
    else toggle(this.#centre, fault, isOn);
    this.update();
  }

  /** Turns all faults off; returns how many were on. */
  clearFaults(): number {
    const count = this.faults().length;
    this.#centre.clear();
    for (const { faults } of this.#places.all) faults.clear();
    this.update();
    return count;
  }

  /** Those that are on: of the central store, then node by node. */
  faults(): readonly ActiveFault[] {
    const ofCentre = centreFaults.filter((fault) => this.#centre.has(fault));
    const ofNodes = this.#places.all.flatMap(({ node, faults }) =>
      nodeFaults.filter((fault) => faults.has(fault)).map((fault) => ({ node: node.id, fault })),
    );
    return [...ofCentre.map((fault) => ({ fault })), ...ofNodes];
  }

  hasCentreFault(fault: CentreFault): boolean {
    return this.#centre.has(fault);
  }

  /** Milliseconds from a node to the central store, or back. */
  oneWayMs({ node, faults }: EdgePlace): number {
    const travelMs = this.#latency === 'realistic' ? node.roundTripMs : 0;
    const slow = Number(faults.has('slow')) + Number(this.#centre.has('slow'));
    return (travelMs + slow * edgeLimits.slowMs) / 2;
  }

  /** To be called when nodes have come or gone. */
  update(): void {
    this.#isCalm =
      this.#latency === 'off' &&
      this.#centre.size === 0 &&
      this.#places.all.every(({ faults }) => faults.size === 0);
  }
}

function toggle<T>(set: Set<T>, one: T, isOn: boolean): void {
  if (isOn) set.add(one);
  else set.delete(one);
}
