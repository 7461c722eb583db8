import type { ExtensionMessage } from '../rpc/recordEditorMessages';
import { button, element } from './dom';
import { hexLines, hexPageBytes, hexPageStart, parseHexOffset } from './hexPages';
import type { PageHost } from './pageHost';

type Bytes = Extract<ExtensionMessage, { type: 'bytes' }>;

/** Shows a binary value one page at a time. */
export function hexPage(host: PageHost, initialSize: number) {
  let size = initialSize;
  let start = 0;
  const lines = element('pre', {
    class: 'hex',
    tabindex: '0',
    role: 'region',
    'aria-label': host.say('hexLabel'),
  });
  const place = element('span', { class: 'status', role: 'status' }, host.say('loading'));
  const offset = element('input', {
    type: 'text',
    size: '10',
    placeholder: '0x0000',
    'aria-label': host.say('goToOffset'),
  });
  const first = button(host.say('firstPage'), () => open(0));
  const previous = button(host.say('previousPage'), () => open(start - hexPageBytes));
  const next = button(host.say('nextPage'), () => open(start + hexPageBytes));
  const last = button(host.say('lastPage'), () => open(size));
  offset.addEventListener('change', () => {
    const wanted = parseHexOffset(offset.value);
    offset.setAttribute('aria-invalid', String(wanted === null));
    if (wanted !== null) open(wanted);
  });
  const goTo = element('label', {}, host.say('goToOffset'), ' ', offset);
  const toolbar = element('div', { class: 'toolbar' }, first, previous, next, last, goTo, place);

  function open(wanted: number): void {
    start = hexPageStart(wanted, size);
    host.keep({ hexOffset: start });
    host.post({ type: 'readBytes', offset: start, length: hexPageBytes });
  }

  function show(page: Bytes): void {
    size = page.size;
    if (page.offset !== start) return;
    if (start > 0 && start >= size) return open(size);
    const end = start + page.bytes.length;
    const shown = [size === 0 ? 0 : start, end, size].map((value) => host.number.format(value));
    place.textContent = host.say('pageOf', ...shown);
    const rows = hexLines(page.bytes, start);
    lines.textContent = rows
      .map((row) => `${row.offset}  ${row.hex.padEnd(47)}  ${row.text}`)
      .join('\n');
    first.disabled = previous.disabled = start === 0;
    next.disabled = last.disabled = end >= size;
  }

  open(host.state.hexOffset);
  return { root: element('main', { class: 'value' }, toolbar, lines), show };
}
