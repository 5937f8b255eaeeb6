import { MILLISECOND } from '#engine/kernel/time.ts';
import { stream, type Stream } from '#engine/kernel/random.ts';
import type { Page, Site } from '#engine/realtime/pages/page.ts';
import type { Service } from '#engine/realtime/server.ts';
import type { Policy } from '#engine/websocket/server-handshake.ts';
import type { Chosen } from '../parameters.ts';

/** What the client does once it is there, and who of the server's answers it. One file for each, fetched when it is run. */
export interface DoingParts {
  service(given: Chosen, policy: Policy, seed: number): Service;
  pages(given: Chosen, seed: number): ((site: Site) => Page)[];
}

/** So long after the socket is open, and then so far apart. */
export const FIRST = 300 * MILLISECOND;
export const APART = 300 * MILLISECOND;

export const spaced = <T extends object>(list: readonly T[], first = FIRST): (T & { afterNs: number })[] =>
  list.map((one, nth) => ({ ...one, afterNs: first + nth * APART }));

/** What every page that opens a WebSocket by itself has. */
export const opening = (
  { leaveOut }: Chosen,
  site: Site,
  seed: number,
  name: string,
): { site: Site; random: Stream; leaveOut?: string } => ({
  site,
  random: stream(seed, name),
  ...(leaveOut === 'nothing' ? {} : { leaveOut }),
});
