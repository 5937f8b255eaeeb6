import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Intervention, Run } from '#engine/kernel/trace.ts';
import { MILLISECOND as MS } from '#engine/kernel/time.ts';
import type { NetEvent } from '#engine/net/events.ts';
import { Direction } from '#engine/net/link.ts';
import { readEthernet } from '#engine/wire/ethernet.ts';
import { readIpv4 } from '#engine/wire/ipv4.ts';
import { readTcp } from '#engine/wire/tcp.ts';
import { setupOf, type Setup } from '#player/model.ts';
import { tcpConnection } from '#sandboxes/tcp-connection/model.ts';

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
      `"ca56f48102ea00eee010b448c8f2a3be5f33a2cdf972532f9cbf105fc312a3fc"`,
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
    const first: Intervention = { act: 'duplicate', target: 'wire/client>server/0' };
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
  const link = { name: 'l', ends: ['a', 'b'], rateBps: 8_000_000, delayNs: 5 * MS, queueFrames: 2 } as const;
  it('clocks frames out one after the other, then carries each for its delay', () => {
    const way = new Direction(link, 'a', 'b', 1);
    // 1,000 bytes at 8 Mbit/s take 1 ms
    expect([way.take(1000, 0), way.take(1000, 0)]).toEqual([
      { kind: 'arrival', at: 6 * MS },
      { kind: 'arrival', at: 7 * MS },
    ]);
  });
  it('drops what does not fit into its queue, until a frame has left', () => {
    const way = new Direction(link, 'a', 'b', 1);
    const fates = Array.from({ length: 4 }, () => way.take(1000, 0).kind);
    expect(fates).toEqual(['arrival', 'arrival', 'arrival', 'queue-full']);
    expect(way.take(1000, MS).kind).toBe('arrival');
  });
  it('loses as often as it was told', () => {
    const way = new Direction({ ...link, queueFrames: 1e9, loss: { times: 20, of: 100 } }, 'a', 'b', 1);
    const lost = Array.from({ length: 10_000 }, (_, nth) => way.take(1, nth * MS).kind).filter(
      (kind) => kind === 'loss',
    );
    expect(lost.length / 10_000).toBeCloseTo(0.2, 1);
  });
});
