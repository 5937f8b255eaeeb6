import type { APIRoute } from 'astro';
import { takeaways } from '#components/takeaways.ts';
import { LANGUAGES, type Language } from '#i18n/languages.ts';

export const getStaticPaths = () => LANGUAGES.map((lang) => ({ params: { lang, of: lang } }));

/** The items for learning platforms, as QTI 2.1: /ko/quiz/keepalive-ko-qti.zip. */
export const GET: APIRoute = async ({ params, site }) => {
  const { qti } = await takeaways(params['lang'] as Language, site);
  return new Response(qti.bytes);
};
