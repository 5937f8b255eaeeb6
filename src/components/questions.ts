import { getCollection, type CollectionEntry } from 'astro:content';
import type { Language } from '#i18n/languages.ts';
import { entrySchema, TOPICS, type Entry } from '#schemas/entry.ts';
import { keepQuestions, keptQuestions } from '#schemas/once.ts';
import { readContent } from '#schemas/read.ts';

/** A question with its facts (entry.yaml); its prose is fetched apart. */
export interface Question {
  readonly slug: string;
  readonly entry: Entry;
  /** Digest of the facts and both proses: what "version" means in a report. */
  readonly version: string;
}

/** Of the questions that were read. */
let versions: string | undefined;

/**
 * Every question in reading order: by topic, then by its place there. Astro's collection says which there are, once all are checked;
 * their facts are read where they lie: bundled as code, those of a thousand questions cost time and memory.
 */
export async function questions(): Promise<readonly Question[]> {
  const all = keptQuestions() as readonly Question[] | undefined;
  if (all && !import.meta.env.DEV) return all;
  const found = await getCollection('qa');
  // while an author writes, content changes under the running server
  const now = found.map(({ id, data }) => `${id} ${data.version}`).join();
  const fresh = all && now === versions ? all : read();
  versions = now;
  keepQuestions(fresh);
  return fresh;
}

const read = (): readonly Question[] =>
  readContent(process.cwd())
    .questions.map(({ slug, entry, version }) => ({ slug, entry: entrySchema.parse(entry?.data), version }))
    .sort((a, b) => rank(a) - rank(b) || a.slug.localeCompare(b.slug));

const rank = ({ entry }: Question) => TOPICS.indexOf(entry.topic) * 1000 + entry.order;

/** Topics that have questions, in the order of the map. */
export async function chapters(): Promise<
  readonly { topic: Entry['topic']; questions: readonly Question[] }[]
> {
  const found = await questions();
  return TOPICS.map((topic) => ({
    topic,
    questions: found.filter((one) => one.entry.topic === topic),
  })).filter((one) => one.questions.length > 0);
}

let terms: Promise<readonly CollectionEntry<'glossary'>[]> | undefined;
/** Every term of the glossary, by id. */
export function glossary(): Promise<readonly CollectionEntry<'glossary'>[]> {
  terms ??= getCollection('glossary').then((found) => found.sort((a, b) => a.id.localeCompare(b.id)));
  const now = terms;
  if (import.meta.env.DEV) terms = undefined;
  return now;
}

/** Reading paths in their order, with their questions and how long they take. */
export async function tracks() {
  const [found, all] = await Promise.all([getCollection('tracks'), questions()]);
  const bySlug = new Map(all.map((one) => [one.slug, one]));
  return found
    .sort((a, b) => a.data.order - b.data.order)
    .map(({ id, data }) => {
      const parts = data.parts.map(({ name, questions: slugs }) => ({
        name,
        questions: slugs.map((slug) => bySlug.get(slug)!),
      }));
      const whole = parts.flatMap((one) => one.questions);
      return {
        id,
        ...data,
        parts,
        count: whole.length,
        minutes: sum(whole.map(({ entry }) => entry.minutes)),
      };
    });
}
const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0);

export const sandboxPath = (lang: Language, id: string) => `/${lang}/sandboxes/${id}/`;
export const questionPath = (lang: Language, slug: string) => `/${lang}/qa/${slug}/`;

/** Pictures for shared links cost 0.1 s a page the first time; KEEPALIVE_PICTURES=off leaves them out (a bench of 1,000 questions). */
export const hasPictures = process.env['KEEPALIVE_PICTURES'] !== 'off';
