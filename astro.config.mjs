import sitemap from '@astrojs/sitemap';
import svelte from '@astrojs/svelte';
import { defineConfig } from 'astro/config';
import finish from './src/layouts/finish.ts';
import offline from './src/offline/integration.ts';
import prerender from './src/prerender/integration.ts';
import search from './src/search/pagefind/integration.ts';

/** Set both where the site is deployed: SITE_URL=https://example.org BASE_PATH=/net npm run build */
const site = process.env.SITE_URL ?? 'https://keepalive.example';
const base = process.env.BASE_PATH ?? '/';

export default defineConfig({
  site,
  base,
  trailingSlash: 'always',
  i18n: {
    locales: ['ko', 'en'],
    defaultLocale: 'ko',
    routing: { prefixDefaultLocale: true, redirectToDefaultLocale: false },
  },
  integrations: [
    svelte(),
    sitemap({
      filter: (page) => /\/(ko|en)\//.test(page) && !/\/404\//.test(page),
      i18n: { defaultLocale: 'ko', locales: { ko: 'ko', en: 'en' } },
    }),
    finish(),
    search(),
    // after those that pages are fed to
    prerender(),
    // last: it lists what all others have written
    offline(),
  ],
  // prose is made by src/markdown; without this Astro warns of Shiki's inline styles, of which ours writes none
  markdown: { syntaxHighlight: false },
  // every worker has its next pages at hand
  build: { inlineStylesheets: 'never', concurrency: 32 },
  devToolbar: { enabled: false },
  vite: {
    build: {
      // an inlined script or font would need an exception in the policy
      assetsInlineLimit: 0,
    },
  },
});
