import { href } from '#i18n/href.ts';
import type { Language } from '#i18n/languages.ts';
import { byName, type ByName, type Named, type NamedBy } from '../core/names.ts';
import { lastResorts, marksOf, readings, type Attempt } from '../core/query.ts';
import { jumps, rank, type Place } from '../core/rank.ts';
import { loadPagefind } from './load.ts';

/** What Pagefind's own module gives; only what is used here. */
export interface PagefindModule {
  createInstance(options: {
    basePath: string;
    baseUrl: string;
    noWorker?: boolean;
    excerptLength?: number;
    metaCacheTag?: string;
    ranking?: { metaWeights?: Record<string, number>; pageLength?: number };
  }): PagefindInstance;
}
export interface PagefindInstance {
  search(query: string, options: { filters: Filters }): Promise<{ results: PagefindHit[] }>;
  filters(): Promise<Record<string, Record<string, number>>>;
}
interface PagefindHit {
  readonly id: string;
  readonly score: number;
  data(): Promise<{
    url: string;
    meta: Record<string, string>;
    filters: Record<string, string[]>;
    excerpt: string;
    sub_results: {
      title: string;
      url: string;
      excerpt: string;
      weighted_locations: { balanced_score: number }[];
    }[];
  }>;
}

export type Filters = Readonly<{ topic?: string; level?: string }>;

/** A page that was found. Excerpts carry <mark> around hits: cut them with `pieces()`, never use them as HTML. */
export interface Found {
  readonly url: string;
  readonly title: string;
  readonly topic: string | undefined;
  readonly level: string | undefined;
  readonly excerpt: string;
  readonly jumps: readonly Place[];
}

let instance: Promise<PagefindInstance> | undefined;

/** One instance a page: Pagefind's worker on a site, its main-thread form from disk. A failed load is tried again next time. */
export function open(): Promise<PagefindInstance> {
  instance ??= loadPagefind()
    .then(({ module, basePath, noWorker }) => module.createInstance({ ...SETTINGS, basePath, noWorker }))
    .catch((error: unknown) => {
      instance = undefined;
      throw error;
    });
  return instance;
}

export const SETTINGS = {
  /** Result addresses come without the sub-path; `href()` adds it, and makes them work from disk. */
  baseUrl: '/',
  excerptLength: 24,
  /** The entry file's name never changes: this keeps its address the same, so that it can be kept for offline use. */
  metaCacheTag: '1',
  ranking: { metaWeights: { title: 6, names: 10, about: 6, forms: 0.3 } },
} as const;

let names: Promise<ByName> | undefined;

/** Finds the pages that a query names, of all pages in one language. A failed load is tried again next time. */
export function openNames(lang: Language): Promise<ByName> {
  names ??= fetch(href(`/pagefind/names.${lang}.json`))
    .then(async (response) => byName((await response.json()) as Named[]))
    .catch((error: unknown) => {
      names = undefined;
      throw error;
    });
  return names;
}

/** The pages that are named are shown after so long, where those that hold the words have not come by then. */
const EARLY_MS = 20;

/**
 * Pages for what was typed, best first: those that it names, and those that hold its words. Where `isOver` says that something else was typed
 * meanwhile, none: their texts, the heaviest part, are not loaded.
 * @param early is given what it names as soon as the names are there: on a page that was just opened Pagefind's program takes longer
 */
export async function find(
  query: string,
  lang: Language,
  filters: Filters,
  isOver: () => boolean,
  early: (found: Found[]) => void,
  most = 8,
): Promise<Found[]> {
  const named = (await openNames(lang))(query);
  const wait = setTimeout(() => {
    const pages = rank([], within(named, filters)).slice(0, most);
    if (!isOver() && pages.length > 0) early(pages.map(({ id }) => foundByName(named.get(id)!.page)));
  }, EARLY_MS);
  try {
    return await findWith(await open(), named, query, filters, most, isOver);
  } finally {
    clearTimeout(wait);
  }
}

/** All readings are searched at once; the last resorts only if nothing was found. */
export async function findWith(
  pagefind: PagefindInstance,
  all: NamedBy,
  query: string,
  filters: Filters,
  most: number,
  isOver = () => false,
): Promise<Found[]> {
  const ask = async ({ text, weight }: Attempt) => ({
    weight,
    hits: (await pagefind.search(text, { filters })).results,
  });
  const named = within(all, filters);
  let inText = await Promise.all(readings(query).map(ask));
  for (const attempt of lastResorts(query)) {
    if (named.size > 0 || inText.some(({ hits }) => hits.length > 0)) break;
    inText = [await ask(attempt)];
  }
  if (isOver()) return [];
  const marks = marksOf(query);
  const found = await Promise.all(
    rank(inText, named)
      .slice(0, most)
      .map(async ({ id, hit }) => {
        const page = named.get(id)?.page;
        if (!hit) return foundByName(page!);
        const data = await hit.data();
        return page || !byOneLetter(data.excerpt, query) ? foundFrom(data, marks) : undefined;
      }),
  );
  return found.filter((one) => one !== undefined);
}

const within = (named: NamedBy, { topic, level }: Filters): NamedBy =>
  new Map(
    [...named].filter(
      ([, { page }]) => (topic ?? page.topic) === page.topic && (level ?? page.level) === page.level,
    ),
  );

/** A page that is named, as long as nothing else is known of it, or where it holds none of the words. */
const foundByName = ({ url, title, topic, level, summary }: Named): Found => ({
  url: href(url),
  title,
  topic,
  level,
  excerpt: summary,
  jumps: [],
});

/** Pagefind gives a word that it does not know to the longest word that begins it, at last to a single letter: no hit at all. */
function byOneLetter(excerpt: string, query: string): boolean {
  const marked = [...excerpt.matchAll(/<mark>(.*?)<\/mark>/g)].map(([, word]) => lettersOf(word!));
  const shortest = Math.min(...query.split(/\s+/).map((word) => lettersOf(word).length));
  return marked.length > 0 && shortest > 1 && marked.every((word) => word.length < 2);
}
const lettersOf = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');

function foundFrom(data: Awaited<ReturnType<PagefindHit['data']>>, marks: readonly string[]): Found {
  const places = data.sub_results.map(({ title, url, excerpt, weighted_locations }) => {
    const weight = weighted_locations.reduce((sum, { balanced_score }) => sum + balanced_score, 0);
    return { title, url: href(url), excerpt, weight };
  });
  return {
    url: href(data.url),
    title: data.meta['title'] ?? data.url,
    topic: data.filters['topic']?.[0],
    level: data.filters['level']?.[0],
    // found by its metadata alone: the beginning of its text would say nothing
    excerpt: data.excerpt.includes('<mark>') ? data.excerpt : (data.meta['summary'] ?? data.excerpt),
    jumps: jumps(places, marks),
  };
}
