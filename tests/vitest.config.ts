import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** `npm test -- engine` runs one folder; the projects `site` and `browser` need the built site, which their set-up makes. */
export default defineConfig({
  plugins: [svelte({ compilerOptions: { css: 'external' } })],
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['tests/**/*.test.ts'],
  },
});
