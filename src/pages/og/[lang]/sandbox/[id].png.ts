import type { APIContext } from 'astro';
import { picture } from '#components/og/picture.ts';
import { png } from '#components/og/render.ts';
import { hasPictures } from '#components/questions.ts';
import { modelOf, sandboxText } from '#components/sandboxes.ts';
import { format } from '#i18n/format.ts';
import { LANGUAGES, type Language } from '#i18n/languages.ts';
import { strings } from '#i18n/strings.ts';
import { roomIds } from '#sandboxes/rooms.ts';

export const getStaticPaths = () =>
  LANGUAGES.flatMap((lang) => (hasPictures ? roomIds : []).map((id) => ({ params: { lang, id } })));

/** What a shared link to a sandbox shows. */
export async function GET({ params }: APIContext): Promise<Response> {
  const lang = params['lang'] as Language;
  const id = params['id']!;
  const [t, text] = await Promise.all([strings(lang, 'site'), sandboxText(id, lang)]);
  const svg = picture({
    lang,
    topic: t['sandbox']!,
    question: text['name']!,
    facts: format(t['sandboxes.count']!, { n: modelOf(id).scenarios.length }, lang),
    foot: t['og.foot']!,
  });
  return new Response(await png(svg), { headers: { 'content-type': 'image/png' } });
}
