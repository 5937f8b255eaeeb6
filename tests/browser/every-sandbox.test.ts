/** Each sandbox in the hand: on a telephone it fits, whatever it is made to show, and its picture can be taken away. In English, whose words are longer. */
import { expect, it } from 'vitest';
import { models } from '#sandboxes/models.ts';
import { browser } from '../support/page.ts';
import { wordsCut } from './cut-off.ts';

const open = browser();

it.each(models)(
  '$id fits into 360 px at the opening and the end of each scenario',
  async ({ id, scenarios }) => {
    const { page, context, complaints } = await open({ viewport: { width: 360, height: 740 } });
    await page.goto(`/en/sandboxes/${id}/`);
    const player = page.locator('.player').first();
    const choice = player.locator('header select').first();
    await choice.locator('option').nth(1).waitFor({ state: 'attached' });
    const wide: string[] = [];
    const look = async (where: string) => {
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (sideways > 0) wide.push(`${where}: ${sideways} px`);
      wide.push(...(await wordsCut(page)).map((one) => `${where}: ${one}`));
    };
    for (const scenario of scenarios) {
      await choice.selectOption(scenario.id);
      await player.locator('.working').waitFor({ state: 'detached', timeout: 60_000 });
      await look(`${scenario.id}, opening`);
      const position = player.locator('.scrub input');
      await position.fill((await position.getAttribute('max'))!);
      await look(`${scenario.id}, end`);
    }
    expect(wide).toEqual([]);

    await player.getByText('Take away', { exact: true }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      player.getByRole('button', { name: 'Download .svg' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`${id}-${scenarios.at(-1)!.id}.svg`);
    expect(complaints).toEqual([]);
    await context.close();
  },
);
