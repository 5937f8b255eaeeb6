/** A fresh page in the shared browser, watched: whatever it says on the console, or asks of another origin, is kept. */
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';

export interface Watched {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors and warnings of the console, uncaught errors, blocked resources. */
  readonly complaints: string[];
  /** Requests to another origin than the site's. */
  readonly foreign: string[];
}

/** Call at the top of a test file; gives what opens pages. */
export function browser(): (options?: BrowserContextOptions) => Promise<Watched> {
  let shared: Browser;
  beforeAll(async () => {
    shared = await chromium.connect(inject('browser'));
  });
  afterAll(async () => {
    await shared.close();
  });
  return async (options = {}) => {
    const origin = inject('origin');
    const context = await shared.newContext({ baseURL: origin, locale: 'ko-KR', ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    const foreign: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    context.on('request', (request) => {
      const { protocol, origin: asked } = new URL(request.url());
      if (protocol.startsWith('http') && asked !== origin) foreign.push(request.url());
    });
    return { page, context, complaints, foreign };
  };
}
