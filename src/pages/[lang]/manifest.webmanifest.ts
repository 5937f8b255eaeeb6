import type { APIContext } from 'astro';
import { href } from '#i18n/href.ts';
import { LANGUAGES, type Language } from '#i18n/languages.ts';
import { strings } from '#i18n/strings.ts';

export const getStaticPaths = () => LANGUAGES.map((lang) => ({ params: { lang } }));

/** Lets the site be installed; it opens in the language it was installed from. */
export async function GET({ params }: APIContext): Promise<Response> {
  const lang = params['lang'] as Language;
  const t = await strings(lang, 'site');
  return Response.json({
    id: href('/'),
    name: t['name'],
    short_name: t['name'],
    description: t['tagline'],
    lang,
    start_url: href(`/${lang}/`),
    scope: href('/'),
    display: 'minimal-ui',
    background_color: '#fcfbf8',
    theme_color: '#fcfbf8',
    icons: [{ src: href('/favicon.svg'), sizes: 'any', type: 'image/svg+xml' }],
  });
}
