import mdx from '@astrojs/mdx';
import svelte from '@astrojs/svelte';
import { defineConfig } from 'astro/config';

export default defineConfig({
  site: 'https://keepalive.example',
  trailingSlash: 'always',
  integrations: [svelte(), mdx()],
});
