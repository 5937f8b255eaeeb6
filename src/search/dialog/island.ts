import { mount as mountSvelte } from 'svelte';
import { isLanguage } from '#i18n/languages.ts';
import { strings } from '#i18n/strings.ts';
import Search from './Search.svelte';

/** Island `search`: an empty element that gets the dialog; the event `ask` on it opens the dialog, with what was typed before it was there. */
export async function mount(target: HTMLElement): Promise<void> {
  const { lang } = document.documentElement;
  if (!isLanguage(lang)) return;
  const [t, site] = await Promise.all([strings(lang, 'search'), strings(lang, 'site')]);
  const { open } = mountSvelte(Search, { target, props: { lang, t, site } });
  target.addEventListener('ask', (event) => open((event as CustomEvent<string>).detail));
}
