import { ranges } from '../core/rank.ts';
import './mark.css';

const PARAMETER = 'mark';
const MOST = 500;

/** The address that jumps to `url` and marks `words` there. */
export function markingAddress(url: string, words: readonly string[]): string {
  const [path, hash] = url.split('#') as [string, string?];
  const query =
    words.length > 0 ? `?${PARAMETER}=${words.slice(0, 6).map(encodeURIComponent).join('+')}` : '';
  return path + query + (hash === undefined ? '' : `#${hash}`);
}

/** Marks the words that the address names, then takes them out of it: a copied link should not carry them. */
export function markFromAddress(): void {
  const address = new URL(location.href);
  // between '+' each word is encoded by itself; URLSearchParams reads '+' as a space
  const words = (address.searchParams.get(PARAMETER) ?? '')
    .toLowerCase()
    .split(' ')
    .filter((word) => word.length > 1 && word.length < 60);
  address.searchParams.delete(PARAMETER);
  history.replaceState(history.state, '', address);
  mark(words.slice(0, 6));
}

/** Paints over the words, without touching the page's elements; a browser without highlights shows the page as it is. Escape clears. */
export function mark(words: readonly string[]): void {
  if (!('highlights' in CSS) || words.length === 0) return;
  const found = new Highlight();
  const texts = document.createTreeWalker(
    document.querySelector('main') ?? document.body,
    NodeFilter.SHOW_TEXT,
    (node) =>
      node.parentElement?.closest('script, style, [data-island]')
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_ACCEPT,
  );
  for (let text = texts.nextNode(); text && found.size < MOST; text = texts.nextNode()) {
    for (const [from, to] of ranges(text.nodeValue ?? '', words)) {
      const range = new Range();
      range.setStart(text, from);
      range.setEnd(text, to);
      found.add(range);
    }
  }
  CSS.highlights.set('found', found);
  const clear = ({ key }: KeyboardEvent) => {
    if (key !== 'Escape') return;
    CSS.highlights.delete('found');
    removeEventListener('keydown', clear);
  };
  addEventListener('keydown', clear);
}
