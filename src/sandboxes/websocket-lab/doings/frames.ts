import { SECOND } from '#engine/kernel/time.ts';
import { SocketPage } from '#engine/realtime/pages/socket-page.ts';
import { Echo } from '#engine/realtime/services/echo.ts';
import { framesOf } from '../scripts.ts';
import { opening, spaced, type DoingParts } from './doing.ts';

/** Frames byte by byte, to a server that says back what it hears. */
export const frames: DoingParts = {
  service: ({ pingS }, policy) => new Echo({ policy, pingNs: pingS * SECOND, goodbye: 'bye' }),
  pages(given, seed) {
    const deeds = spaced(framesOf(given.frames).map((bytes) => ({ do: 'raw' as const, bytes })));
    const target = '/ws';
    return [
      (site) => new SocketPage({ ...opening(given, site, seed, 'client'), target, protocols: [], deeds }),
    ];
  },
};
