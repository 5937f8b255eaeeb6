import type { APIRoute } from 'astro';
import { classic } from '#embed/classic.ts';

/** `embed.js`, which other sites load: see src/embed/host.ts. */
export const GET: APIRoute = async () => {
  const [code] = [...(await classic('embed', 'embed/host.ts')).values()];
  return new Response(code, { headers: { 'content-type': 'text/javascript; charset=utf-8' } });
};
