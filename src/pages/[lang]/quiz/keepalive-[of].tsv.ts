import type { APIRoute } from 'astro';
import { takeaways } from '#components/takeaways.ts';
import { LANGUAGES, type Language } from '#i18n/languages.ts';

export const getStaticPaths = () => LANGUAGES.map((lang) => ({ params: { lang, of: lang } }));

/** The same cards as a table: /ko/quiz/keepalive-ko.tsv. */
export const GET: APIRoute = async ({ params, site }) => {
  const { tsv } = await takeaways(params['lang'] as Language, site);
  return new Response(tsv.bytes);
};
