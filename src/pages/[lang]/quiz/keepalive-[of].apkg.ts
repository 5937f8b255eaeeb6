import type { APIRoute } from 'astro';
import { apkg } from '#cards/anki/package.ts';
import { material } from '#components/cards.ts';
import { LANGUAGES, type Language } from '#i18n/languages.ts';

export const getStaticPaths = () => LANGUAGES.map((lang) => ({ params: { lang, of: lang } }));

/** The Anki deck of a language: /ko/quiz/keepalive-ko.apkg. */
export const GET: APIRoute = async ({ params, site }) =>
  new Response(await apkg(await material(params['lang'] as Language, site)));
