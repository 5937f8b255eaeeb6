import type { APIRoute } from 'astro';
import { classic } from '#embed/classic.ts';

/** The scripts of embedded pages, each one classic file: see classic.ts. */
const SCRIPTS = { early: 'components/embed/early.ts', quiz: 'components/embed/quiz.ts', sandbox: 'components/embed/sandbox.ts' };

export const getStaticPaths = () => Object.keys(SCRIPTS).map((script) => ({ params: { script } }));

export const GET: APIRoute = async ({ params }) => {
  const code = await classic(SCRIPTS[params['script'] as keyof typeof SCRIPTS]);
  return new Response(code, { headers: { 'content-type': 'text/javascript; charset=utf-8' } });
};
