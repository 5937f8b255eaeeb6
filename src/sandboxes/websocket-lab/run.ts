import { stream } from '#engine/kernel/random.ts';
import { MILLISECOND, SECOND } from '#engine/kernel/time.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';
import { SockPage } from '#engine/realtime/pages/sock-page.ts';
import type { Page, Site } from '#engine/realtime/pages/page.ts';
import { SocketPage } from '#engine/realtime/pages/socket-page.ts';
import { StreamPage } from '#engine/realtime/pages/stream-page.ts';
import { BrokerService } from '#engine/realtime/services/broker.ts';
import { Echo } from '#engine/realtime/services/echo.ts';
import { SockService } from '#engine/realtime/services/sock.ts';
import { Ticks } from '#engine/realtime/services/ticks.ts';
import { runRealtime } from '#engine/realtime/world.ts';
import { ORDER } from '#engine/sockjs/fallback.ts';
import type { Scenario, Setup } from '#player/model.ts';
import { chosen, type Chosen } from './parameters.ts';
import { beatsIn, framesOf, stompOf } from './scripts.ts';

/** The page of one's own, and one of somebody else's. */
export const ORIGINS = { own: 'https://app.example', other: 'https://evil.example' } as const;
/** So long after the socket is open, and then so far apart. */
const FIRST = 300 * MILLISECOND;
const APART = 300 * MILLISECOND;

const spaced = <T extends object>(list: readonly T[], first = FIRST): (T & { afterNs: number })[] =>
  list.map((one, nth) => ({ ...one, afterNs: first + nth * APART }));

/** The scenario's interventions first, then the reader's. */
export function runSetup(setup: Setup, scenarios: readonly Scenario[]): Run<NetEvent> {
  const own = scenarios.find((one) => one.id === setup.scenario)?.interventions ?? [];
  const given = chosen(setup.parameters);
  const origins = [ORIGINS.own];
  const policy = given.checksOrigin ? { origins } : {};
  return runRealtime({
    seed: setup.seed,
    interventions: [...own, ...setup.interventions],
    delayNs: given.delayMs * MILLISECOND,
    proxy: {
      httpVersion: given.httpVersion,
      setUpgrade: given.setUpgrade,
      setConnection: given.setConnection,
      readTimeoutNs: given.readTimeoutS * SECOND,
      buffering: given.buffering,
    },
    services: [
      new Echo({ policy, pingNs: given.pingS * SECOND, goodbye: 'bye' }),
      new BrokerService(policy),
      new SockService(policy, stream(setup.seed, 'entropy')),
      new Ticks({ everyNs: 500 * MILLISECOND, count: 5, unbuffered: false }),
    ],
    pages: pagesOf(given, setup.seed),
    origin: ORIGINS[given.page],
    untilNs: given.watchS * SECOND,
  });
}

function pagesOf(given: Chosen, seed: number): ((site: Site) => Page)[] {
  const random = (name: string) => stream(seed, name);
  const leaveOut = given.leaveOut === 'nothing' ? {} : { leaveOut: given.leaveOut };
  const common = (site: Site, name: string) => ({ site, random: random(name), ...leaveOut });
  switch (given.doing) {
    case 'frames': {
      const deeds = spaced(framesOf(given.frames).map((bytes) => ({ do: 'raw' as const, bytes })));
      return [(site) => new SocketPage({ ...common(site, 'client'), target: '/ws', protocols: [], deeds })];
    }
    case 'stomp': {
      const page = (name: string, script: string, first: number) => (site: Site) =>
        new SocketPage({
          ...common(site, name),
          target: '/stomp',
          protocols: ['v12.stomp'],
          deeds: spaced(
            stompOf(script).map((text) => ({ do: 'send' as const, text })),
            first,
          ).filter((deed): deed is typeof deed & { text: string } => deed.text !== undefined),
          stomp: beatsIn(script),
        });
      const pages = [page('client', given.stomp, FIRST)];
      // the friend speaks in between
      if (given.friend.trim() !== '') pages.push(page('friend', given.friend, FIRST - APART / 2));
      return pages;
    }
    case 'sockjs':
      return [
        (site) =>
          new SockPage({
            ...{ site, random: random('client'), allowed: ORDER },
            ...{ messages: ['hello', 'still there?'], everyNs: 500 * MILLISECOND },
          }),
      ];
    case 'events':
      return [(site) => new StreamPage(site)];
  }
}
