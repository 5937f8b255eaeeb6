import { stream } from '#engine/kernel/random.ts';
import { MILLISECOND } from '#engine/kernel/time.ts';
import { SockPage } from '#engine/realtime/pages/sock-page.ts';
import { SockService } from '#engine/realtime/services/sock.ts';
import { ORDER } from '#engine/sockjs/fallback.ts';
import type { DoingParts } from './doing.ts';

/** SockJS: a WebSocket where it gets through, else what does. */
export const sockjs: DoingParts = {
  service: (_, policy, seed) => new SockService(policy, stream(seed, 'entropy')),
  pages: (_, seed) => [
    (site) =>
      new SockPage({
        ...{ site, random: stream(seed, 'client'), allowed: ORDER },
        ...{ messages: ['hello', 'still there?'], everyNs: 500 * MILLISECOND },
      }),
  ],
};
