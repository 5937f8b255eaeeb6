import { MILLISECOND } from '#engine/kernel/time.ts';
import { StreamPage } from '#engine/realtime/pages/stream-page.ts';
import { Ticks } from '#engine/realtime/services/ticks.ts';
import type { DoingParts } from './doing.ts';

/** An event stream of five ticks. */
export const events: DoingParts = {
  service: () => new Ticks({ everyNs: 500 * MILLISECOND, count: 5, unbuffered: false }),
  pages: () => [(site) => new StreamPage(site)],
};
