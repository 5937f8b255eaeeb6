import type { APIRoute } from 'astro';
import { askedOf } from '#components/asked.ts';
import { questions, type Question } from '#components/questions.ts';
import { LANGUAGES, type Language } from '#i18n/languages.ts';

export async function getStaticPaths() {
  const all = await questions();
  return LANGUAGES.flatMap((lang) =>
    all.map((question) => ({ params: { lang, slug: question.slug }, props: { question } })),
  );
}

/** The items of one page, for its island: the page itself carries them as markup only. */
export const GET: APIRoute<{ question: Question }> = async ({ params, props }) =>
  Response.json(await askedOf(props.question.slug, props.question.entry, params['lang'] as Language));
