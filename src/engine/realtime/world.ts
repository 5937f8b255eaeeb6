import { stream } from '../kernel/random.ts';
import { SECOND, type Ns } from '../kernel/time.ts';
import type { Intervention, Run } from '../kernel/trace.ts';
import type { NetEvent } from '../net/events.ts';
import type { Interface } from '../net/host.ts';
import type { LinkSetup } from '../net/link.ts';
import { World } from '../net/world.ts';
import { none } from '../tcp/congestion/none.ts';
import { RTO_RULES, TCP_BASE, type TcpConfig } from '../tcp/config.ts';
import type { Ipv4 } from '../wire/address.ts';
import { AppHost } from './app-host.ts';
import type { Page, Site } from './pages/page.ts';
import type { Program } from './program.ts';
import { Proxy, type ProxyConfig } from './proxy.ts';
import { Server, type Service } from './server.ts';

export interface RealtimeSetup {
  readonly seed: number;
  readonly interventions: readonly Intervention[];
  /** Each way, of each link. */
  readonly delayNs: Ns;
  readonly proxy: ProxyConfig;
  readonly services: readonly Service[];
  /** Who comes: the first by 'front', the second by 'side'. */
  readonly pages: readonly ((site: Site) => Page)[];
  /** Of the pages. */
  readonly origin: string;
  /** What is looked at ends here. */
  readonly untilNs: Ns;
}

export const CLIENTS = ['client', 'friend'] as const;
/** Where the server behind the proxy listens. */
export const SERVER_PORT = 8080;
export const HOST = 'app.example';
const card = (address: Ipv4): Interface => ({ address, prefixLength: 24 });
/** In the order of the links. Addresses kept for examples (RFC 5737 §3), and behind the proxy private ones (RFC 1918 §3). */
const CARDS = {
  /** 192.0.2.10 */
  client: [card(0xc000020a)],
  /** 192.0.2.80, 10.0.0.1, 198.51.100.80 */
  proxy: [card(0xc0000250), card(0x0a000001), card(0xc6336450)],
  /** 10.0.0.2 */
  server: [card(0x0a000002)],
  /** 198.51.100.10 */
  friend: [card(0xc633640a)],
} as const;
/** Messages as small as these must not wait for each other, and fill no initial window (RFC 6928 §2). */
const CONFIG: TcpConfig = { ...TCP_BASE, nagle: false, rto: RTO_RULES.linux, congestion: none };

/** Clients in front of a reverse proxy, and the server behind it. */
export function runRealtime(setup: RealtimeSetup): Run<NetEvent> {
  const link = (name: string, a: string, b: string): LinkSetup => ({
    name,
    ends: [a, b],
    rateBps: 100_000_000,
    delayNs: setup.delayNs,
    queueFrames: 1000,
  });
  const links = [link('front', 'client', 'proxy'), link('back', 'proxy', 'server')];
  if (setup.pages.length > 1) links.push(link('side', 'friend', 'proxy'));
  const [front, , side] = CARDS.proxy;
  const secrets = stream(setup.seed, 'secrets');
  const server = { address: CARDS.server[0].address, port: SERVER_PORT };
  return new World({
    seed: setup.seed,
    links,
    interventions: setup.interventions,
    bounds: { horizonNs: 86_400 * SECOND, maxEvents: 200_000 },
    hosts(observe) {
      const host = (name: keyof typeof CARDS, program: Program): AppHost =>
        new AppHost({
          name,
          interfaces: CARDS[name].slice(0, links.filter(({ ends }) => ends.includes(name)).length),
          config: CONFIG,
          secret: [secrets.below(0x1_0000_0000), secrets.below(0x1_0000_0000)],
          observe: observe(name),
          program,
        });
      const pages = setup.pages.map((make, nth) =>
        host(
          CLIENTS[nth]!,
          make({ address: (nth === 0 ? front : side).address, port: 80, host: HOST, origin: setup.origin }),
        ),
      );
      return [
        ...pages,
        host('proxy', new Proxy(setup.proxy, server)),
        host('server', new Server(SERVER_PORT, setup.services)),
      ];
    },
  }).run(setup.untilNs);
}
