/**
 * Global set-up of the tests that look at the built site: builds it and makes its file:// edition
 * as a newcomer would (`npm run export` does both), serves the one and starts one browser for all test files.
 * KEEPALIVE_DIST=keep takes dist/ and export/ as they are: for a second run while writing a test.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium as playwright } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { chromium, CHROMIUM_ARGUMENTS } from './chromium.ts';
import { serve } from './serve.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built site is served, without a slash at the end. */
    origin: string;
    /** The browser's address for `connect`. */
    browser: string;
  }
}

const root = join(import.meta.dirname, '..', '..');

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const keep = process.env['KEEPALIVE_DIST'] === 'keep' && existsSync(join(root, 'dist', 'index.html'));
  if (!keep) {
    // builds dist/ first, as `npm run build` does
    execFileSync('npm', ['run', '--silent', 'export'], {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
      // Vitest's own 'test' would bring Svelte's development build
      env: { ...process.env, NODE_ENV: 'production' },
    });
  }
  const site = await serve(join(root, 'dist'), 0);
  const { executablePath, env } = await chromium();
  const browser = await playwright.launchServer({
    executablePath,
    env,
    args: CHROMIUM_ARGUMENTS,
    headless: true,
  });
  project.provide('origin', site.origin);
  project.provide('browser', browser.wsEndpoint());
  return async () => {
    await browser.close();
    await site.close();
  };
}
