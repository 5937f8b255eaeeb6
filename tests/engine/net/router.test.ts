import { Neighbours } from '#engine/net/neighbours.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SECOND } from '#engine/kernel/time.ts';
import { Nat } from '#engine/net/nat.ts';
import { Router, withTtlDecremented } from '#engine/net/router.ts';
import { Routes } from '#engine/net/routes.ts';
import { topology } from '#engine/net/topology.ts';
import { World } from '#engine/net/world.ts';
import { formatIpv4 } from '#engine/wire/address.ts';
import { readIcmp } from '#engine/wire/icmp.ts';
import { encodeIpv4 } from '#engine/wire/ipv4.ts';
import { readIpv4 } from '#engine/wire/ipv4-read.ts';
import { ip, plain, Scripted, type Told } from './scripted.ts';

const route = (prefix: string, length: number, by: number) => ({ prefix: ip(prefix), length, by });

describe('a routing table', () => {
  const table = new Routes([
    route('0.0.0.0', 0, 9),
    route('10.0.0.0', 8, 1),
    route('10.1.0.0', 16, 2),
    route('10.1.2.0', 24, 3),
    route('10.1.2.128', 25, 4),
    route('10.1.2.130', 32, 5),
  ]);
  it.each([
    ['10.9.9.9', 1], ['10.1.9.9', 2], ['10.1.2.3', 3], ['10.1.2.129', 4], ['10.1.2.130', 5], ['192.0.2.1', 9],
  ])('takes the longest prefix: %s by %i', (destination, by) => {
    expect(table.to(ip(destination))?.by).toBe(by);
  }); // prettier-ignore
  it('knows no way where no line fits', () => {
    expect(new Routes([route('10.0.0.0', 8, 1)]).to(ip('11.0.0.1'))).toBeUndefined();
  });
});

describe('topology', () => {
  const net = topology(
    [
      plain('lan-a', 'a 10.0.1.10/24', 'hub', {}),
      plain('lan-b', 'b 10.0.1.11/24', 'hub', {}),
      plain('lan-r', 'r1 10.0.1.1/24', 'hub', {}),
      plain('r1-r2', 'r1 10.0.12.1/30', 'r2 10.0.12.2/30', {}),
      plain('r2-c', 'r2 10.0.2.1/24', 'c 10.0.2.20/24', {}),
    ],
    ['r1', 'r2'],
  );
  const told = (name: string) =>
    net
      .routesOf(name)
      .map(
        ({ prefix, length, by, nextHop }) =>
          `${formatIpv4(prefix)}/${length} by ${by} to ${formatIpv4(nextHop!)}`,
      );
  it('finds switches, gateways and routes', () => {
    expect(net.switches).toEqual(['hub']);
    expect(net.interfacesOf('a')).toEqual([
      { address: ip('10.0.1.10'), prefixLength: 24, gateway: ip('10.0.1.1') },
    ]);
    expect(net.interfacesOf('c')[0]!.gateway).toBe(ip('10.0.2.1'));
    expect(told('r1')).toEqual(['10.0.2.1/24 by 1 to 10.0.12.2']);
    expect(told('r2')).toEqual(['10.0.1.1/24 by 0 to 10.0.12.1']);
    expect(net.links[0]!.ends).toEqual(['a', 'hub']);
  });
  it.each([
    ['a 10.0.1.300/24', /no address/], ['a 10.0.1.1', /an end reads/], ['b 10.0.0.2/24', /stands twice/],
  ])('refuses %s', (end, message) => {
    expect(() => topology([plain('l', end, 'b 10.0.0.2/24', {})])).toThrow(message);
  }); // prettier-ignore
});

/** a - r1 - r2 - c, the middle link with an MTU of its own. */
function world(sent: readonly Told[], mtu = 1500) {
  const net = topology(
    [
      plain('a-r1', 'a 10.0.1.10/24', 'r1 10.0.1.1/24', {}),
      plain('r1-r2', 'r1 10.0.12.1/30', 'r2 10.0.12.2/30', {}),
      plain('r2-c', 'r2 10.0.2.1/24', 'c 10.0.2.20/24', {}),
    ],
    ['r1', 'r2'],
  );
  const a = new Scripted('a', net.interfacesOf('a')[0]!, sent);
  const c = new Scripted('c', net.interfacesOf('c')[0]!);
  const run = (arp = false) =>
    new World({
      seed: 1,
      links: net.links,
      arp: arp ? Neighbours : undefined,
      interventions: [],
      bounds: { horizonNs: 100 * SECOND, maxEvents: 10_000 },
      hosts: (observe) => [
        a,
        c,
        ...['r1', 'r2'].map((name) => {
          const interfaces = net
            .interfacesOf(name)
            .map((one, by) => ({ ...one, ...(by === 1 && name === 'r1' && { mtu }) }));
          return new Router({ name, interfaces, routes: net.routesOf(name), observe: observe(name) });
        }),
      ],
    }).run();
  return { a, c, run };
}
const icmpOf = (host: Scripted) =>
  host.heard.map(({ packet, from }) => {
    const { value, payload } = readIcmp(readIpv4(packet).payload);
    return {
      from: formatIpv4(from),
      type: value!.type,
      code: value!.code,
      rest: value!.rest,
      quoted: payload,
    };
  });

describe('a router', () => {
  it('forwards, with one less to live, each packet as it was', () => {
    const { c, run } = world([{ at: 0, to: '10.0.2.20' }]);
    run();
    expect(c.heard.map(({ packet }) => readIpv4(packet).value!.ttl)).toEqual([62]);
    expect(c.heard[0]!.payload).toHaveLength(100);
    expect(readIpv4(c.heard[0]!.packet).fault).toBeUndefined();
  });
  it('asks for its neighbours like any host', () => {
    const { c, run } = world([{ at: 0, to: '10.0.2.20' }]);
    const { events } = run(true);
    expect(c.heard).toHaveLength(1);
    expect(events.filter((event) => event.kind === 'send' && event.protocol === 'arp')).toHaveLength(6);
  });
  it.each([
    ['time exceeded', { at: 0, to: '10.0.2.20', header: { ttl: 1 } }, '10.0.1.1', 11, 0, 0],
    ['time exceeded at the second', { at: 0, to: '10.0.2.20', header: { ttl: 2 } }, '10.0.12.2', 11, 0, 0],
    ['net unreachable', { at: 0, to: '203.0.113.9' }, '10.0.1.1', 3, 0, 0],
    ['fragmentation needed, with the MTU', { at: 0, to: '10.0.2.20', bytes: 1200 }, '10.0.1.1', 3, 4, 1000],
    ['port unreachable at a router', { at: 0, to: '10.0.12.2' }, '10.0.12.2', 3, 3, 0],
  ] as const)('says %s', (_, told, from, type, code, rest) => {
    const { a, c, run } = world([told], 1000);
    run();
    const [message] = icmpOf(a);
    expect(c.heard).toHaveLength(0);
    expect(message).toMatchObject({ from, type, code, rest });
    // RFC 792: the header and 64 bits at least of what it is about
    const quoted = readIpv4(message!.quoted);
    expect([quoted.value!.source, quoted.value!.destination]).toEqual([ip('10.0.1.10'), ip(told.to)]);
  });
  it('says host unreachable when nobody answers its question', () => {
    const { a, run } = world([{ at: 0, to: '10.0.2.99' }]);
    run(true);
    expect(icmpOf(a)).toMatchObject([{ from: '10.0.12.2', type: 3, code: 1 }]);
  });
  it('fragments what may be fragmented, and the pieces are the whole', () => {
    const { c, run } = world([{ at: 0, to: '10.0.2.20', bytes: 1200, header: { dontFragment: false } }], 576);
    run();
    const pieces = c.heard.map(({ packet }) => readIpv4(packet));
    expect(pieces.map(({ value }) => [value!.fragmentOffset, value!.moreFragments])).toEqual([[0, true], [69, true], [138, false]]);
    expect(pieces.reduce((sum, { payload }) => sum + payload.length, 0)).toBe(1208);
    expect(pieces.every(({ fault }) => fault === undefined)).toBe(true);
  }); // prettier-ignore
  it.each([
    ['an ICMP error', { protocol: 1 }, 3],
    ['a later fragment', { fragmentOffset: 5 }, 17],
    ['a group', { destination: ip('224.1.1.1') }, 17],
  ] as const)('says nothing about %s (RFC 1812 §4.3.2.7)', (_, header, first) => {
    const interfaces = [{ address: ip('10.0.1.1'), prefixLength: 24 }];
    const router = new Router({ name: 'r', interfaces });
    const whole = {
      dscp: 0,
      ecn: 0,
      identification: 1,
      dontFragment: false,
      moreFragments: false,
      fragmentOffset: 0,
    };
    const to = {
      ttl: 1,
      protocol: 17,
      source: ip('10.0.1.9'),
      destination: ip('10.9.9.9'),
      options: new Uint8Array(0),
    };
    router.receive(
      encodeIpv4({ ...whole, ...to, ...header }, Uint8Array.from([first, 0, 0, 0, 0, 0, 0, 0])),
      0,
    );
    expect(router.poll()).toEqual([]);
  });
  it('brings the checksum up to date as if it were computed anew (RFC 1624)', () => {
    const check = (identification: number, ttl: number, source: number, destination: number) => {
      const header = { dscp: 0, ecn: 0, identification, dontFragment: true, moreFragments: false, fragmentOffset: 0, ttl, protocol: 17, source, destination, options: new Uint8Array(0) };
      const after = withTtlDecremented(encodeIpv4(header, new Uint8Array(4)));
      expect(after).toEqual(encodeIpv4({ ...header, ttl: ttl - 1 }, new Uint8Array(4)));
    };
    const u32 = fc.integer({ min: 1, max: 0xffffffff });
    fc.assert(fc.property(fc.nat(0xffff), fc.integer({ min: 1, max: 255 }), u32, u32, check));
  }); // prettier-ignore
  it('never throws, whatever arrives', () => {
    const interfaces = [{ address: ip('10.0.1.1'), prefixLength: 24 }, { address: ip('192.0.2.1'), prefixLength: 24 }];
    const nat = new Nat({ outside: 1, filtering: 'endpoint-independent' }, interfaces[1]!.address);
    const router = new Router({ name: 'r', interfaces, nat });
    const header = fc.record({
      protocol: fc.constantFrom(1, 6, 17, 47),
      source: fc.constantFrom(ip('10.0.1.9'), ip('198.51.100.1'), ip('192.0.2.1'), 0),
      destination: fc.constantFrom(ip('10.0.1.1'), ip('192.0.2.1'), ip('192.0.2.77'), ip('224.0.0.1'), 0xffffffff),
      ttl: fc.nat(3),
      fragmentOffset: fc.constantFrom(0, 0, 3),
      moreFragments: fc.boolean(),
    });
    const check = (made: { protocol: number }, payload: Uint8Array, by: number) => {
      const rest = { dscp: 0, ecn: 0, identification: 1, dontFragment: false, options: new Uint8Array(0) };
      router.receive(encodeIpv4({ ...rest, ...(made as never as object) } as never, payload), 0, by);
      for (const packet of router.poll()) expect(readIpv4(packet).fault).toBeUndefined();
    };
    fc.assert(fc.property(header, fc.uint8Array({ maxLength: 80 }), fc.nat(1), check), { numRuns: 2000 });
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(1), (bytes, by) => router.receive(bytes, 0, by)));
  }); // prettier-ignore
});
