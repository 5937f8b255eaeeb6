import { hydrate } from 'svelte';
import { isLanguage, type Language } from '#i18n/languages.ts';
import { strings } from '#i18n/strings.ts';
import type { Asked, Reasons } from '#quiz/items/contract.ts';
import Session from '#quiz/items/Session.svelte';
import type { Topic, Track } from '#quiz/items/topics.ts';
import { openLog } from '#quiz/store/indexed.ts';
import { sandboxOpener } from '../open-sandbox.ts';
import { pose } from '../poses.ts';
import { readJson } from '../read-json.ts';

interface Data {
  readonly lang: Language;
  readonly topics: readonly Topic[];
  readonly tracks: readonly Track[];
  readonly pages: string;
  /** Address of items.json. */
  readonly items: string;
  /** Of reasons.json, on the page of the notebook. */
  readonly reasons?: string;
}

/** The session page: takes over the static form once the items are there. */
export async function mount(target: HTMLElement, data: unknown): Promise<void> {
  const { lang, topics, tracks, pages, ...from } = data as Data; // written by the page beside it
  if (!isLanguage(lang)) throw new Error('quiz-session: no data');
  const [words, log, items, reasons] = await Promise.all([
    strings(lang, 'quiz'),
    openLog(),
    readJson<(Asked & { topic: string })[]>(from.items),
    from.reasons === undefined ? undefined : readJson<Reasons>(from.reasons),
  ]);
  const within = target.querySelector<HTMLElement>(':scope > div')!;
  if (!items || (from.reasons !== undefined && !reasons)) {
    within.querySelector('[role="status"]')!.textContent = words['failed']!;
    return;
  }
  hydrate(Session, {
    target: within,
    props: {
      topics,
      tracks,
      reasons,
      words,
      lang,
      pages,
      kit: { log, items, pose, open: sandboxOpener(lang, 2) },
    },
  });
}
