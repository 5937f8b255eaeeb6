import type { APIRoute } from 'astro';
import { meanings } from '#components/meanings.ts';
import { LANGUAGES, type Language } from '#i18n/languages.ts';

export const getStaticPaths = () => LANGUAGES.map((lang) => ({ params: { lang } }));

/** What every term means in one language, fetched when the first is asked for. */
export const GET: APIRoute = async ({ params }) => Response.json(await meanings(params['lang'] as Language));
