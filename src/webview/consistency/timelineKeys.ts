import { neighbour, type Direction } from './navigate';
import type { ShownTimeline } from './shownTimeline';
import type { Mark } from './timeline';

/** What keys do on the picture. */
export interface KeyActions {
  readonly shown: () => ShownTimeline;
  readonly focus: () => Mark | undefined;
  readonly moveTo: (mark: Mark | undefined) => void;
  readonly open: () => void;
  readonly zoom: (factor: number) => void;
  readonly fit: () => void;
  readonly toNow: () => void;
  readonly togglePause: () => void;
  readonly leave: () => void;
  readonly redraw: () => void;
}

const directions: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'previous',
  ArrowRight: 'next',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
};

const step = 1.5;

export function timelineKeys(picture: HTMLElement, actions: KeyActions): void {
  const others: Readonly<Record<string, () => void>> = {
    Enter: actions.open,
    ' ': actions.togglePause,
    '+': () => {
      actions.zoom(1 / step);
    },
    '=': () => {
      actions.zoom(1 / step);
    },
    '-': () => {
      actions.zoom(step);
    },
    '0': actions.fit,
    n: actions.toNow,
    Escape: actions.leave,
  };
  picture.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = directions[event.key];
    const other = others[event.key];
    if (!direction && !other) return;
    event.preventDefault();
    if (other) other();
    else if (direction) {
      // The first arrow key goes to what happened last.
      const from = actions.focus();
      actions.moveTo(neighbour(actions.shown(), from, from ? direction : startOf(direction)));
    }
  });
  picture.addEventListener('blur', actions.leave);
  picture.addEventListener('focus', actions.redraw);
}

function startOf(direction: Direction): Direction {
  return direction === 'first' ? 'first' : 'last';
}
