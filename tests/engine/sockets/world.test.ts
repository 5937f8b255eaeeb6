/** Machines in a network: routers between, small links, neighbours that are asked for by ARP. */
import { describe, expect, it } from 'vitest';
import { MILLISECOND, SECOND } from '#engine/kernel/time.ts';
import type { SyscallEvent } from '#engine/net/events.ts';
import { Neighbours } from '#engine/net/neighbours.ts';
import { Router } from '#engine/net/router.ts';
import { topology } from '#engine/net/topology.ts';
import { World } from '#engine/net/world.ts';
import { Machine } from '#engine/sockets/machine.ts';
import type { Program, Step } from '#engine/sockets/program.ts';
import { parseIpv4 } from '#engine/wire/address.ts';

const ip = (text: string): number => parseIpv4(text)!;
const CLIENT = '10.0.1.10';
const SERVER = '10.0.2.20';
const step = (id: string, call: Step['call'], more: Partial<Step> = {}): Step => ({ id, call, ...more });
const program = (name: string, steps: readonly Step[], startNs = 0): Program => ({
  name,
  startNs,
  thinkNs: MILLISECOND,
  steps,
});
const letters = (count: number) => Uint8Array.from({ length: count }, (_, at) => 97 + (at % 26));

/** A client and a server behind a router whose link to the server carries `mtu` bytes at a time. */
function network(client: readonly Program[], server: readonly Program[], mtu = 1500) {
  const cable = (name: string, a: string, b: string) => ({
    ...{ name, ends: [a, b] as const, rateBps: 10_000_000, delayNs: 5 * MILLISECOND, queueFrames: 100 },
  });
  const net = topology(
    [
      cable('near', `client ${CLIENT}/24`, 'router 10.0.1.1/24'),
      cable('far', 'router 10.0.2.1/24', `server ${SERVER}/24`),
    ],
    ['router'],
  );
  const world = new World({
    seed: 1,
    links: net.links,
    arp: Neighbours,
    interventions: [],
    bounds: { horizonNs: 1000 * SECOND, maxEvents: 100_000 },
    hosts(observe) {
      const machine = (name: string, programs: readonly Program[]) =>
        new Machine(
          { name, interfaces: net.interfacesOf(name), secret: [1, 2], observe: observe(name) },
          programs,
        );
      const [near, far] = net.interfacesOf('router');
      const router = new Router({
        name: 'router',
        interfaces: [near!, { ...far!, mtu }],
        observe: observe('router'),
      });
      return [machine('client', client), router, machine('server', server)];
    },
  });
  const run = world.run();
  const calls = (where: string, call: string) =>
    run.events.filter(
      (event): event is SyscallEvent =>
        event.kind === 'syscall' && event.where === where && event.call === call && event.outcome !== 'waits',
    );
  const reasons = new Set(run.events.map(({ reason }) => reason));
  return { calls, reasons, run };
}

const listening: Step[] = [
  step('socket', { do: 'socket', type: 'SOCK_STREAM', as: 's' }),
  step('bind', { do: 'bind', fd: 's', to: { address: 0, port: 9000 } }),
  step('listen', { do: 'listen', fd: 's', backlog: 5 }),
  step('accept', { do: 'accept', fd: 's', as: 'c' }),
];
const reading = step(
  'recv',
  { do: 'recv', fd: 'c', most: 65_536 },
  { next: 'recv', end: 'close', thinkNs: 0 },
);
const connecting = (to: string): Step[] => [
  step('socket', { do: 'socket', type: 'SOCK_STREAM', as: 's' }),
  step('connect', { do: 'connect', fd: 's', to: { address: ip(to), port: 9000 } }),
];
const datagrams = (as: string): Step => step('socket', { do: 'socket', type: 'SOCK_DGRAM', as });

describe('machines in a network', () => {
  it('TCP learns from ICMP how small its segments have to be (RFC 1191)', () => {
    const bytes = 10_000;
    const { calls, reasons } = network(
      [
        program(
          'client',
          [
            ...connecting(SERVER),
            step('send', { do: 'send', fd: 's', bytes: letters(bytes) }),
            step('close', { do: 'close', fd: 's' }),
          ],
          SECOND,
        ),
      ],
      [program('server', [...listening, reading, step('close', { do: 'close', fd: 'c' })])],
      800,
    );
    expect(reasons).toContain('net.tell-too-big');
    expect(calls('server', 'recv').reduce((sum, { value }) => sum + value!, 0)).toBe(bytes);
  });
  it('a datagram larger than any link is cut up, cut up again, and put together', () => {
    const { calls, reasons } = network(
      [
        program(
          'client',
          [
            datagrams('u'),
            step('sendto', {
              do: 'sendto',
              fd: 'u',
              bytes: letters(5000),
              to: { address: ip(SERVER), port: 7 },
            }),
          ],
          SECOND,
        ),
      ],
      [
        program('server', [
          datagrams('u'),
          step('bind', { do: 'bind', fd: 'u', to: { address: 0, port: 5007 } }),
          step('recvfrom', { do: 'recvfrom', fd: 'u', most: 9000 }),
        ]),
      ],
      800,
    );
    // Nobody is on port 7: the answer quotes the datagram that was put together
    expect([...reasons]).toEqual(
      expect.arrayContaining(['net.fragmented', 'ip.fragment-kept', 'ip.reassembled', 'ip.tell-no-port']),
    );
    expect(calls('server', 'recvfrom')).toEqual([]);
  });
  it('a neighbour who does not answer ARP is EHOSTUNREACH, one behind the router too', () => {
    for (const to of ['10.0.1.77', '10.0.2.77']) {
      const { calls } = network([program('client', connecting(to), SECOND)], []);
      expect(
        calls('client', 'connect').map(({ errno }) => errno),
        to,
      ).toEqual(['EHOSTUNREACH']);
    }
  });
  it('an address to which no router has a way is ENETUNREACH by ICMP, which ends connect()', () => {
    const { calls, reasons } = network([program('client', connecting('198.51.100.1'), SECOND)], []);
    expect(reasons).toContain('net.tell-no-route');
    expect(calls('client', 'connect').map(({ errno }) => errno)).toEqual(['ENETUNREACH']);
  });
});
