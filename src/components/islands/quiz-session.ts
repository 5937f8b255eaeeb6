import { hydrate } from 'svelte';
import { isLanguage, type Language } from '#i18n/languages.ts';
import { strings } from '#i18n/strings.ts';
import type { Asked } from '#quiz/items/contract.ts';
import Session from '#quiz/items/Session.svelte';
import type { Topic } from '#quiz/items/topics.ts';
import { openLog } from '#quiz/store/indexed.ts';
import { pose } from '../poses.ts';

interface Data {
  readonly lang: Language;
  readonly topics: readonly Topic[];
  readonly pages: string;
  /** Address of items.json. */
  readonly items: string;
}

/** The session page: takes over the static form once the items are there. */
export async function mount(target: HTMLElement, data: unknown): Promise<void> {
  const { lang, topics, pages, items: address } = data as Data; // written by the page beside it
  if (!isLanguage(lang)) throw new Error('quiz-session: no data');
  const [words, log, items] = await Promise.all([strings(lang, 'quiz'), openLog(), itemsFrom(address)]);
  const within = target.querySelector<HTMLElement>(':scope > div')!;
  if (!items) {
    within.querySelector('[role="status"]')!.textContent = words['failed']!;
    return;
  }
  hydrate(Session, { target: within, props: { topics, words, lang, pages, kit: { log, items, pose } } });
}

async function itemsFrom(address: string): Promise<(Asked & { topic: string })[] | undefined> {
  try {
    const response = await fetch(address);
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined; // no connection, and not kept for offline use
  }
}
