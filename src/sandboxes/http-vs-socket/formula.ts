import type { WaysSetup } from '#engine/ways/run.ts';
import type { Way } from '#engine/ways/ways.ts';

/**
 * What paper and pencil say beside what was counted, in ns; undefined where there is no simple formula. News and talk: how long a message
 * takes on average. A page: when its last file is there, the time of clocking its bytes onto the link left out. d is one way, P the time
 * between two polls.
 */
export function formulaNs(
  { job, delayNs: d, pollNs, files, lossPercent }: WaysSetup,
  way: Way,
): number | undefined {
  if (lossPercent > 0) return undefined;
  const polls = way === 'close' || way === 'keep';
  // A message comes up at any time between two polls: it waits half of that on average, then goes one way
  if (job === 'ticks') return polls ? pollNs / 2 + d : d;
  // The same, and before that the message has to come to the server: d, or 3 d where a connection is opened for it
  if (job === 'chat') return (way === 'close' ? 3 * d : d) + (polls ? pollNs / 2 + d : d);
  if (job === 'page') {
    // A round trip for each file, and one or as many for connections; WebSocket's opening is one more
    if (way === 'close') return 4 * d * files;
    if (way === 'keep') return 2 * d + 2 * d * files;
    return (way === 'ws' ? 6 : 4) * d;
  }
  return undefined;
}
