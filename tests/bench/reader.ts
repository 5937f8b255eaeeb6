/** What a reader's browser pays: long tasks and layout shift while a sandbox loads and plays, and the cost of acting on it. */
import { chromium as playwright } from 'playwright-core';
import { chromium, CHROMIUM_ARGUMENTS } from '../support/chromium.ts';

export async function benchReader(origin: string, paths: readonly string[]): Promise<void> {
  const { executablePath, env } = await chromium();
  const browser = await playwright.launch({ executablePath, env, args: CHROMIUM_ARGUMENTS });
  console.log(
    'a sandbox in the page (ms)            longest task   layout shift   intervention   scrub, script a step',
  );
  for (const path of paths) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.addInitScript(() => {
      const seen = { shift: 0, longest: 0 };
      Object.assign(window, { seen });
      const watch = (type: string, take: (entry: PerformanceEntry) => void) =>
        new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
      watch('layout-shift', (entry) => (seen.shift += (entry as unknown as { value: number }).value));
      watch('longtask', (entry) => (seen.longest = Math.max(seen.longest, entry.duration)));
    });
    await page.goto(origin + path);
    const player = page.locator('.player').first();
    await player.scrollIntoViewIfNeeded();
    await page.waitForTimeout(1500);
    await player.getByRole('button', { name: '재생', exact: true }).click();
    await page.waitForTimeout(3000);
    const [intervention, scrub] = await page.evaluate(async () => {
      const root = document.querySelector<HTMLElement>('.player')!;
      const painted = () =>
        new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));
      const slider = root.querySelector<HTMLInputElement>('input[type=range]')!;
      const steps = Number(slider.max);
      let script = 0;
      for (let at = 0; at <= steps; at += 1) {
        const start = performance.now();
        slider.value = String(at);
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        await Promise.resolve();
        script += performance.now() - start;
        await painted();
      }
      root
        .querySelector<SVGElement | HTMLElement>('g.arrow, [data-name], .stream button')
        ?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
      await painted();
      const start = performance.now();
      root.querySelector<HTMLElement>('.acts button:not(:disabled)')?.click();
      await painted();
      return [performance.now() - start, script / (steps + 1)];
    });
    const seen = await page.evaluate(
      () => (window as unknown as { seen: { shift: number; longest: number } }).seen,
    );
    console.log(
      `  ${path.padEnd(36)} ${seen.longest.toFixed(0).padStart(10)} ${seen.shift.toFixed(3).padStart(14)} ${intervention.toFixed(0).padStart(14)} ${scrub.toFixed(2).padStart(14)}`,
    );
    await page.close();
  }
  await browser.close();
}
