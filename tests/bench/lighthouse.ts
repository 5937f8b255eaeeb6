/** Lighthouse, mobile setting, over the built site: home, question and quiz page in both languages. */
import lighthouse from 'lighthouse';
import { chromium as playwright } from 'playwright-core';
import { chromium, CHROMIUM_ARGUMENTS } from '../support/chromium.ts';

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;

export async function benchLighthouse(origin: string, paths: readonly string[]): Promise<void> {
  const { executablePath, env } = await chromium();
  const port = 9300 + (process.pid % 500);
  const browser = await playwright.launch({
    executablePath,
    env,
    args: [...CHROMIUM_ARGUMENTS, `--remote-debugging-port=${port}`],
  });
  try {
    console.log(`Lighthouse, mobile (${CATEGORIES.join(', ')}; layout shift)`);
    for (const path of paths) {
      const result = await lighthouse(`${origin}${path}`, {
        port,
        onlyCategories: [...CATEGORIES],
        logLevel: 'error',
      });
      if (!result) throw new Error(`Lighthouse gave no result for ${path}`);
      const { categories, audits } = result.lhr;
      const scores = CATEGORIES.map((name) => Math.round((categories[name]?.score ?? 0) * 100));
      const shift = audits['cumulative-layout-shift']?.numericValue ?? Number.NaN;
      console.log(
        `  ${path.padEnd(38)} ${scores.map((score) => String(score).padStart(4)).join('')}   ${shift.toFixed(3)}`,
      );
      for (const name of CATEGORIES) {
        for (const { id } of categories[name]?.auditRefs ?? []) {
          const audit = audits[id];
          const counts = (categories[name]?.auditRefs.find((ref) => ref.id === id)?.weight ?? 0) > 0;
          if (counts && audit?.score !== null && audit !== undefined && (audit.score ?? 1) < 0.9) {
            console.log(`      ${name}: ${audit.title} (${audit.displayValue ?? audit.score})`);
          }
        }
      }
    }
  } finally {
    await browser.close();
  }
}
