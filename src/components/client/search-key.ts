import { earlyField } from './early-field.ts';
import { mountIsland } from './mount.ts';

/** Ctrl+K, Cmd+K (by the key's place, so that it works with a Hangul keyboard) or `/` (outside a field), and every `[data-search]`, open the search: its code loads at the first asking, and what is typed meanwhile is not lost. */
export function listenForSearch(): void {
  const target = document.querySelector<HTMLElement>('[data-island="search"]');
  if (!target) return;
  // a result's address names the words to mark
  if (location.search.includes('mark='))
    void import('#search/dialog/mark.ts').then(({ markFromAddress }) => markFromAddress());
  let taken: ReturnType<typeof earlyField> | undefined;
  const ask = async () => {
    if (taken) return taken.show();
    if (target.dataset['mounted'] === undefined)
      taken = earlyField(document.querySelector<HTMLElement>('[data-search]')!.title);
    await mountIsland(target);
    const detail = taken ? await taken.take() : '';
    taken = undefined;
    if (detail !== undefined) target.dispatchEvent(new CustomEvent('ask', { detail }));
  };
  document.addEventListener('keydown', (event) => {
    const inField =
      event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]');
    const asked =
      event.code === 'KeyK'
        ? event.ctrlKey || event.metaKey
        : event.key === '/' && !inField && !event.ctrlKey && !event.metaKey;
    if (!asked || event.altKey || event.isComposing) return;
    event.preventDefault();
    void ask();
  });
  for (const button of document.querySelectorAll('[data-search]')) {
    button.addEventListener('click', (event) => {
      event.preventDefault();
      void ask();
    });
  }
}
