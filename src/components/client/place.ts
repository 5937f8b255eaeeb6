import { store } from './stored.ts';

/** `/` opens in the language that was read last. */
export function rememberLanguage(): void {
  if (document.querySelector('link[rel=alternate][hreflang]'))
    store('language', document.documentElement.lang);
}

/** The heading that the reader has last scrolled past; both languages give it the same id. */
function placeInPage(): string {
  const passed = [...document.querySelectorAll<HTMLElement>('main :is(h2, h3)[id], main section[id]')].filter(
    (one) => one.getBoundingClientRect().top < innerHeight / 3,
  );
  return passed.at(-1)?.id ?? '';
}

/** The link to the twin page leads to the same section of it. */
export function twinKeepsPlace(): void {
  const twin = document.querySelector<HTMLAnchorElement>('a[data-twin]');
  // before the click, so that opening it in a new tab keeps the place too
  for (const kind of ['pointerdown', 'focus', 'click'] as const) {
    twin?.addEventListener(kind, () => {
      twin.search = location.search;
      twin.hash = scrollY < innerHeight / 2 ? '' : placeInPage();
    });
  }
}
