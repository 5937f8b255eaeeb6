import { svelte } from '@sveltejs/vite-plugin-svelte';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = join(import.meta.dirname, '..');
const ofTheBuiltSite = ['tests/site/**/*.test.ts', 'tests/browser/**/*.test.ts'];

/** `npm test -- --project pure` needs no build; the project `built` builds the site first and opens it in a browser. */
export default defineConfig({
  root,
  plugins: [svelte({ configFile: false, compilerOptions: { css: 'external' } })],
  test: {
    reporters: ['default', './tests/support/reporter.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['tests/**/*.test.ts'],
          exclude: ofTheBuiltSite,
          testTimeout: 30_000,
          // Vitest leaves one core free, of the two that a small machine has
          maxWorkers: '100%',
        },
      },
      {
        extends: true,
        test: {
          name: 'built',
          include: ofTheBuiltSite,
          globalSetup: ['tests/support/built-site.ts'],
          fileParallelism: false,
          maxConcurrency: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
