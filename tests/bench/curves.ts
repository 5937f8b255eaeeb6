/** The hit-ratio curves of every policy as a reader's browser measures them: when the first is there, when all are, what the page does meanwhile, and Stop. */
import { chromium as playwright, type Browser, type Page } from 'playwright-core';
import { chromium, CHROMIUM_ARGUMENTS } from '../support/chromium.ts';

const RUNS = 3;

interface Run {
  /** Seconds from the click: to the first policy's last point, to the last policy's. */
  readonly first: number;
  readonly all: number;
  /** Milliseconds of the longest task on the page's thread; 0 where none took 50. */
  readonly longestTask: number;
  /** Seconds of processor time of all of the browser. */
  readonly processor: number;
}

export async function benchCurves(origin: string): Promise<void> {
  const { executablePath, env } = await chromium();
  const browser = await playwright.launch({ executablePath, env, args: CHROMIUM_ARGUMENTS });
  console.log('13 curves of 20 sizes, 1,000,000 requests each, in Chromium');
  for (let run = 0; run < RUNS; run += 1) {
    const page = await opened(browser, origin);
    const { first, all, longestTask, processor } = await measured(browser, page);
    console.log(
      `  first curve ${first.toFixed(2)} s   all ${all.toFixed(2)} s   longest task of the page ${longestTask.toFixed(0)} ms   processor time ${processor.toFixed(1)} s`,
    );
    if (run === RUNS - 1) console.log(`  ${await stopped(page)}`);
    await page.close();
  }
  await browser.close();
}

async function opened(browser: Browser, origin: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.addInitScript(() => {
    const seen = { longest: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
    }).observe({ type: 'longtask' });
  });
  await page.goto(`${origin}/en/sandboxes/cache-policy/`);
  await page.locator('.curve').scrollIntoViewIfNeeded();
  await page.waitForTimeout(1500);
  return page;
}

async function measured(browser: Browser, page: Page): Promise<Run> {
  const before = await processorSeconds(browser);
  // looked at at every frame, so that looking costs the page nothing to speak of
  const found = await page.evaluate(async () => {
    const { seen } = window as unknown as { seen: { longest: number } };
    seen.longest = 0;
    const curve = document.querySelector<HTMLElement>('.curve')!;
    const button = () => curve.querySelector<HTMLButtonElement>('.act button')!;
    const start = performance.now();
    button().click();
    let first = 0;
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    do {
      await frame();
      const last = curve.querySelector('tbody tr:last-child td');
      if (first === 0 && last && last.textContent !== '–') first = performance.now() - start;
    } while (curve.querySelector('.act progress'));
    return { first: first / 1000, all: (performance.now() - start) / 1000, longestTask: seen.longest };
  });
  return { ...found, processor: (await processorSeconds(browser)) - before };
}

/** Starts once more and stops on the way: what a reader waits for, and what goes on behind it. */
async function stopped(page: Page): Promise<string> {
  const act = page.locator('.curve .act');
  await act.getByRole('button').click();
  await page.waitForFunction(() => document.querySelector<HTMLProgressElement>('.curve progress')!.value > 0);
  const workers = page.workers().length;
  const took = await page.evaluate(async () => {
    const start = performance.now();
    document.querySelector<HTMLElement>('.curve .act button')!.click();
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return performance.now() - start;
  });
  await page.waitForTimeout(500);
  return `Stop: said after ${took.toFixed(0)} ms; of ${workers} workers ${page.workers().length} left`;
}

async function processorSeconds(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}
