import { element } from '../dom';
import type { CardContent } from './cardContent';

/** A small card beside the pointer, or beside the mark that the keyboard stands on. */
export function detailCard() {
  const title = element('strong', { dir: 'auto' });
  const list = element('dl', {});
  const hint = element('p', { class: 'hint' });
  const root = element('div', { class: 'card', hidden: '' }, title, list, hint);
  // What the pointer shows is told to screen readers where the keyboard stands on it.
  root.setAttribute('aria-hidden', 'true');

  return {
    root,
    show(content: CardContent, at: { readonly x: number; readonly y: number }): void {
      title.textContent = content.title;
      hint.textContent = content.hint ?? '';
      hint.hidden = content.hint === undefined;
      list.replaceChildren(
        ...content.facts.flatMap(([name, value]) => [
          element('dt', {}, name),
          element('dd', { dir: 'auto' }, value),
        ]),
      );
      root.hidden = false;
      const { width, height } = root.getBoundingClientRect();
      const room = document.documentElement;
      const right = at.x + 16 + width > room.clientWidth ? at.x - width - 12 : at.x + 16;
      const below = at.y + 18 + height > room.clientHeight ? at.y - height - 12 : at.y + 18;
      root.style.left = `${Math.max(4, right)}px`;
      root.style.top = `${Math.max(4, below)}px`;
    },
    hide(): void {
      root.hidden = true;
    },
  };
}
