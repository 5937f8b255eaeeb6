import { mount as mountComponent } from 'svelte';
import { isLanguage, type Language } from '#i18n/languages.ts';
import { strings } from '#i18n/strings.ts';
import { reviewsOf } from '#quiz/core/log.ts';
import type { Asked, Desk } from '#quiz/items/contract.ts';
import { takeOver } from '#quiz/items/take-over.ts';
import Trouble from '#quiz/items/Trouble.svelte';
import { openLog } from '#quiz/store/indexed.ts';
import { read, reviewed } from '#quiz/store/record.ts';
import { sandboxOpener } from '../open-sandbox.ts';
import { pose } from '../poses.ts';

interface Data {
  readonly lang: Language;
  readonly slug: string;
  /** Address of the items as data. */
  readonly source: string;
  readonly showIn: string;
}

/** The quiz of an answer page: takes over the static items. */
export async function mount(target: HTMLElement, data: unknown): Promise<void> {
  const { lang, slug, source, showIn } = data as Data; // written by Quiz.astro beside it
  if (!isLanguage(lang)) throw new Error('quiz: no data');
  const [words, log, items] = await Promise.all([
    strings(lang, 'quiz'),
    openLog(),
    fetch(source).then((response) => response.json() as Promise<readonly Asked[]>),
  ]);
  const before = new Map<string, number>();
  for (const { item } of reviewsOf(await log.all())) before.set(item, (before.get(item) ?? 0) + 1);
  const desk: Desk = {
    now: () => performance.now(),
    timesAnswered: (item) => before.get(item) ?? 0,
    answered: (given) => void log.append([reviewed({ ...given, session: '' })]),
    pose,
    open: sandboxOpener(lang, 3),
  };
  await takeOver(target.querySelector<HTMLElement>('.items')!, items, { words, lang, showIn, desk });
  mountComponent(Trouble, {
    target: target.querySelector<HTMLElement>(':scope > div')!,
    props: { log, words },
  });
  whenSeen(target, () => void log.append([read(slug)]));
}

/** Once, when the reader has come so far: the quiz is the end of an answer. */
function whenSeen(target: HTMLElement, tell: () => void): void {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    tell();
  });
  observer.observe(target);
}
