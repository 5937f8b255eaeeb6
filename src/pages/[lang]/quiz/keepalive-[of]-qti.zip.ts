import type { APIRoute } from 'astro';
import { qtiPackage } from '#cards/qti/package.ts';
import { material } from '#components/cards.ts';
import { LANGUAGES, type Language } from '#i18n/languages.ts';

export const getStaticPaths = () => LANGUAGES.map((lang) => ({ params: { lang, of: lang } }));

/** The items for learning platforms, as QTI 2.1: /ko/quiz/keepalive-ko-qti.zip. */
export const GET: APIRoute = async ({ params, site }) => {
  const lang = params['lang'] as Language;
  const { items } = await material(lang, site);
  return new Response(qtiPackage(items, lang));
};
