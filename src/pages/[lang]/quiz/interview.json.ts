import type { APIRoute } from 'astro';
import { questions } from '#components/questions.ts';
import { LANGUAGES, type Language } from '#i18n/languages.ts';
import type { InterviewPage } from '#quiz/items/interview.ts';

export const getStaticPaths = () => LANGUAGES.map((lang) => ({ params: { lang } }));

/** Every question with its follow-ups and what one wants to hear, in one language and in reading order: the graph of the mock interview. */
export const GET: APIRoute = async ({ params }) => {
  const lang = params['lang'] as Language;
  const all = await questions();
  const exists = new Set(all.map(({ slug }) => slug));
  const pages = all.map(({ slug, entry }): InterviewPage => {
    const { topic, order, level, asked, related } = entry;
    return {
      slug,
      topic,
      order,
      level,
      asked,
      related,
      question: entry.question[lang],
      oneLine: entry.oneLine[lang],
      thirtySeconds: entry.thirtySeconds[lang],
      goodToHear: entry.goodToHear.map((one) => one[lang]),
      redFlags: entry.redFlags.map((one) => one[lang]),
      followUps: entry.followUps
        .filter(({ page }) => page === undefined || exists.has(page))
        .map(({ id, kind, question, answer, page }) => ({
          id,
          kind,
          question: question[lang],
          // answered in place where it can be
          ...(answer ? { answer: answer[lang] } : { page }),
        })),
    };
  });
  return Response.json(pages);
};
