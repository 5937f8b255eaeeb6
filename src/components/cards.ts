import type { Deck } from '#cards/anki/collection.ts';
import { itemCard, questionCard, type Page, type Picture, type Source } from '#cards/card.ts';
import type { QtiItem } from '#cards/qti/package.ts';
import { href } from '#i18n/href.ts';
import type { Language } from '#i18n/languages.ts';
import { strings } from '#i18n/strings.ts';
import type { Setup } from '#player/model.ts';
import { encodeShare } from '#player/share.ts';
import type { Asked } from '#quiz/items/contract.ts';
import { TOPICS } from '#schemas/entry.ts';
import { askedOf } from './asked.ts';
import { changedAt } from './changed-at.ts';
import { chapters, hasPictures, questionPath, sandboxPath, type Question } from './questions.ts';
import { runPicture } from './run-picture.ts';
import { modelOf } from './sandboxes.ts';

/** The part of the deck that asks the main questions. */
const QUESTIONS = 'questions';
/** Sources on a card; its page has them all. */
const SOURCES = 3;

export interface Material extends Deck {
  /** The items themselves, for learning platforms. */
  readonly items: readonly QtiItem[];
  /** Items that only work in a page. */
  readonly leftOut: number;
}

/** Every main question and every item of a language as cards, in reading order. */
export async function material(lang: Language, site: URL | undefined): Promise<Material> {
  const [t, words, found] = await Promise.all([strings(lang, 'site'), strings(lang, 'cards'), chapters()]);
  const shared = { lang, words: { run: words['run']!, page: words['page']! } };
  const absolute: Absolute = (path) => new URL(href(path), site).href;
  const all = await Promise.all(
    found.flatMap(({ topic, questions }) =>
      questions.map(async (question) => {
        const page = await pageOf(question, lang, absolute);
        const asked = await askedOf(question.slug, question.entry, lang);
        const items = asked.map(async (one) =>
          itemCard(one.posed, page, {
            ...shared,
            deck: topic,
            as: one.source ? 'computed' : one.as,
            ...(await shownBy(one, page, absolute, lang)),
            sources: sourcesOf(question, one.posed.misconceptions),
          }),
        );
        return {
          question: questionCard(page, { ...shared, deck: QUESTIONS }),
          items: await Promise.all(items),
          posed: asked.map((one) => one.posed),
          link: { address: page.address, words: page.question.replaceAll('`', '') },
          checked: question.entry.checked,
        };
      }),
    ),
  );
  const items = all.flatMap((one) => one.items);
  const cards = items.filter((card) => card !== undefined);
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
    modified: changedAt(
      ['content', 'src/cards'],
      all.map(({ checked }) => checked),
    ),
    cards: [...all.map(({ question }) => question), ...cards],
    items: all.flatMap(({ posed, link }) => posed.map((one) => ({ posed: one, link }))),
    leftOut: items.length - cards.length,
  };
}

/** A path of the site as an address: a card is read far from it. */
type Absolute = (path: string) => string;

const pageOf = async ({ slug, entry }: Question, lang: Language, absolute: Absolute): Promise<Page> => ({
  slug,
  topic: entry.topic,
  level: entry.level,
  question: entry.question[lang],
  oneLine: entry.oneLine[lang],
  thirtySeconds: entry.thirtySeconds[lang],
  address: absolute(questionPath(lang, slug)),
  sources: entry.sources.slice(0, SOURCES),
  picture: await pictureOf(entry.sandbox, entry.scenario, lang),
});

/** The sources of the misconceptions that an item probes; of others what its page stands on first. */
function sourcesOf({ entry }: Question, misconceptions: readonly string[]): readonly Source[] {
  const named = entry.misconceptions.filter(({ id }) => misconceptions.includes(id));
  const found = entry.sources.filter(({ id }) => named.some(({ source }) => source === id));
  return found.length > 0 ? found : entry.sources.slice(0, SOURCES);
}

const pictureOf = async (sandbox: string, scenario: string, lang: Language) =>
  hasPictures ? runPicture(sandbox, scenario, lang) : undefined;

interface Shown {
  readonly run?: string | undefined;
  readonly picture?: Picture | undefined;
}

/** The run that shows the answer: the one that an item was drawn from or stops in, or that the right option names. */
async function shownBy(asked: Asked, page: Page, absolute: Absolute, lang: Language): Promise<Shown> {
  const { posed, source, setup, sandbox } = asked;
  if (source) {
    const hash = await encodeShare(modelOf(source.sandbox), { setup: setup as Setup, playhead: -1 });
    return { run: absolute(sandboxPath(lang, source.sandbox)) + hash };
  }
  if (asked.stop) return { run: `${page.address}?scenario=${asked.stop.scenario}#sandbox` };
  if (posed.kind !== 'single' && posed.kind !== 'several') return {};
  const named = posed.options.find(({ id, scenario }) => scenario && posed.answer.includes(id))?.scenario;
  if (named === undefined) return {};
  return {
    run: `${page.address}?scenario=${named}#sandbox`,
    picture: await pictureOf(sandbox, named, lang),
  };
}
