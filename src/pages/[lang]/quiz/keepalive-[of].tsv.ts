import type { APIRoute } from 'astro';
import { tsv } from '#cards/tsv.ts';
import { material } from '#components/cards.ts';
import { LANGUAGES, type Language } from '#i18n/languages.ts';

export const getStaticPaths = () => LANGUAGES.map((lang) => ({ params: { lang, of: lang } }));

/** The same cards as a table: /ko/quiz/keepalive-ko.tsv. */
export const GET: APIRoute = async ({ params, site }) =>
  new Response(tsv(await material(params['lang'] as Language, site)));
