import type { APIRoute } from 'astro';
import { questionPath, questions, sandboxPath, type Question } from '#components/questions.ts';
import type { Reasons } from '#quiz/items/contract.ts';
import type { Show } from '#schemas/entry.ts';
import { href } from '#i18n/href.ts';
import { LANGUAGES, type Language } from '#i18n/languages.ts';

export const getStaticPaths = () => LANGUAGES.map((lang) => ({ params: { lang } }));

/** Every misconception with its correction and its run, and the question of every page: what the notebook of wrong answers says. */
export const GET: APIRoute = async ({ params }) => {
  const lang = params['lang'] as Language;
  const all = await questions();
  const reasons: Reasons = {
    misconceptions: Object.fromEntries(
      all.flatMap((question) =>
        question.entry.misconceptions.map(({ id, said, truth, show }) => [
          `${question.slug}/${id}`,
          { said: said[lang], truth: truth[lang], run: runOf(question, show, lang) },
        ]),
      ),
    ),
    pages: Object.fromEntries(all.map(({ slug, entry }) => [slug, entry.question[lang]])),
  };
  return Response.json(reasons);
};

/** The address that opens the sandbox at the run. */
function runOf({ slug, entry }: Question, show: Show, lang: Language): string {
  const proof = entry.proofs.find(({ id }) => id === show.proof);
  const scenario = show.scenario ?? proof?.scenario;
  const sandbox = show.sandbox ?? proof?.sandbox;
  const page =
    sandbox === undefined || sandbox === entry.sandbox
      ? questionPath(lang, slug)
      : sandboxPath(lang, sandbox);
  return href(`${page}?scenario=${scenario}#sandbox`);
}
