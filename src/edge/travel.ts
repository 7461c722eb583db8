import type { EdgeConditions } from './edgeConditions';
import type { EdgePlace, EdgePlaces } from './edgePlaces';
import { centreDown, nodeCutOff, nodeDown, type CallStage, type FaultyCall } from './faultErrors';
import { unknownNode } from './unknownNode';

/** How far an operation has come: its result, or what is to happen after a while. */
export type Step<T> =
  | { readonly done: true; readonly result: T }
  | {
      readonly done: false;
      /** Milliseconds until `next` is to be called, once. */
      readonly delayMs: number;
      readonly next: () => Step<T>;
    };

/** What a call does when it arrives at the central store, and when it is back. */
interface Trip<A, R> {
  readonly atCentre: () => A;
  readonly back: (answer: A) => R;
  /** Told where the call does not come back. */
  readonly failed?: () => void;
}

/** The way between nodes and the central store, with everything that can block it. */
export interface Travel {
  /** @throws KvError `NODE_UNKNOWN` or `NODE_DOWN` */
  requireUp(place: EdgePlace, call: FaultyCall, stage: CallStage): void;
  /** @throws KvError as {@link Travel.requireUp}, `NODE_CUT_OFF` or `CENTRE_DOWN` */
  requireReachable(place: EdgePlace, call: FaultyCall, stage: CallStage): void;
  /** Whether a write of this node shall look as if it had failed. */
  failsAfterCommit(place: EdgePlace): boolean;
  toCentre<A, R>(place: EdgePlace, call: FaultyCall, trip: Trip<A, R>): Step<R>;
}

/** Makes the ways of a network. */
export function createTravel(places: EdgePlaces, conditions: EdgeConditions): Travel {
  const requireUp: Travel['requireUp'] = (place, call, stage) => {
    if (place.isGone) throw unknownNode(call.node, places.nodes);
    if (place.faults.has('down')) throw nodeDown(call, stage);
  };

  const requireReachable: Travel['requireReachable'] = (place, call, stage) => {
    requireUp(place, call, stage);
    if (place.faults.has('cutOff')) throw nodeCutOff(call, stage);
    if (conditions.hasCentreFault('down')) throw centreDown(call, stage);
  };

  return {
    requireUp,
    requireReachable,

    failsAfterCommit: ({ faults }) =>
      faults.has('errorAfterCommit') || conditions.hasCentreFault('errorAfterCommit'),

    toCentre(place, call, { atCentre, back, failed }) {
      requireReachable(place, call, 'atNode');
      /** Runs what happens after a part of the way, unless that is blocked by now. */
      function arrive<T>(stage: CallStage, work: () => T): T {
        try {
          requireReachable(place, call, stage);
          return work();
        } catch (error) {
          failed?.();
          throw error;
        }
      }
      return {
        done: false,
        delayMs: conditions.oneWayMs(place),
        next: () =>
          arrive('onTheWay', () => {
            const answer = atCentre();
            return {
              done: false,
              delayMs: conditions.oneWayMs(place),
              next: () => ({
                done: true,
                result: arrive('onTheWayBack', () => back(answer)),
              }),
            };
          }),
      };
    },
  };
}
