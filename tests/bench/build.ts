/** The production build of many questions, with its search index, beside a bare Astro build of the same text. */
import { join } from 'node:path';
import { bareAstroWith, keepaliveWith } from './copies.ts';
import { costOf, type Cost } from './measure.ts';

const shown = (cost: Cost): string =>
  `${cost.seconds.toFixed(1)} s, peak ${cost.peakMb === undefined ? 'unknown' : `${(cost.peakMb / 1024).toFixed(2)} GB`}`;

export async function benchBuild(root: string, counts: readonly number[]): Promise<void> {
  for (const count of counts) {
    const ours = keepaliveWith(root, count);
    const bare = bareAstroWith(root, count);
    const astro = join(root, 'node_modules', 'astro', 'bin', 'astro.mjs');
    const bareCost = await costOf(process.execPath, [astro, 'build'], bare, {
      ASTRO_TELEMETRY_DISABLED: '1',
    });
    // The pictures for other sites are drawn once a question and kept: they would hide what a page costs
    const cost = await costOf(process.execPath, [astro, 'build'], ours, {
      ASTRO_TELEMETRY_DISABLED: '1',
      KEEPALIVE_PICTURES: 'off',
    });
    console.log(`build of ${count} questions x 2 languages: ${shown(cost)}`);
    console.log(
      `  bare Astro, same prose:            ${shown(bareCost)}; ratio ${(cost.seconds / bareCost.seconds).toFixed(1)}`,
    );
  }
}
