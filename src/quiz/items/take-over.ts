import { mount } from 'svelte';
import type { Language } from '#i18n/languages.ts';
import type { Strings } from '#i18n/strings.ts';
import type { Asked, Desk } from './contract.ts';
import Item from './Item.svelte';

/** What all items of a list share; as it was given to their static HTML, and the desk besides. */
export interface Shared {
  readonly words: Strings;
  readonly lang: Language;
  readonly showIn: string;
  readonly prefix?: string | undefined;
  readonly desk: Desk;
}

/** What can have the focus, in the same order before and after: the answer's summary gives way to the button that checks. */
const controlsIn = (place: HTMLElement): Element[] => [
  ...place.querySelectorAll('input:not(.sure *), select, textarea, summary, .act > button'),
];

/** Lets the browser paint and take input in between. */
const pause = () => new Promise<void>((go) => setTimeout(go));

/**
 * Takes over the static items of a list (`<li data-item="...">`), one after the other: all at once would be a long task
 * on a phone. An empty `<li>` is filled. Gives what `unmount` takes.
 */
export async function takeOver(
  list: HTMLElement,
  items: readonly Asked[],
  shared: Shared,
): Promise<object[]> {
  const apps: object[] = [];
  for (const place of list.querySelectorAll<HTMLElement>(':scope > [data-item]')) {
    const at = items.findIndex(({ posed }) => posed.id === place.dataset['item']);
    const asked = items[at];
    if (!asked) continue;
    const [still, focused] = [place.firstElementChild, controlsIn(place).indexOf(document.activeElement!)];
    apps.push(mount(Item, { target: place, props: { ...shared, asked, n: at + 1 } }));
    still?.remove();
    await pause();
    // who was within it already is where he was
    if (focused >= 0) (controlsIn(place)[focused] as HTMLElement | undefined)?.focus({ preventScroll: true });
  }
  return apps;
}
