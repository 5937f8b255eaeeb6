import { execFileSync } from 'node:child_process';
import { itemCard, questionCard, type Card, type CardWords, type Page, type Source } from '#cards/card.ts';
import type { Deck } from '#cards/anki/collection.ts';
import { href } from '#i18n/href.ts';
import type { Language } from '#i18n/languages.ts';
import { strings } from '#i18n/strings.ts';
import type { Setup } from '#player/model.ts';
import { encodeShare } from '#player/share.ts';
import { TOPICS } from '#schemas/entry.ts';
import type { Asked } from '#quiz/items/contract.ts';
import { askedOf } from './asked.ts';
import { chapters, questionPath, sandboxPath, type Question } from './questions.ts';
import { modelOf } from './sandboxes.ts';

/** The part of the deck that asks the main questions. */
const QUESTIONS = 'questions';

/**
 * When the material was last changed, in seconds since 1970, without asking the clock: SOURCE_DATE_EPOCH where it is set, else the
 * last commit that touched it, else (no repository) the day that a page was last checked.
 */
function changedAt(all: readonly Question[]): number {
  const given = process.env['SOURCE_DATE_EPOCH'];
  if (given !== undefined && /^\d+$/.test(given)) return Number(given);
  const days = all.map(({ entry }) => Date.parse(`${entry.checked}T00:00:00Z`) / 1000);
  return committedAt(['content', 'src/cards']) ?? Math.max(0, ...days);
}

function committedAt(paths: readonly string[]): number | undefined {
  try {
    const log = ['log', '-1', '--format=%ct', '--', ...paths];
    const said = execFileSync('git', log, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return Number.parseInt(said, 10) || undefined;
  } catch {
    return undefined;
  }
}

/** The sources of the misconceptions that an item probes; of others what its page stands on first. */
function sourcesOf({ entry }: Question, misconceptions: readonly string[]): readonly Source[] {
  const named = entry.misconceptions.filter(({ id }) => misconceptions.includes(id));
  const found = entry.sources.filter(({ id }) => named.some(({ source }) => source === id));
  return found.length > 0 ? found : entry.sources.slice(0, 3);
}

/** Where the run opens that shows the answer: the one that a computed item was drawn from, or that the right option names. */
async function runOf({ posed, source, setup }: Asked, page: Page, absolute: Absolute, lang: Language) {
  if (source) {
    const hash = await encodeShare(modelOf(source.sandbox), { setup: setup as Setup, playhead: -1 });
    return absolute(sandboxPath(lang, source.sandbox)) + hash;
  }
  if (posed.kind !== 'single' && posed.kind !== 'several') return undefined;
  const named = posed.options.find(({ id, scenario }) => scenario && posed.answer.includes(id));
  return named && `${page.address}?scenario=${named.scenario}#sandbox`;
}
type Absolute = (path: string) => string;

export interface Material extends Deck {
  /** Items that only work in a page. */
  readonly leftOut: number;
}

const made = new Map<string, Promise<Material>>();

/** Every main question and every item of a language as cards, in reading order. */
export function material(lang: Language, site: URL | undefined): Promise<Material> {
  const known = made.get(lang) ?? gather(lang, site);
  if (!import.meta.env.DEV) made.set(lang, known);
  return known;
}

async function gather(lang: Language, site: URL | undefined): Promise<Material> {
  const [t, words] = await Promise.all([strings(lang, 'site'), strings(lang, 'cards')]);
  const shared = { lang, words: { run: words['run']!, page: words['page']! } satisfies CardWords };
  const found = await chapters();
  const all = found.flatMap(({ questions }) => questions);
  const absolute: Absolute = (path) => new URL(href(path), site).href;
  const pageOf = ({ slug, entry }: Question): Page => ({
    slug,
    topic: entry.topic,
    level: entry.level,
    question: entry.question[lang],
    oneLine: entry.oneLine[lang],
    thirtySeconds: entry.thirtySeconds[lang],
    address: absolute(questionPath(lang, slug)),
    sources: entry.sources.slice(0, 3),
  });
  const items = await Promise.all(
    all.map(async (question) => {
      const page = pageOf(question);
      const asked = await askedOf(question.slug, question.entry, lang);
      return Promise.all(
        asked.map(async (one) =>
          itemCard(one.posed, page, {
            ...shared,
            deck: question.entry.topic,
            run: await runOf(one, page, absolute, lang),
            sources: sourcesOf(question, one.posed.misconceptions),
          }),
        ),
      );
    }),
  );
  const cards: Card[] = items.flat().filter((card) => card !== undefined);
  return {
    lang,
    name: words['deck']!,
    description: words['deck.about']!,
    parts: [
      { id: QUESTIONS, name: `0 ${words['deck.questions']}` },
      // numbered by the map and not by what is there: Anki knows a deck by its name
      ...found.map(({ topic }) => ({
        id: topic,
        name: `${TOPICS.indexOf(topic) + 1} ${t[`topic.${topic}`]}`,
      })),
    ],
    modified: changedAt(all),
    cards: [...all.map((one) => questionCard(pageOf(one), { ...shared, deck: QUESTIONS })), ...cards],
    leftOut: items.flat().length - cards.length,
  };
}
