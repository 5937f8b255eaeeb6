import type { APIRoute } from 'astro';
import { classic, type Scripts } from '#embed/classic.ts';
import { roomIds, roomModules } from '#sandboxes/rooms.ts';

/** The scripts of embedded pages: see classic.ts. A sandbox's brings that sandbox and no other. */
const made = async (): Promise<Scripts> => {
  const all = [
    await classic('early', 'components/embed/early.ts'),
    await classic('quiz', 'components/embed/quiz.ts'),
  ];
  for (const id of roomIds)
    all.push(await classic(`sandbox-${id}`, 'components/embed/sandbox.ts', roomModules(id)));
  return new Map(all.flatMap((one) => [...one]));
};

export const getStaticPaths = async () =>
  [...(await made())].map(([file, code]) => ({
    params: { script: file.slice(0, -'.js'.length) },
    props: { code },
  }));

export const GET: APIRoute<{ code: string }> = ({ props }) =>
  new Response(props.code, { headers: { 'content-type': 'text/javascript; charset=utf-8' } });
