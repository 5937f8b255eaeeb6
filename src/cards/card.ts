import type { Posed } from '#quiz/core/kinds.ts';
import type { Language } from '#i18n/languages.ts';
import { faceOf } from './faces.ts';
import { link, list, paragraph, said } from './html.ts';

/** The page that a card comes from. Addresses are absolute: a card is read far from the site. */
export interface Page {
  readonly slug: string;
  readonly topic: string;
  readonly level: string;
  readonly question: string;
  readonly oneLine: string;
  readonly thirtySeconds: string;
  readonly address: string;
  readonly sources: readonly Source[];
  readonly picture?: Picture | undefined;
}
export interface Source {
  readonly title: string;
  readonly section?: string | undefined;
  readonly url: string;
}
/** A file that the cards show: an SVG, named after its content. */
export interface Picture {
  readonly name: string;
  readonly svg: string;
  readonly alt: string;
}

/** What the reader sees beside the material; content/ui/<lang>/cards.json. */
export interface CardWords {
  readonly run: string;
  readonly page: string;
}

/** A note: every field but `id` is HTML. */
export interface Card {
  /** Permanent, ours, with the language: 'keepalive-ko-tw-who'. */
  readonly id: string;
  /** The part it is in: a chapter's id, or that of the main questions. */
  readonly deck: string;
  readonly question: string;
  readonly answer: string;
  readonly why: string;
  readonly oneLine: string;
  readonly source: string;
  readonly link: string;
  readonly picture?: Picture | undefined;
  readonly tags: readonly string[];
}

const cardId = (lang: Language, id: string) => `keepalive-${lang}-${id}`;

/** Spaces would part one tag into two. */
const tagsOf = (page: Page, more: readonly string[]) =>
  [page.topic, page.level, page.slug, ...more].map((name) => `keepalive::${name.replace(/\s+/g, '-')}`);

const cited = (sources: readonly Source[]) =>
  list(
    'ul',
    sources.map(({ title, section, url }) => link(url, said(section ? `${title}, ${section}` : title))),
  );

interface Shared {
  readonly lang: Language;
  readonly deck: string;
  readonly words: CardWords;
}

/** A quiz item; undefined for a kind that cannot be asked on paper. `run` is the address that opens the run of the answer. */
export function itemCard(
  posed: Posed,
  page: Page,
  shared: Shared & {
    readonly run?: string | undefined;
    readonly picture?: Picture | undefined;
    /** What the item is called where it is not what it was posed as: a prediction is asked as a choice. */
    readonly as?: string | undefined;
    readonly sources: readonly Source[];
  },
): Card | undefined {
  const face = faceOf(posed);
  if (!face) return undefined;
  const { lang, deck, words, sources } = shared;
  const run = link(shared.run ?? `${page.address}#sandbox`, words.run);
  return {
    id: cardId(lang, posed.id),
    deck,
    ...face,
    oneLine: said(page.oneLine),
    source: cited(sources),
    link: `${run} · ${link(`${page.address}#quiz-${posed.id}`, said(page.question))}`,
    picture: shared.picture,
    tags: tagsOf(page, [shared.as ?? posed.kind]),
  };
}

/** The main question of a page: the answer is its one line, the rest what is said in thirty seconds. */
export function questionCard(page: Page, { lang, deck, words }: Shared): Card {
  return {
    id: cardId(lang, `question-${page.slug}`),
    deck,
    question: paragraph(said(page.question)),
    answer: paragraph(said(page.oneLine)),
    why: paragraph(said(page.thirtySeconds)),
    oneLine: '',
    source: cited(page.sources),
    link: `${link(`${page.address}#sandbox`, words.run)} · ${link(page.address, words.page)}`,
    picture: page.picture,
    tags: tagsOf(page, ['question']),
  };
}
