import { MILLISECOND, SECOND } from '#engine/kernel/time.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';
import { FrameSender, type TimedFrame } from '#engine/net/frame-sender.ts';
import { Neighbours } from '#engine/net/neighbours.ts';
import { Router } from '#engine/net/router.ts';
import { topology, type Cable } from '#engine/net/topology.ts';
import { World } from '#engine/net/world.ts';
import { formatIpv4 } from '#engine/wire/address.ts';
import type { Scenario, Setup } from '#player/model.ts';
import { labHost } from './hosts.ts';
import { ADDRESS } from './network.ts';
import { fromHex } from './packets.ts';
import { chosen } from './parameters.ts';

const FIRST_AT = MILLISECOND;
/** The second packet leaves when the answer to the first has come. */
const SECOND_AT = 100 * MILLISECOND;

const cable = (name: string, a: string, b: string): Cable => ({
  name,
  ends: [a, b],
  rateBps: 10_000_000,
  delayNs: 5 * MILLISECOND,
  queueFrames: 100,
});
/** The links and what hangs on them. */
const at = (name: keyof typeof ADDRESS): string => `${name} ${formatIpv4(ADDRESS[name])}/24`;
export const NETWORK = topology(
  [
    cable('near', at('you'), at('router')),
    cable('far', 'router 198.51.100.1/24', at('server')),
    cable('third', 'router 203.0.113.1/24', at('other')),
  ],
  ['router'],
);
/** The router's interface to the server. */
const FAR = 1;

/** What you made goes out as it is; the rest is what three network stacks make of it. */
export function runSetup(setup: Setup, scenarios: readonly Scenario[]): Run<NetEvent> {
  const own = scenarios.find((one) => one.id === setup.scenario)?.interventions ?? [];
  const given = chosen(setup.parameters);
  const frames: TimedFrame[] = [{ atNs: FIRST_AT, bytes: fromHex(given.packet) }];
  if (given.second !== '') frames.push({ atNs: SECOND_AT, bytes: fromHex(given.second) });
  /** Both ends of a link have its MTU. */
  const interfacesOf = (name: string) =>
    NETWORK.interfacesOf(name).map((one, by) =>
      name === 'server' || (name === 'router' && by === FAR) ? { ...one, mtu: given.mtu } : one,
    );
  return new World({
    seed: setup.seed,
    links: NETWORK.links,
    arp: given.arp ? Neighbours : undefined,
    interventions: [...own, ...setup.interventions],
    bounds: { horizonNs: 3600 * SECOND, maxEvents: 20_000 },
    hosts(observe) {
      const host = (name: 'you' | 'server' | 'other') =>
        labHost({
          ...{ name, interfaces: interfacesOf(name), seed: setup.seed },
          ...{ serves: name === 'server', observe: observe(name) },
        });
      const you = new FrameSender({
        ...{ name: 'you', address: ADDRESS.you, interfaces: interfacesOf('you'), frames },
        ...(given.kernel && { kernel: host('you') }),
      });
      const routes = NETWORK.routesOf('router');
      const router = new Router({
        name: 'router',
        interfaces: interfacesOf('router'),
        routes,
        observe: observe('router'),
      });
      return [you, router, host('server'), host('other')];
    },
  }).run();
}
