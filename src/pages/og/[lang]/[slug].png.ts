import type { APIContext } from 'astro';
import { picture } from '#components/og/picture.ts';
import { png } from '#components/og/render.ts';
import { hasPictures, questions, type Question } from '#components/questions.ts';
import { format } from '#i18n/format.ts';
import { LANGUAGES, type Language } from '#i18n/languages.ts';
import { strings } from '#i18n/strings.ts';

export async function getStaticPaths() {
  const all = hasPictures ? await questions() : [];
  return LANGUAGES.flatMap((lang) =>
    all.map((question) => ({ params: { lang, slug: question.slug }, props: { question } })),
  );
}

export async function GET({ params, props }: APIContext<{ question: Question }>): Promise<Response> {
  const lang = params['lang'] as Language;
  const { entry } = props.question;
  const t = await strings(lang, 'site');
  const facts = [
    t[`level.${entry.level}`],
    t[`asked.${entry.asked}`],
    format(t['minutes']!, { n: entry.minutes }, lang),
  ];
  const svg = picture({
    lang,
    topic: t[`topic.${entry.topic}`]!,
    question: entry.question[lang],
    facts: facts.join(' · '),
    foot: t['og.foot']!,
  });
  return new Response(await png(svg), { headers: { 'content-type': 'image/png' } });
}
