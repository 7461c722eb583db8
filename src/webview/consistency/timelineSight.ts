import type { ConsistencyHost } from './consistencyHost';
import type { EventStore } from './eventStore';
import type { SimulatedNow } from './simulatedNow';
import { beginning, following, kept, type Viewport } from './viewport';

/** Which part of the timeline is in sight, and whether it goes along with time. */
export function timelineSight(
  host: ConsistencyHost,
  store: EventStore,
  now: SimulatedNow,
  { plotPx, changed }: { readonly plotPx: () => number; readonly changed: () => void },
) {
  let view: Viewport = { from: 0, msPerPx: host.state.msPerPx };
  let follows = host.state.follows;
  let isPlaced = false;

  function nowPosition(): number | null {
    const { axis, lastEpoch } = store.shown.timeline;
    const isKnown = host.isLive && now.ms !== null && store.size > 0;
    return isKnown ? axis.at(lastEpoch, now.ms) : null;
  }

  function end(): number {
    return Math.max(store.shown.timeline.axis.end, nowPosition() ?? 0);
  }

  /** Where it was looked at last, as far as that is still known. */
  function placeAgain(): void {
    const { axis, lastEpoch } = store.shown.timeline;
    const { fromMs } = host.state;
    const epoch = Math.min(host.state.fromEpoch, lastEpoch);
    const earlierMs = epoch === 0 ? axis.timeAt(0).ms - fromMs : 0;
    const isKnown = earlierMs < plotPx() * view.msPerPx;
    // What was looked at before a restart is not known any more.
    follows ||= !isKnown;
    view = { ...view, from: earlierMs > 0 ? -earlierMs : axis.at(epoch, fromMs) };
    if (!isKnown) view = beginning(view);
  }

  return {
    get view() {
      return view;
    },
    get follows() {
      return follows;
    },
    /** Where simulated time is now; `null` where that is not known. */
    nowPosition,
    end,
    set(next: Viewport, isFollowing = false): void {
      follows = isFollowing;
      view = kept(next, end(), plotPx());
      isPlaced = true;
      const { ms: fromMs, epoch: fromEpoch } = store.shown.timeline.axis.timeAt(view.from);
      host.keep({ msPerPx: view.msPerPx, follows, fromMs, fromEpoch });
      changed();
    },
    /** Before it is drawn. */
    place(): void {
      if (!isPlaced && store.size > 0) {
        placeAgain();
        isPlaced = true;
      }
      const position = nowPosition();
      if (follows && !host.state.paused && position !== null) {
        view = following(view, position, plotPx());
      }
    },
  };
}
