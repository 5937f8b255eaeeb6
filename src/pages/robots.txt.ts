import type { APIRoute } from 'astro';
import { href } from '#i18n/href.ts';

/** Where the sitemap is (sitemaps.org; RFC 9309 §2.2.4 lets records like it stand). Only read where the site is at the root of its host. */
export const GET: APIRoute = ({ site }) =>
  new Response(`User-agent: *\nAllow: /\n\nSitemap: ${new URL(href('/sitemap-index.xml'), site).href}\n`);
