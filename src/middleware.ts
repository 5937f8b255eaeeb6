import { defineMiddleware } from 'astro:middleware';
import { feed } from '#search/pagefind/feed.ts';

/** While the site is built, each page is finished and goes to the search index as soon as it is made: that reads it in a process of its own meanwhile. */
export const onRequest = defineMiddleware(async ({ url }, next) => {
  const response = await next();
  const give = feed();
  if (!give || !response.headers.get('content-type')?.startsWith('text/html')) return response;
  const html = await response.text();
  const path = url.pathname.slice(import.meta.env.BASE_URL.replace(/\/$/, '').length + 1);
  const made = await give(path.endsWith('/') || path === '' ? `${path}index.html` : path, html);
  return new Response(made, response);
});
