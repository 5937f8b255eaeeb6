/** What axe has to say of a page as it stands. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** A sentence for each violation, and one where something sticks out to the right. Of a part of the page alone, where one is named by its selector. */
export async function violations(page: Page, part?: string): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  // a frame is a page of its own, and looked at as such: those without an origin cannot be spoken to
  const found = await page.evaluate(
    async (within) =>
      (
        await (
          window as unknown as {
            axe: { run(what: unknown, options: object): Promise<{ violations: Violation[] }> };
          }
        ).axe.run(within ?? document, {
          iframes: false,
          resultTypes: ['violations'],
        })
      ).violations,
    part,
  );
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return [
    ...found.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]!.html} ${nodes[0]!.failureSummary}`),
    ...(sideways > 0 ? [`${sideways} pixels stick out to the right`] : []),
  ];
}
