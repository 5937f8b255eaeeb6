import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SECOND } from '#engine/kernel/time.ts';
import { COSTS, costOf } from '#engine/datapath/costs.ts';
import { countersAt } from '#engine/datapath/counters.ts';
import type { DataPathEvent } from '#engine/datapath/events.ts';
import { LEFT_OUT } from '#engine/datapath/leaves-out.ts';
import { reasons } from '#engine/datapath/reasons.ts';
import { runDataPath } from '#engine/datapath/run.ts';
import type { HostSetup, ReaderSetup, WriterSetup } from '#engine/datapath/setup.ts';
import { none } from '#engine/tcp/congestion/none.ts';
import { RTO_RULES, TCP_DEFAULTS, type TcpConfig } from '#engine/tcp/config.ts';
import { readEthernet } from '#engine/wire/ethernet.ts';
import { readIpv4 } from '#engine/wire/ipv4-read.ts';
import { readTcp } from '#engine/wire/tcp-read.ts';

interface Change {
  readonly host?: Partial<HostSetup>;
  readonly writer?: Partial<WriterSetup>;
  readonly reader?: Partial<ReaderSetup>;
  readonly tcp?: Partial<TcpConfig>;
}
const PLAIN: HostSetup = {
  tso: false,
  gso: false,
  gro: false,
  checksumOffload: true,
  coalesceFrames: 1,
  coalesceNs: 0,
  rxRing: 256,
  txRing: 256,
};
/** 44 segments of 1460 bytes, 1 Gbit/s, 10 µs. */
const run = ({ host, writer, reader, tcp }: Change = {}) =>
  runDataPath({
    host: { ...PLAIN, ...host },
    tcp: {
      ...TCP_DEFAULTS,
      timestamps: false,
      congestion: none,
      nagle: false,
      delayedAckNs: 40_000_000,
      rto: RTO_RULES.linux,
      receiveBufferBytes: 131_072,
      windowScale: 1,
      ...tcp,
    },
    writer: {
      how: 'copy',
      totalBytes: 64_240,
      writeBytes: 65_536,
      nonBlocking: false,
      sendBufferBytes: 131_072,
      ...writer,
    },
    reader: { readBytes: 65_536, ...reader },
    rateBps: 1_000_000_000,
    delayNs: 10_000,
    interventions: [],
    untilNs: 100 * SECOND,
    bounds: { horizonNs: 100 * SECOND, maxEvents: 200_000 },
  });
const paid = (change?: Change) => {
  const { events } = run(change);
  return countersAt(events, events.length);
};
const count = (events: readonly DataPathEvent[], reason: string) =>
  events.filter((event) => event.reason === `datapath.${reason}`).length;

describe('what is written is read', () => {
  it.each([
    ['as it is', {}],
    ['TSO', { host: { tso: true } }],
    ['GSO and GRO', { host: { gso: true, gro: true, coalesceFrames: 32, coalesceNs: 50_000 } }],
    [
      'a receive ring of 4, and 64 frames before an interrupt',
      { host: { rxRing: 4, coalesceFrames: 64, coalesceNs: 200_000 } },
    ],
    ['a transmit ring of 1', { host: { txRing: 1 } }],
    ['a send buffer of 8 KB', { writer: { sendBufferBytes: 8192 } }],
    ['no waiting', { writer: { sendBufferBytes: 8192, nonBlocking: true } }],
    ['zero-copy', { host: { tso: true }, writer: { how: 'zerocopy' } }],
    ['a window of 8 KB', { tcp: { receiveBufferBytes: 8192 } }],
  ] as const)('%s', (_, change) => {
    expect(paid(change as Change).readBytes).toBe(64_240);
  });
  it('whatever the switches are', () => {
    const changes = fc.record({
      tso: fc.boolean(),
      gso: fc.boolean(),
      gro: fc.boolean(),
      checksumOffload: fc.boolean(),
      coalesceFrames: fc.integer({ min: 1, max: 64 }),
      coalesceNs: fc.constantFrom(0, 20_000, 200_000),
      rxRing: fc.integer({ min: 2, max: 256 }),
      txRing: fc.integer({ min: 1, max: 64 }),
    });
    fc.assert(
      fc.property(changes, fc.integer({ min: 2000, max: 60_000 }), (host, sendBufferBytes) => {
        expect(paid({ host, writer: { sendBufferBytes } }).readBytes).toBe(64_240);
      }),
      { numRuns: 60 },
    );
  });
});

describe('what a switch saves', () => {
  const plain = paid();
  it('TSO: the sender passes its stack as often as there are large packets', () => {
    const with_ = paid({ host: { tso: true } });
    // each acknowledgment passes it, too
    expect(plain.client.passes - with_.client.passes).toBe(43);
    expect(with_.client.cpuNs).toBeLessThan(plain.client.cpuNs);
  });
  it('TSO needs checksum offload', () => {
    const { events } = run({ host: { tso: true, checksumOffload: false } });
    expect(count(events, 'split')).toBe(0);
    expect(count(events, 'checksum-made')).toBeGreaterThanOrEqual(44);
  });
  it('GSO costs a cut for each segment, and still less than 44 ways down', () => {
    const gso = paid({ host: { gso: true } });
    expect(gso.client.cpuNs).toBeLessThan(plain.client.cpuNs);
    expect(gso.client.cpuNs).toBeGreaterThan(paid({ host: { tso: true } }).client.cpuNs);
  });
  it('coalescing: one interrupt for several frames', () => {
    const held = paid({ host: { coalesceFrames: 16, coalesceNs: 500_000 } });
    expect(plain.server.interrupts).toBeGreaterThan(40);
    expect(held.server.interrupts).toBeLessThan(6);
  });
  it('GRO saves passes only where several frames are polled at once', () => {
    expect(paid({ host: { gro: true } }).server.passes).toBe(plain.server.passes);
    const both = paid({ host: { gro: true, coalesceFrames: 16, coalesceNs: 500_000 } });
    expect(both.server.passes).toBeLessThan(20);
  });
  it('checksum offload: the processor adds up every byte, once at each end', () => {
    const off = paid({ host: { checksumOffload: false } });
    expect(plain.client.summedBytes + plain.server.summedBytes).toBe(0);
    expect([off.client.summedBytes, off.server.summedBytes]).toEqual([64_240, 64_240]);
  });
  it('zero-copy and sendfile: no copy at the sender; the receiver still copies', () => {
    for (const how of ['zerocopy', 'sendfile'] as const) {
      const { client, server } = paid({ writer: { how } });
      expect([client.copiedBytes, server.copiedBytes]).toEqual([0, 64_240]);
    }
  });
  it('zero-copy pays from some 10 KB on, as the kernel’s documentation says', () => {
    const cost = (bytes: number) =>
      costOf('pin-page', Math.ceil(bytes / 4096), 0) +
      costOf('notification', 1, 0) -
      costOf('copy', 1, bytes);
    expect(cost(4096)).toBeGreaterThan(0);
    expect(cost(8192)).toBeGreaterThan(0);
    expect(cost(12_288)).toBeLessThan(0);
  });
});

describe('what waits, and what is dropped', () => {
  it('a full receive ring drops, TCP sends again', () => {
    const { events, frames } = run({
      host: { tso: true, rxRing: 8, coalesceFrames: 64, coalesceNs: 300_000 },
    });
    expect(count(events, 'ring-full')).toBeGreaterThan(0);
    expect(frames.filter(({ from }) => from === 'client').length).toBeGreaterThan(46);
  });
  it('a closed window: write() has returned and the rest stays', () => {
    const { events } = run({ reader: { readBytes: 0 }, tcp: { receiveBufferBytes: 16_384 } });
    expect(count(events, 'write-returns')).toBe(1);
    const held = events.find((event) => event.reason === 'datapath.window-closed')!;
    expect(held['bytes']).toBeGreaterThan(64_240 - 16_384 - 1460);
  });
  it('non-blocking: short counts, then EAGAIN', () => {
    const { events } = run({ writer: { nonBlocking: true, sendBufferBytes: 20_000 } });
    expect(count(events, 'write-short')).toBeGreaterThan(0);
    expect(count(events, 'write-again')).toBeGreaterThan(0);
    const first = events.find((event) => event.reason === 'datapath.write-short')!;
    expect(first['bytes']).toBe(20_000);
  });
  it('the poll budget: 64 frames, then the others have a turn', () => {
    const { events } = run({
      host: { tso: true, gro: true, coalesceFrames: 128, coalesceNs: 2_000_000 },
      // 119 frames within the first window
      tcp: { mss: 536 },
    });
    expect(count(events, 'budget')).toBeGreaterThan(0);
  });
});

describe('the trace', () => {
  const { events, frames } = run({ host: { gso: true, gro: true, coalesceFrames: 8, coalesceNs: 100_000 } });
  it('no processor does two things at once', () => {
    for (const where of ['client', 'server']) {
      const works = events.filter((event) => event.kind === 'work' && event.where === where);
      works.slice(1).forEach((event, i) => {
        const cost = event.kind === 'work' ? event.costNs : 0;
        expect(event.at - cost).toBeGreaterThanOrEqual(works[i]!.at);
      });
    }
  });
  it('every frame on the wire is a packet with right checksums', () => {
    for (const { bytes } of frames) {
      const ip = readIpv4(readEthernet(bytes).payload);
      expect(ip.fault).toBeUndefined();
      expect(readTcp(ip.payload, ip.value!).fault).toBeUndefined();
    }
  });
});

describe('costs and reasons', () => {
  const root = join(import.meta.dirname, '../../..');
  const sentences = (lang: string) =>
    JSON.parse(readFileSync(join(root, `content/reasons/datapath.${lang}.json`), 'utf8')) as Record<
      string,
      string
    >;
  it('every cost is positive and says where it comes from', () => {
    for (const cost of Object.values(COSTS)) {
      expect(cost.ns).toBeGreaterThan(0);
      expect(cost.from.length).toBeGreaterThan(3);
    }
  });
  it.each(['ko', 'en'])('every reason has its sentence in %s, and no other is there', (lang) => {
    expect(Object.keys(sentences(lang)).sort()).toEqual(
      [...Object.keys(reasons), ...LEFT_OUT.map((id) => `left-out.${id}`)].sort(),
    );
  });
  it('every reason that a run gives is listed', () => {
    const files = readdirSync(join(root, 'src/engine/datapath'));
    expect(files).toContain('reasons.ts');
    for (const host of [
      {},
      { gso: true, gro: true, checksumOffload: false },
      { tso: true, rxRing: 4, coalesceFrames: 9, coalesceNs: 9e5 },
    ])
      for (const how of ['copy', 'zerocopy', 'sendfile'] as const)
        for (const event of run({
          host,
          writer: { how, nonBlocking: how === 'copy', sendBufferBytes: 30_000 },
        }).events)
          expect(Object.keys(reasons)).toContain(event.reason);
  });
});
