import { StompPage } from '#engine/realtime/pages/stomp-page.ts';
import type { Page, Site } from '#engine/realtime/pages/page.ts';
import { BrokerService } from '#engine/realtime/services/broker.ts';
import { beatsIn, stompOf } from '../stomp-script.ts';
import { APART, FIRST, opening, spaced, type DoingParts } from './doing.ts';

/** STOMP above WebSocket, with a broker; a friend may speak in between. */
export const stomp: DoingParts = {
  service: (_, policy) => new BrokerService(policy),
  pages(given, seed) {
    const page =
      (name: string, script: string, first: number) =>
      (site: Site): Page =>
        new StompPage(
          {
            ...opening(given, site, seed, name),
            ...{ target: '/stomp', protocols: ['v12.stomp'] },
            deeds: spaced(
              stompOf(script).map((text) => ({ do: 'send' as const, text })),
              first,
            ).filter((deed): deed is typeof deed & { text: string } => deed.text !== undefined),
          },
          beatsIn(script),
        );
    const pages = [page('client', given.stomp, FIRST)];
    if (given.friend.trim() !== '') pages.push(page('friend', given.friend, FIRST - APART / 2));
    return pages;
  },
};
