import { hydrate } from 'svelte';
import { isLanguage, type Language } from '#i18n/languages.ts';
import { strings } from '#i18n/strings.ts';
import Statistics from '#quiz/items/Statistics.svelte';
import { openLog } from '#quiz/store/indexed.ts';
import { readJson } from '../read-json.ts';

interface Data {
  readonly lang: Language;
  /** Topic -> its name. */
  readonly names: Readonly<Record<string, string>>;
  /** Page -> its topic. */
  readonly topics: Readonly<Record<string, string>>;
  /** Address of versions.json. */
  readonly versions: string;
}

/** The page of statistics: takes over the static part once the items are known. */
export async function mount(target: HTMLElement, data: unknown): Promise<void> {
  const { lang, names, topics, versions } = data as Data; // written by the page beside it
  if (!isLanguage(lang)) throw new Error('quiz-statistics: no data');
  const [words, log, pages] = await Promise.all([
    strings(lang, 'statistics'),
    openLog(),
    readJson<Readonly<Record<string, Readonly<Record<string, number>>>>>(versions),
  ]);
  const within = target.querySelector<HTMLElement>(':scope > div')!;
  if (!pages) {
    within.querySelector('[role="status"]')!.textContent = words['failed']!;
    return;
  }
  const items = Object.entries(pages).flatMap(([page, all]) =>
    Object.entries(all).map(([id, version]) => ({ id, version, topic: topics[page]! })),
  );
  hydrate(Statistics, { target: within, props: { words, lang, names, kit: { log, items } } });
}
