import type { APIRoute } from 'astro';
import { glossary } from '#components/questions.ts';
import { LANGUAGES, type Language } from '#i18n/languages.ts';
import { curly } from '#markdown/typography.ts';

export const getStaticPaths = () => LANGUAGES.map((lang) => ({ params: { lang } }));

/** Term id -> its name and its definition in parts, every second one code: what opens beside a term, fetched at the first. */
export const GET: APIRoute = async ({ params }) => {
  const lang = params['lang'] as Language;
  const terms = await glossary();
  return Response.json(
    Object.fromEntries(
      terms.map(({ id, data }) => [
        id,
        {
          name: data.name[lang],
          parts: data.definition[lang]
            .trim()
            .split('`')
            .map((part, i) => (i % 2 === 1 ? part : curly(part, i > 0))),
        },
      ]),
    ),
  );
};
