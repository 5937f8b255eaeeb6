import type { Language } from './languages.ts';

/** Keys to sentences of one area of the interface (content/ui/<lang>/<area>.json). */
export type Strings = Readonly<Record<string, string>>;

const files = import.meta.glob<{ default: Strings }>('/content/ui/*/*.json');

/** The strings of an area: 'site', 'player', 'quiz', 'search', 'offline'. Each area is a file of its own, so an island loads only its own. */
export async function strings(lang: Language, area: string): Promise<Strings> {
  const load = files[`/content/ui/${lang}/${area}.json`];
  if (!load) throw new Error(`content/ui/${lang}/${area}.json does not exist`);
  return (await load()).default;
}
