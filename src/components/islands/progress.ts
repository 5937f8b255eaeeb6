import { href } from '#i18n/href.ts';
import { isLanguage } from '#i18n/languages.ts';
import { strings } from '#i18n/strings.ts';
import { markOf, pagesRead, schedule, type Mark } from '#quiz/core/schedule.ts';
import { openLog } from '#quiz/store/indexed.ts';

/** A sign for each state; words go along for those who do not see it. */
const SIGNS: Readonly<Record<Mark, string>> = { unseen: '', read: '◐', due: '↻', known: '●' };

/** Marks every `[data-slug]` within `target` with what the reader has done there. Changes no size: `.state` keeps the place. */
export async function mount(target: HTMLElement): Promise<void> {
  const lang = document.documentElement.lang;
  if (!isLanguage(lang)) return;
  const log = await openLog();
  const show = async () => {
    const events = await log.all();
    if (events.length === 0) return;
    const [words, pages] = await Promise.all([strings(lang, 'quiz'), versionsOfItems()]);
    const current = new Map(Object.values(pages).flatMap((items) => Object.entries(items)));
    const memories = schedule(events, { versions: current });
    const read = pagesRead(events);
    for (const line of target.querySelectorAll<HTMLElement>('[data-slug]')) {
      const slug = line.dataset['slug']!;
      mark(line, markOf(Object.keys(pages[slug] ?? {}), read.has(slug), memories, Date.now()), words);
    }
  };
  log.watch(() => void show());
  // back from another page by the browser's own cache
  addEventListener('pageshow', (event) => event.persisted && void show());
  await show();
}

function mark(line: HTMLElement, now: Mark, words: Readonly<Record<string, string>>): void {
  const state = line.querySelector<HTMLElement>('.state');
  if (!state) return;
  state.textContent = SIGNS[now];
  state.dataset['mark'] = now;
  state.title = words[`mark.${now}`]!;
  const said =
    line.querySelector('.state-said') ?? line.querySelector('a')!.appendChild(document.createElement('span'));
  said.className = 'state-said hidden-visually';
  said.textContent = now === 'unseen' ? '' : ` (${words[`mark.${now}`]})`;
}

/** Page -> item -> version. */
type Versions = Readonly<Record<string, Readonly<Record<string, number>>>>;
let versions: Promise<Versions> | undefined;
const versionsOfItems = () =>
  (versions ??= fetch(href('/quiz/versions.json')).then((response) => response.json() as Promise<Versions>));
