import type { APIRoute } from 'astro';
import { askedOf } from '#components/asked.ts';
import { questions } from '#components/questions.ts';
import { LANGUAGES, type Language } from '#i18n/languages.ts';

export const getStaticPaths = () => LANGUAGES.map((lang) => ({ params: { lang } }));

/** Every item of the site in one language, for sessions. */
export const GET: APIRoute = async ({ params }) => {
  const all = await questions();
  const asked = await Promise.all(
    all.map(async ({ slug, entry }) => {
      const items = await askedOf(slug, entry, params['lang'] as Language);
      return items.map((one) => ({ ...one, topic: entry.topic }));
    }),
  );
  return Response.json(asked.flat());
};
