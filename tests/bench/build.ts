/** The production build of many questions, with its search index, beside a bare Astro build of the same text. */
import { join } from 'node:path';
import { bareAstroWith, keepaliveWith } from './copies.ts';
import { costOf, type Cost } from './measure.ts';

/** What Astro says between its two phases: all is bundled, the pages come. */
const BUNDLED = 'generating static routes';

const known = (value: number | undefined, unit: string, digits = 1): string =>
  value === undefined ? 'unknown' : `${value.toFixed(digits)} ${unit}`;

const shown = ({ seconds, before, processor, peakMb }: Cost): string =>
  [
    `${seconds.toFixed(1)} s (${known(before, 's')} until all is bundled, ${known(before && seconds - before, 's')} for the pages)`,
    `${known(processor, 's')} of processor`,
    `peak ${known(peakMb && peakMb / 1024, 'GB', 2)}`,
  ].join(', ');

export async function benchBuild(root: string, counts: readonly number[]): Promise<void> {
  const astro = join(root, 'node_modules', 'astro', 'bin', 'astro.mjs');
  const built = (folder: string) =>
    costOf(
      process.execPath,
      [astro, 'build'],
      folder,
      // The pictures for other sites are drawn once a question and kept: they would hide what a page costs
      { ASTRO_TELEMETRY_DISABLED: '1', KEEPALIVE_PICTURES: 'off' },
      BUNDLED,
    );
  for (const count of counts) {
    const cost = await built(keepaliveWith(root, count));
    console.log(`build of ${count} questions x 2 languages: ${shown(cost)}`);
    const bare = await built(bareAstroWith(root, count));
    console.log(
      `  bare Astro, same prose: ${shown(bare)}; ratio ${(cost.seconds / bare.seconds).toFixed(1)}`,
    );
  }
}
