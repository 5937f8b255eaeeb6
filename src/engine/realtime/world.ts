import { stream } from '../kernel/random.ts';
import { SECOND, type Ns } from '../kernel/time.ts';
import type { Intervention, Run } from '../kernel/trace.ts';
import type { NetEvent } from '../net/events.ts';
import { topology, type Cable } from '../net/topology.ts';
import { World } from '../net/world.ts';
import { RTO_RULES, TCP_DEFAULTS } from '../tcp/config.ts';
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
/** Messages as small as these must not wait for each other. */
const CONFIG = { ...TCP_DEFAULTS, nagle: false, rto: RTO_RULES.linux };

/** Clients in front of a reverse proxy, and the server behind it. */
export function runRealtime(setup: RealtimeSetup): Run<NetEvent> {
  const cable = (name: string, a: string, b: string): Cable => ({
    name,
    ends: [a, b],
    rateBps: 100_000_000,
    delayNs: setup.delayNs,
    queueFrames: 1000,
  });
  const cables = [
    cable('front', 'client 192.0.2.10/24', 'proxy 192.0.2.80/24'),
    cable('back', 'proxy 10.0.0.1/24', 'server 10.0.0.2/24'),
  ];
  if (setup.pages.length > 1) cables.push(cable('side', 'friend 198.51.100.10/24', 'proxy 198.51.100.80/24'));
  const net = topology(cables);
  const [front, , side] = net.interfacesOf('proxy').map(({ address }) => address);
  const secrets = stream(setup.seed, 'secrets');
  const server = { address: net.interfacesOf('server')[0]!.address, port: SERVER_PORT };
  return new World({
    seed: setup.seed,
    links: net.links,
    interventions: setup.interventions,
    bounds: { horizonNs: 86_400 * SECOND, maxEvents: 200_000 },
    hosts(observe) {
      const host = (name: string, program: Program): AppHost =>
        new AppHost({
          name,
          interfaces: net.interfacesOf(name),
          config: CONFIG,
          secret: [secrets.below(0x1_0000_0000), secrets.below(0x1_0000_0000)],
          observe: observe(name),
          program,
        });
      const pages = setup.pages.map((make, nth) =>
        host(
          CLIENTS[nth]!,
          make({ address: nth === 0 ? front! : side!, port: 80, host: HOST, origin: setup.origin }),
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
