import { mountIsland } from './mount.ts';

/** Ctrl+K, Cmd+K (by the key's place, so that it works with a Hangul keyboard) or `/` (outside a field), and every `[data-search]`, open the search: its code loads at the first asking. */
export function listenForSearch(): void {
  const target = document.querySelector<HTMLElement>('[data-island="search"]');
  if (!target) return;
  // a result's address names the words to mark
  if (location.search.includes('mark='))
    void import('#search/dialog/mark.ts').then(({ markFromAddress }) => markFromAddress());
  const ask = async () => {
    await mountIsland(target);
    target.dispatchEvent(new Event('ask'));
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
