import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Intervention, Run } from '#engine/kernel/trace.ts';
import { MILLISECOND as MS } from '#engine/kernel/time.ts';
import { impairmentOf } from '#engine/net/links/registry.ts';
import { Neighbours } from '#engine/net/neighbours.ts';
import { queueOf } from '#engine/net/queues/registry.ts';
import { switches } from '#engine/net/switch.ts';
import type { NetEvent } from '#engine/net/events.ts';
import type { LinkSetup } from '#engine/net/link.ts';
import { formatMac } from '#engine/wire/address.ts';
import { readEthernet } from '#engine/wire/ethernet.ts';
import { readIpv4 } from '#engine/wire/ipv4-read.ts';
import { readTcp } from '#engine/wire/tcp-read.ts';
import { setupOf, type Setup } from '#player/model.ts';
import { tcpConnection } from '#sandboxes/tcp-connection/model.ts';
import { on, plain, Scripted, worldOf, type Told } from './scripted.ts';

const setup = (change: Partial<Setup> = {}, parameters: Setup['parameters'] = {}): Setup => {
  const clean = setupOf(tcpConnection as never, 'clean');
  return { ...clean, ...change, parameters: { ...clean.parameters, ...parameters } };
};
const run = (one: Setup): Run<NetEvent> => tcpConnection.run(one);
const hash = ({ events, frames }: Run<NetEvent>) =>
  createHash('sha256')
    .update(JSON.stringify([events, frames.map((frame) => [frame.name, frame.sentAt, ...frame.bytes])]))
    .digest('hex');
const final = ({ events }: Run<NetEvent>, where: string) =>
  events.findLast((event) => event.where === where && event.set?.['state'] !== undefined)?.set?.['state'];

const acts = fc.record({
  act: fc.constantFrom('drop', 'delay', 'duplicate', 'corrupt'),
  target: fc
    .tuple(fc.constantFrom('client>server', 'server>client'), fc.nat(6))
    .map(([way, nth]) => `wire/${way}/${nth}`),
  byNs: fc.integer({ min: 0, max: 5_000 * MS }),
  bit: fc.nat(600),
}) as fc.Arbitrary<Intervention>;
const setups = fc.record({
  seed: fc.nat(1000),
  interventions: fc.array(acts, { maxLength: 4 }),
  parameters: fc.record({
    delayMs: fc.integer({ min: 1, max: 500 }),
    rateKbps: fc.constantFrom(64, 1000, 100_000),
    lossPercent: fc.constantFrom(0, 0, 5, 30),
    requestBytes: fc.nat(20_000),
    responseBytes: fc.nat(20_000),
    closer: fc.constantFrom('client', 'server', 'both'),
    rto: fc.constantFrom('rfc6298', 'linux'),
  }),
});

describe('a run', () => {
  it('is the same for the same setup, to the byte', () => {
    const check = (one: Pick<Setup, 'seed' | 'interventions' | 'parameters'>) => {
      const whole = setup(one, one.parameters);
      expect(hash(run(whole))).toBe(hash(run(whole)));
    };
    fc.assert(fc.property(setups, check), { numRuns: 60 });
  });
  it('is the same in every release for an old link to show what it showed', () => {
    expect(hash(run(setup()))).toMatchInlineSnapshot(
      `"97b8e8ff3a570b1c8ce2c93a1db7e6ff6b7dfb44f62dc24c58db89c8ae209b26"`,
    );
  });
  it('goes forward in time, numbers its events, and brings every frame to one end', () => {
    const check = (one: Pick<Setup, 'seed' | 'interventions' | 'parameters'>) => {
      const { events, frames } = run(setup(one, one.parameters));
      events.forEach((event, index) => {
        expect(event.n).toBe(index);
        expect(event.at).toBeGreaterThanOrEqual(events[index - 1]?.at ?? 0);
        expect(Number.isInteger(event.at)).toBe(true);
      });
      const altered = new Set(frames.map((frame) => frame.alteredFrom));
      for (const frame of frames) {
        const ends = events.filter(
          (event) => (event.kind === 'arrive' || event.kind === 'lost') && event.frame === frame.id,
        );
        expect(ends, frame.name).toHaveLength(altered.has(frame.id) ? 0 : 1);
      }
    };
    fc.assert(fc.property(setups, check), { numRuns: 60 });
  });
  it('sends nothing malformed', () => {
    for (const frame of run(setup({}, { requestBytes: 9000 })).frames) {
      const ip = readIpv4(readEthernet(frame.bytes).payload);
      expect(ip.fault).toBeUndefined();
      expect(readTcp(ip.payload, ip.value!).fault).toBeUndefined();
      expect(frame.bytes.length).toBeLessThanOrEqual(1514);
    }
  });
});

describe('an intervention', () => {
  it('means the packet that it named, whatever happened before', () => {
    const first: Intervention = { act: 'duplicate', target: 'wire/client>server/1' };
    const second: Intervention = { act: 'drop', target: 'wire/client>server/2' };
    const alone = run(setup({ interventions: [second] }));
    const both = run(setup({ interventions: [first, second] }));
    const lost = ({ events }: Run<NetEvent>) =>
      events.filter((event) => event.kind === 'lost').map(({ name, len }) => [name, len]);
    expect(lost(alone)).toEqual([['wire/client>server/2', 100]]);
    expect(lost(both)).toEqual(lost(alone));
  });
  it('leaves everything before it as it was', () => {
    const without = run(setup());
    const dropped = run(setup({ interventions: [{ act: 'drop', target: 'wire/server>client/1' }] }));
    const sentAt = dropped.frames.find((frame) => frame.name === 'wire/server>client/1')!.sentAt;
    const before = ({ events }: Run<NetEvent>) => events.filter((event) => event.at < sentAt);
    expect(before(dropped)).toEqual(before(without));
  });
  it.each([
    ['corrupt', 'discard', 'tcp.bad-checksum'],
    ['duplicate', 'arrive', undefined],
  ] as const)('%s: the host notices (%s)', (act, kind, fault) => {
    const { events } = run(setup({ interventions: [{ act, target: 'wire/client>server/2' }] }));
    const found = events.filter(
      (event) => event.kind === kind && event.name.startsWith('wire/client>server/2'),
    );
    expect(found).toHaveLength(act === 'duplicate' ? 2 : 1);
    if (fault) expect(found[0]).toMatchObject({ fault });
    expect(final({ events } as Run<NetEvent>, 'client')).toBe('CLOSED');
  });
  it('delays one packet and lets the next overtake it', () => {
    const act: Intervention = { act: 'delay', target: 'wire/client>server/1', byNs: 10 * MS };
    const arrivals = run(setup({ interventions: [act] })).events.filter(
      (event) => event.kind === 'arrive' && event.where === 'server',
    );
    expect(arrivals.slice(1, 3).map((event) => event.kind === 'arrive' && event.name)).toEqual([
      'wire/client>server/2',
      'wire/client>server/1',
    ]);
  });
});

describe('a link', () => {
  const arrivals = (
    told: readonly Told[],
    link: Partial<LinkSetup>,
    interventions: readonly Intervention[] = [],
  ) => {
    const b = new Scripted('b', on('192.0.2.2'));
    const a = new Scripted('a', on('192.0.2.1'), told);
    const run = worldOf([a, b], { links: [plain('l', 'a', 'b', link)], interventions }).run();
    return {
      run,
      ends: run.events.filter(({ kind }) => kind === 'arrive' || kind === 'lost'),
      heard: b.heard,
    };
  };
  /** 1,000 bytes with the headers of Ethernet, IP and UDP: 1 ms at 8 Mbit/s. */
  const burst = (count: number, at = 0): Told[] =>
    Array.from({ length: count }, () => ({ at, to: '192.0.2.2', bytes: 1000 - 42 }));
  const when = ({ ends }: ReturnType<typeof arrivals>) => ends.map(({ kind, at }) => [kind, at / MS]);

  it('clocks frames out one after the other, then carries each for its delay', () => {
    expect(when(arrivals(burst(2), {}))).toEqual([['arrive', 6], ['arrive', 7]]);
  }); // prettier-ignore
  it('drops what does not fit into its queue, until a frame has left', () => {
    const told = [...burst(4), ...burst(1, MS)];
    expect(when(arrivals(told, { queueFrames: 2 }))).toEqual([
      ['lost', 0], ['arrive', 6], ['arrive', 7], ['arrive', 8], ['arrive', 9],
    ]);
  }); // prettier-ignore
  it('loses as often as it was told, half-way', () => {
    const told = Array.from({ length: 3000 }, (_, nth) => ({ at: nth * MS, to: '192.0.2.2', bytes: 1 }));
    const { ends } = arrivals(told, { loss: { times: 20, of: 100 } });
    expect(ends.filter(({ kind }) => kind === 'lost').length / ends.length).toBeCloseTo(0.2, 1);
    expect(when(arrivals(burst(1), { loss: { times: 1, of: 1 } }))).toEqual([['lost', 3.5]]);
  });
  it('tells of its queue where it is watched', () => {
    const { run } = arrivals(burst(3), { watchQueue: true });
    const queue = run.events.filter(({ kind }) => kind === 'queue');
    expect(queue.map(({ set }) => set!['queuePackets'])).toEqual([1, 0, 1, 2, 1, 0]);
    expect(Math.max(...queue.map(({ set }) => set!['queueBytes'] as number))).toBe(2000);
  });
  it.each([
    [{ kind: 'jitter', mostNs: 20 * MS, keepsOrder: true }, true],
    [{ kind: 'jitter', mostNs: 20 * MS, keepsOrder: false }, false],
    [{ kind: 'reorder', times: 1, of: 4, byNs: 10 * MS }, false],
  ] as const)('%j keeps the order: %s', (impairment, ordered) => {
    const { ends } = arrivals(burst(40), { impairments: [impairmentOf(impairment)] });
    const names = ends.map((event) => Number(String(event['name']).split('/').at(-1)));
    expect(names).toHaveLength(40);
    expect(names.every((name, nth) => name === nth)).toBe(ordered);
  });
  it('brings every frame to one end, whatever it does to them: arrived, lost or altered', () => {
    const setups = [
      { kind: 'independent', times: 10, of: 100 },
      { kind: 'jitter', mostNs: 20 * MS, keepsOrder: false },
      { kind: 'reorder', times: 10, of: 100, byNs: 10 * MS },
      { kind: 'duplicate', times: 10, of: 100 },
      { kind: 'corrupt', times: 10, of: 100 },
    ] as const;
    const queue = queueOf({
      kind: 'codel',
      packets: 50,
      targetNs: 5 * MS,
      intervalNs: 100 * MS,
      mtuBytes: 1514,
      ecn: false,
    });
    const told = Array.from({ length: 20 }, (_, nth) => burst(nth * 3, nth * 10 * MS)).flat();
    const { run, ends } = arrivals(told, { impairments: setups.map(impairmentOf), queue });
    const altered = new Set(run.frames.map(({ alteredFrom }) => alteredFrom));
    const ended = ends.map((event) => event['frame'] as number).sort((a, b) => a - b);
    expect(ended).toEqual(run.frames.map(({ id }) => id).filter((id) => !altered.has(id)));
    expect(
      new Set(run.events.filter((event) => event.kind === 'tamper').map((event) => event.reason)),
    ).toEqual(new Set(['net.doubled', 'net.damaged', 'net.held-up']));
  });
  it('marks in place of dropping where the packet allows it, with a header that is right', () => {
    const queue = queueOf({
      kind: 'codel',
      packets: 1000,
      targetNs: 5 * MS,
      intervalNs: 20 * MS,
      mtuBytes: 1514,
      ecn: true,
    });
    const told = burst(200).map((one) => ({ ...one, header: { ecn: 2 } }));
    const { run, heard } = arrivals(told, { queue });
    const marks = heard.map(({ packet }) => readIpv4(packet).value!.ecn);
    expect(heard).toHaveLength(200);
    expect(new Set(marks)).toEqual(new Set([2, 3]));
    expect(marks.filter((ecn) => ecn === 3)).toHaveLength(
      run.events.filter((event) => event.kind === 'tamper' && event.act === 'mark').length,
    );
  });
});

describe('a link that is touched', () => {
  const told: Told[] = Array.from({ length: 10 }, (_, nth) => ({
    at: nth * 10 * MS,
    to: '192.0.2.2',
    bytes: 958,
  }));
  const ends = (interventions: readonly Intervention[]) => {
    const hosts = [new Scripted('a', on('192.0.2.1'), told), new Scripted('b', on('192.0.2.2'))];
    const { events } = worldOf(hosts, { links: [plain('l', 'a', 'b')], interventions }).run();
    return events
      .filter((event) => event.kind === 'arrive' || event.kind === 'lost')
      .map((event) => (event.kind === 'lost' ? event.cause : (event.at / MS) % 10));
  };
  it('carries nothing while its cable is pulled, and loses what was on it', () => {
    // At 22 ms frame 2 is on the wire; at 45 ms the cable is back, before frame 5
    const pulled = ends([{ act: 'down', target: 'l', atNs: 22 * MS }, { act: 'up', target: 'l', atNs: 45 * MS }]);
    expect(pulled).toEqual([6, 6, 'cut', 'cut', 'cut', 6, 6, 6, 6, 6]);
  }); // prettier-ignore
  it('changes rate, delay and loss when it is told', () => {
    const at = 35 * MS;
    const set = (quantity: 'rateBps' | 'delayNs' | 'lossPpm', value: number) =>
      ends([{ act: 'set', target: 'l', quantity, value, atNs: at }]);
    expect(set('rateBps', 4_000_000)).toEqual([6, 6, 6, 6, 7, 7, 7, 7, 7, 7]);
    expect(set('delayNs', 2 * MS)).toEqual([6, 6, 6, 6, 3, 3, 3, 3, 3, 3]);
    expect(set('lossPpm', 1_000_000).filter((end) => end === 'loss')).toHaveLength(6);
  });
  it('leads to nobody once the host has lost its power', () => {
    expect(ends([{ act: 'kill', target: 'b', atNs: 22 * MS }])).toEqual([
      6,
      6,
      ...Array<string>(8).fill('dead'),
    ]);
    expect(ends([{ act: 'kill', target: 'a', atNs: 22 * MS }])).toEqual([6, 6, 6]);
  });
});

describe('a segment with a switch', () => {
  const lan = (names: readonly string[]) =>
    names.map((name) => plain(`lan-${name}`, name, 'switch', { delayNs: 1000 }));
  const heardBy = (hosts: readonly Scripted[]) => hosts.map((host) => host.heard.length);

  it('asks for the address once, floods the question, and sends on what has waited', () => {
    const a = new Scripted('a', on('192.0.2.1'), [{ at: 0, to: '192.0.2.2' }, { at: 1, to: '192.0.2.2' }]);
    const [b, c] = [new Scripted('b', on('192.0.2.2')), new Scripted('c', on('192.0.2.3'))];
    const { events } = worldOf([a, b, c], { links: lan(['a', 'b', 'c']), switches: switches(['switch']), arp: Neighbours }).run();
    expect(heardBy([b, c])).toEqual([2, 0]);
    const sent = events.flatMap((event) => (event.kind === 'send' ? [`${event.where}: ${event.label}`] : []));
    expect(sent).toEqual([
      'a: ARP who has 192.0.2.2', 'switch: ARP who has 192.0.2.2', 'switch: ARP who has 192.0.2.2',
      'b: ARP 192.0.2.2 is at', 'switch: ARP 192.0.2.2 is at',
      'a: UDP 100 B', 'a: UDP 100 B', 'switch: UDP 100 B', 'switch: UDP 100 B',
    ]);
  }); // prettier-ignore
  it('gives up after three questions, and says so', () => {
    const a = new Scripted('a', on('192.0.2.1'), [{ at: 0, to: '192.0.2.9' }]);
    const { events } = worldOf([a, new Scripted('b', on('192.0.2.2'))], {
      links: lan(['a', 'b']),
      switches: switches(['switch']),
      arp: Neighbours,
    }).run();
    expect(
      events.filter((event) => event.kind === 'send' && event.where === 'a').map(({ at }) => at / MS),
    ).toEqual([0, 1000, 2000]);
    expect(events.at(-1)).toMatchObject({ kind: 'unsent', where: 'a', nextHop: '192.0.2.9', at: 3000 * MS });
    expect(a.undeliveredAt).toEqual([3000 * MS]);
  });
  it.each([false, true])('hands what is for elsewhere to the gateway (ARP: %s)', (arp) => {
    const a = new Scripted('a', on('192.0.2.1', '192.0.2.254'), [{ at: 0, to: '198.51.100.7' }]);
    const hosts = [a, new Scripted('b', on('192.0.2.2')), new Scripted('gateway', on('192.0.2.254'))];
    worldOf(hosts, {
      links: lan(['a', 'b', 'gateway']),
      switches: switches(['switch']),
      arp: arp ? Neighbours : undefined,
    }).run();
    expect(heardBy(hosts)).toEqual([0, 0, 1]);
  });
  it('brings a broadcast to all, and a group’s packets to those who have joined', () => {
    const told = [
      { at: 0, to: '192.0.2.255' },
      { at: MS, to: '239.1.2.3' },
    ];
    const hosts = [
      new Scripted('a', on('192.0.2.1'), told),
      new Scripted('b', on('192.0.2.2'), [], ['239.1.2.3']),
      new Scripted('c', on('192.0.2.3')),
      new Scripted('d', on('192.0.2.4'), [], ['224.129.2.3']),
    ];
    const { frames } = worldOf(hosts, {
      links: lan(['a', 'b', 'c', 'd']),
      switches: switches(['switch']),
    }).run();
    // d has joined another group with the same Ethernet address: its card lets the frame in, its IP layer would not
    expect(heardBy(hosts)).toEqual([0, 2, 1, 2]);
    const destinations = frames
      .filter(({ from }) => from === 'a')
      .map(({ bytes }) => formatMac(readEthernet(bytes).value!.destination));
    expect(destinations).toEqual(['ff:ff:ff:ff:ff:ff', '01:00:5e:01:02:03']);
  });
});
