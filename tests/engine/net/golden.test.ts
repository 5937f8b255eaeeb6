import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MILLISECOND as MS, SECOND } from '#engine/kernel/time.ts';
import { Neighbours } from '#engine/net/neighbours.ts';
import { printRun } from '#engine/net/print.ts';
import { Nat } from '#engine/net/nat.ts';
import { Router } from '#engine/net/router.ts';
import { switches } from '#engine/net/switch.ts';
import { topology } from '#engine/net/topology.ts';
import { World } from '#engine/net/world.ts';
import { plain, Scripted } from './scripted.ts';

/** Files of tests/vectors/net: a head that says what they show, then the run. GOLDEN=write makes them anew; read the change. */
const folder = join(import.meta.dirname, '../../vectors/net');
const bounds = { horizonNs: 100 * SECOND, maxEvents: 10_000 };

/** Four datagrams with TTL 1, 2, 3, 4 to a port that nobody has: as traceroute does it. */
function traceroute() {
  const routers = ['r1', 'r2', 'r3'];
  const net = topology(
    [
      plain('l1', 'client 192.0.2.10/24', 'r1 192.0.2.1/24', {}),
      plain('l2', 'r1 10.0.12.1/30', 'r2 10.0.12.2/30', {}),
      plain('l3', 'r2 10.0.23.1/30', 'r3 10.0.23.2/30', {}),
      plain('l4', 'r3 198.51.100.1/24', 'server 198.51.100.7/24', {}),
    ],
    routers,
  );
  const probes = [1, 2, 3, 4].map((ttl) => ({
    at: ttl * 100 * MS,
    to: '198.51.100.7',
    bytes: 12,
    header: { ttl },
    port: 33433 + ttl,
  }));
  return new World({
    seed: 1,
    links: net.links,
    interventions: [],
    bounds,
    hosts: (observe) => [
      new Scripted('client', net.interfacesOf('client')[0]!, probes),
      new Scripted('server', net.interfacesOf('server')[0]!),
      ...routers.map(
        (name) =>
          new Router({
            name,
            interfaces: net.interfacesOf(name),
            routes: net.routesOf(name),
            observe: observe(name),
          }),
      ),
    ],
  }).run();
}

/** Two clients with the same port behind one address; a stranger tries that port. */
function nat() {
  const net = topology(
    [
      plain('in1', 'client1 10.0.0.2/24', 'switch', { delayNs: 1000 }),
      plain('in2', 'client2 10.0.0.3/24', 'switch', { delayNs: 1000 }),
      plain('in', 'nat 10.0.0.1/24', 'switch', { delayNs: 1000 }),
      plain('out', 'nat 203.0.113.1/24', 'net', {}),
      plain('server', 'server 203.0.113.7/24', 'net', {}),
      plain('stranger', 'stranger 203.0.113.66/24', 'net', {}),
    ],
    ['nat'],
  );
  const host = (name: string, told: ConstructorParameters<typeof Scripted>[2] = []) =>
    new Scripted(name, net.interfacesOf(name)[0]!, told);
  const server = host('server');
  server.answers = true;
  return new World({
    seed: 1,
    links: net.links,
    switches: switches(net.switches),
    interventions: [],
    bounds,
    hosts: (observe) => [
      host('client1', [{ at: 0, to: '203.0.113.7' }]),
      host('client2', [{ at: 50 * MS, to: '203.0.113.7' }]),
      server,
      host('stranger', [{ at: 100 * MS, to: '203.0.113.1', port: 5000 }]),
      new Router({
        name: 'nat',
        interfaces: net.interfacesOf('nat'),
        nat: new Nat(
          { outside: 1, filtering: 'address-and-port-dependent' },
          net.interfacesOf('nat')[1]!.address,
        ),
        observe: observe('nat'),
      }),
    ],
  }).run();
}

/** Nobody knows anybody: a question, an answer, the packet, its answer. */
function arp() {
  const net = topology([
    plain('l1', 'a 192.0.2.1/24', 'switch', { delayNs: 1000 }),
    plain('l2', 'b 192.0.2.2/24', 'switch', { delayNs: 1000 }),
    plain('l3', 'c 192.0.2.3/24', 'switch', { delayNs: 1000 }),
  ]);
  const b = new Scripted('b', net.interfacesOf('b')[0]!);
  b.answers = true;
  const told = [
    { at: 0, to: '192.0.2.2' },
    { at: 10 * MS, to: '192.0.2.2' },
  ];
  const hosts = [
    new Scripted('a', net.interfacesOf('a')[0]!, told),
    b,
    new Scripted('c', net.interfacesOf('c')[0]!),
  ];
  return new World({
    seed: 1,
    links: net.links,
    switches: switches(net.switches),
    arp: Neighbours,
    interventions: [],
    bounds,
    hosts: () => hosts,
  }).run();
}

describe('golden traces of networks', () => {
  it.each([['traceroute', traceroute], ['nat', nat], ['arp', arp]] as const)('%s', (name, run) => {
    const file = join(folder, `${name}.trace`);
    const printed = printRun(run());
    const golden = readFileSync(file, 'utf8');
    const head = golden.split('\n').filter((line) => line.startsWith('#')).join('\n');
    if (process.env['GOLDEN'] === 'write') writeFileSync(file, `${head}\n\n${printed}`);
    else expect(golden).toBe(`${head}\n\n${printed}`);
    expect(head.length).toBeGreaterThan(100);
  }); // prettier-ignore
});
