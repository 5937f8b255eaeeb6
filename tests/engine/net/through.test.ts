/** TCP and UDP through boxes on the way: what the boxes rewrite must still be right for the ends. */
import { describe, expect, it } from 'vitest';
import { MILLISECOND as MS, SECOND } from '#engine/kernel/time.ts';
import type { Run } from '#engine/kernel/trace.ts';
import { Inbox } from '#engine/messages/inbox.ts';
import { Playout } from '#engine/messages/playout.ts';
import { TcpReceiver, TcpSender } from '#engine/messages/tcp.ts';
import { UdpSink, UdpSource } from '#engine/messages/udp.ts';
import type { NetEvent } from '#engine/net/events.ts';
import type { Observe } from '#engine/net/host.ts';
import { IpHost } from '#engine/net/ip-host.ts';
import type { ImpairmentSetup } from '#engine/net/links/impairment.ts';
import { impairmentOf } from '#engine/net/links/registry.ts';
import { Neighbours } from '#engine/net/neighbours.ts';
import type { QueueSetup } from '#engine/net/queues/queue.ts';
import { queueOf } from '#engine/net/queues/registry.ts';
import { Nat } from '#engine/net/nat.ts';
import { Router } from '#engine/net/router.ts';
import { topology } from '#engine/net/topology.ts';
import { World } from '#engine/net/world.ts';
import { TCP_DEFAULTS } from '#engine/tcp/config.ts';
import { plain } from './scripted.ts';

const PORT = 9000;
const COUNT = 200;
const PLAN = { count: COUNT, bytes: 1000, startNs: 200 * MS, intervalNs: 2 * MS };

/** inside - nat - core - outside; the middle link is the narrow and the bad one. `way` picks the transport. */
function world(
  way: 'udp' | 'tcp',
  impairments: readonly ImpairmentSetup[],
  queue: QueueSetup,
  mtu = 1500,
): Run<NetEvent> {
  const net = topology(
    [
      plain('in', 'inside 10.0.0.2/24', 'nat 10.0.0.1/24', {}),
      plain('middle', 'nat 203.0.113.1/30', 'core 203.0.113.2/30', {
        rateBps: 2_000_000,
        impairments: impairments.map(impairmentOf),
        queue: queueOf(queue),
      }),
      plain('out', 'core 198.51.100.1/24', 'outside 198.51.100.7/24', {}),
    ],
    ['nat', 'core'],
  );
  const address = (name: string) => net.interfacesOf(name)[0]!.address;
  const playing = (on: Observe): [Inbox, Playout] => {
    const playout = new Playout(PLAN, 0, true, on);
    return [new Inbox(PLAN, playout, on), playout];
  };
  return new World({
    seed: 3,
    links: net.links,
    arp: Neighbours,
    interventions: [],
    bounds: { horizonNs: 3600 * SECOND, maxEvents: 500_000 },
    hosts(observe) {
      const end = (name: string) => ({
        name,
        interfaces: net.interfacesOf(name),
        port: PORT,
        config: TCP_DEFAULTS,
        secret: [1, 2] as const,
        observe: observe(name),
      });
      const ip = (name: string, make: (on: Observe) => UdpSource | UdpSink) =>
        new IpHost({
          name,
          interfaces: net.interfacesOf(name),
          transports: (on) => [make(on)],
          observe: observe(name),
        });
      const routers = ['nat', 'core'].map((name) => {
        const interfaces = net
          .interfacesOf(name)
          .map((one, by) => ({ ...one, ...(by === (name === 'nat' ? 1 : 0) && { mtu }) }));
        const nat = name === 'nat' && {
          nat: new Nat({ outside: 1, filtering: 'address-and-port-dependent' }, interfaces[1]!.address),
        };
        return new Router({ name, interfaces, routes: net.routesOf(name), observe: observe(name), ...nat });
      });
      return way === 'tcp'
        ? [
            ...routers,
            new TcpReceiver(end('outside'), ...playing(observe('outside'))),
            new TcpSender(end('inside'), [address('outside')], PLAN),
          ]
        : [
            ...routers,
            ip('outside', (on) => new UdpSink(PORT, ...playing(on), on)),
            ip('inside', (on) => new UdpSource(address('inside'), address('outside'), PORT, PLAN, on)),
          ];
    },
  }).run();
}

const numbers = ({ events }: Run<NetEvent>) =>
  events.flatMap((event) => (event.kind === 'message' && event.act === 'read' ? [event.message] : []));
const all = Array.from({ length: COUNT }, (_, nth) => nth);
const QUEUES: readonly QueueSetup[] = [
  { kind: 'drop-tail', packets: 10 },
  { kind: 'red', minPackets: 5, maxPackets: 15, packets: 60, weightLog: 2, oneOf: 10, packetNs: 4 * MS, ecn: false },
  { kind: 'codel', packets: 1000, targetNs: 5 * MS, intervalNs: 20 * MS, mtuBytes: 1514, ecn: false },
]; // prettier-ignore
const BAD: readonly ImpairmentSetup[] = [
  { kind: 'burst', of: 100, enter: 2, leave: 40, lossWhileGood: 0, lossWhileBad: 80 },
  { kind: 'reorder', times: 5, of: 100, byNs: 20 * MS },
  { kind: 'duplicate', times: 3, of: 100 },
  { kind: 'corrupt', times: 2, of: 100 },
];

describe.each(QUEUES.map((queue) => [queue.kind, queue] as const))('through a NAT and a %s queue', (_, queue) => {
  it('TCP brings all, once and in order, however bad the way', () => {
    const run = world('tcp', BAD, queue);
    expect(numbers(run)).toEqual(all);
    // What the network did not damage arrives with checksums right: the boxes rewrite without a mistake
    const damaged = run.events.filter((event) => event.kind === 'tamper' && event.act === 'corrupt').length;
    const faulty = run.events.filter((event) => event.kind === 'discard' && event.fault !== '').length;
    expect(faulty).toBeLessThanOrEqual(damaged);
    expect(damaged).toBeGreaterThan(0);
  });
  it('TCP fills the narrow link and hears of its queue', () => {
    const run = world('tcp', [], queue);
    expect(numbers(run)).toEqual(all);
    expect(run.events.filter((event) => event.kind === 'lost').length).toBeGreaterThan(0);
  });
}); // prettier-ignore

describe('UDP through a NAT', () => {
  it('comes as it went, fragmented where the middle link carries less, and put together at the end', () => {
    const run = world('udp', [], { kind: 'drop-tail', packets: 1000 }, 576);
    expect(numbers(run)).toEqual(all);
    expect(
      run.events.filter(
        (event) => event.kind === 'send' && event.where === 'nat' && event.reason === 'net.fragmented',
      ),
    ).toHaveLength(COUNT * 2);
    expect(
      new Set(
        run.events.flatMap((event) =>
          event.kind === 'arrive' && event.where === 'outside' && event.protocol === 'ip'
            ? [event.source]
            : [],
        ),
      ),
    ).toEqual(new Set(['203.0.113.1']));
  });
});
