import type { APIRoute } from 'astro';
import { takeaways } from '#components/takeaways.ts';
import { LANGUAGES, type Language } from '#i18n/languages.ts';

export const getStaticPaths = () => LANGUAGES.map((lang) => ({ params: { lang, of: lang } }));

/** The Anki deck of a language: /ko/quiz/keepalive-ko.apkg. */
export const GET: APIRoute = async ({ params, site }) => {
  const { apkg } = await takeaways(params['lang'] as Language, site);
  return new Response(apkg.bytes);
};
