import type { APIRoute } from 'astro';
import { classic } from '#embed/classic.ts';
import { roomIds, roomSource } from '#sandboxes/rooms.ts';

/** The scripts of embedded pages, each one classic file: see classic.ts. A sandbox's brings that sandbox and no other. */
const SCRIPTS: Readonly<Record<string, () => Promise<string>>> = {
  early: () => classic('components/embed/early.ts'),
  quiz: () => classic('components/embed/quiz.ts'),
  ...Object.fromEntries(
    roomIds.map((id) => [`sandbox-${id}`, () => classic('components/embed/sandbox.ts', roomSource(id))]),
  ),
};

export const getStaticPaths = () => Object.keys(SCRIPTS).map((script) => ({ params: { script } }));

export const GET: APIRoute = async ({ params }) => {
  const code = await SCRIPTS[params['script']!]!();
  return new Response(code, { headers: { 'content-type': 'text/javascript; charset=utf-8' } });
};
