/** A sandbox in somebody else's page, in a frame that has no origin of its own: modules and fetch are refused there. */
import { expect, it } from 'vitest';
import { models } from '#sandboxes/models.ts';
import { browser } from '../support/page.ts';

const open = browser();

it.each(models.map(({ id }) => id))(
  '%s comes alive and steps; what it does not need at once comes later',
  async (id) => {
    const { page, complaints, foreign } = await open();
    const scripts: string[] = [];
    page.on('response', (response) => {
      if (/\/embed\/sandbox-.*\.js$/.test(response.url()) && response.ok()) scripts.push(response.url());
    });
    const frameOf = `<iframe sandbox="allow-scripts" src="/embed/sandbox/${id}/?lang=ko" width="900" height="900"></iframe>`;
    await page.route('**/host', (route) =>
      route.fulfill({ contentType: 'text/html', body: `<!doctype html><title>host</title>${frameOf}` }),
    );
    await page.goto('/host');
    const player = page.frameLocator('iframe').locator('.player').first();
    await expect.poll(() => scripts.length, { timeout: 20_000 }).toBeGreaterThan(1);
    await player.getByRole('button', { name: '처음으로', exact: true }).click();
    const before = await player.locator('.why').innerText();
    await player.getByRole('button', { name: '한 단계', exact: true }).click();
    await expect.poll(() => player.locator('.why').innerText()).not.toBe(before);
    expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
  },
);
