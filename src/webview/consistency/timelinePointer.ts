/** What the pointer does on the picture; places are pixels from its top left. */
export interface PointerActions {
  tell(x: number, y: number, at: { readonly x: number; readonly y: number }): void;
  press(x: number, y: number): void;
  pan(px: number): void;
  zoom(factor: number, x: number): void;
  leave(): void;
}

/** A press that moves further than this drags. */
const dragPx = 4;

export function timelinePointer(picture: HTMLElement, actions: PointerActions): void {
  let start: { readonly x: number; readonly isDrag: boolean } | undefined;
  let lastX = 0;
  const placeOf = (event: MouseEvent) => {
    const box = picture.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top] as const;
  };

  picture.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    start = { x: event.clientX, isDrag: false };
    lastX = event.clientX;
  });
  picture.addEventListener('pointermove', (event) => {
    const [x, y] = placeOf(event);
    if (!start) return actions.tell(x, y, { x: event.clientX, y: event.clientY });
    if (!start.isDrag && Math.abs(event.clientX - start.x) < dragPx) return;
    if (!start.isDrag) picture.setPointerCapture(event.pointerId);
    start = { ...start, isDrag: true };
    actions.leave();
    actions.pan(lastX - event.clientX);
    lastX = event.clientX;
  });
  picture.addEventListener('pointerup', (event) => {
    if (start && !start.isDrag) actions.press(...placeOf(event));
    start = undefined;
  });
  picture.addEventListener('pointercancel', () => {
    start = undefined;
  });
  picture.addEventListener('pointerleave', () => {
    if (!start) actions.leave();
  });
  picture.addEventListener(
    'wheel',
    (event) => {
      const [x] = placeOf(event);
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        actions.zoom(Math.exp(event.deltaY / 300), x);
      } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        event.preventDefault();
        actions.pan(event.deltaX || event.deltaY);
      } else if (picture.scrollHeight <= picture.clientHeight) {
        // There is nothing to scroll, so the wheel moves through time.
        event.preventDefault();
        actions.pan(event.deltaY);
      }
    },
    { passive: false },
  );
}
