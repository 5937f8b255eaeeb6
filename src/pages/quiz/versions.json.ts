import type { APIRoute } from 'astro';
import { questions } from '#components/questions.ts';

/** Page -> item -> version: what the marks on home are computed from; the same in every language. */
export const GET: APIRoute = async () => {
  const pages = (await questions()).map(({ slug, entry }) => [
    slug,
    Object.fromEntries(entry.quiz.map(({ id, version }) => [id, version])),
  ]);
  return Response.json(Object.fromEntries(pages));
};
