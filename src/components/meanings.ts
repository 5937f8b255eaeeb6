import type { Language } from '#i18n/languages.ts';
import { curly } from '#markdown/typography.ts';
import { glossary } from './questions.ts';

/** Term id -> its name and its definition in parts, every second one code: what opens beside a term. */
export async function meanings(
  lang: Language,
): Promise<Readonly<Record<string, { name: string; parts: readonly string[] }>>> {
  const terms = await glossary();
  return Object.fromEntries(
    terms.map(({ id, data }) => {
      const parts = data.definition[lang].trim().split('`');
      return [
        id,
        { name: data.name[lang], parts: parts.map((part, i) => (i % 2 === 1 ? part : curly(part, i > 0))) },
      ];
    }),
  );
}
