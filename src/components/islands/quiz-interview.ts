import { hydrate } from 'svelte';
import { isLanguage, type Language } from '#i18n/languages.ts';
import { strings } from '#i18n/strings.ts';
import Interview from '#quiz/items/Interview.svelte';
import type { InterviewPage } from '#quiz/items/interview.ts';
import { openLog } from '#quiz/store/indexed.ts';
import { readJson } from '../read-json.ts';

interface Data {
  readonly lang: Language;
  /** Of a question's page. */
  readonly address: string;
  /** Address of interview.json. */
  readonly source: string;
}

/** The mock interview: takes over the static form once the questions are there. */
export async function mount(target: HTMLElement, data: unknown): Promise<void> {
  const { lang, address, source } = data as Data; // written by the page beside it
  if (!isLanguage(lang)) throw new Error('quiz-interview: no data');
  const [words, log, pages] = await Promise.all([
    strings(lang, 'interview'),
    openLog(),
    readJson<readonly InterviewPage[]>(source),
  ]);
  const within = target.querySelector<HTMLElement>(':scope > div')!;
  if (!pages) {
    within.querySelector('[role="status"]')!.textContent = words['failed']!;
    return;
  }
  hydrate(Interview, { target: within, props: { words, lang, address, kit: { log, pages } } });
}
