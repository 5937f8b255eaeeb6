import rss from '@astrojs/rss';
import type { APIContext } from 'astro';
import { questionPath, questions } from '#components/questions.ts';
import { href } from '#i18n/href.ts';
import { LANGUAGES, type Language } from '#i18n/languages.ts';
import { strings } from '#i18n/strings.ts';

export const getStaticPaths = () => LANGUAGES.map((lang) => ({ params: { lang } }));

/** Every question by the day it was last checked, newest first. */
export async function GET({ params, site }: APIContext): Promise<Response> {
  const lang = params['lang'] as Language;
  const t = await strings(lang, 'site');
  const all = [...(await questions())].sort((a, b) => b.entry.checked.localeCompare(a.entry.checked));
  const self = new URL(href(`/${lang}/rss.xml`), site).href;
  return rss({
    xmlns: { atom: 'http://www.w3.org/2005/Atom' },
    title: t['name']!,
    description: t['tagline']!,
    site: new URL(href(`/${lang}/`), site),
    // where the feed itself is, as the RSS Advisory Board's profile wants it
    customData: `<language>${lang}</language><atom:link href="${self}" rel="self" type="application/rss+xml"/>`,
    items: all.map(({ slug, entry }) => ({
      title: entry.question[lang],
      description: entry.oneLine[lang].replaceAll('`', ''),
      link: href(questionPath(lang, slug)),
      pubDate: new Date(`${entry.checked}T00:00:00Z`),
      categories: [t[`topic.${entry.topic}`]!],
    })),
  });
}
