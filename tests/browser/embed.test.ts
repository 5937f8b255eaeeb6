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
    const press = (name: string) => player.getByRole('button', { name, exact: true }).click();
    // a long run is computed in a worker: until it is there, nothing moves
    await expect
      .poll(
        async () => {
          await press('처음으로');
          const before = await player.locator('.why').innerText();
          await press('한 단계');
          return (await player.locator('.why').innerText()) !== before;
        },
        { timeout: 20_000 },
      )
      .toBe(true);
    expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
  },
);
