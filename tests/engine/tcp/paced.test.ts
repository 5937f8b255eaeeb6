import { none } from '#engine/tcp/congestion/none.ts';
import { describe, expect, it } from 'vitest';
import { MILLISECOND, SECOND } from '#engine/kernel/time.ts';
import type { NetEvent } from '#engine/net/events.ts';
import { World } from '#engine/net/world.ts';
import { TCP_DEFAULTS, type TcpConfig } from '#engine/tcp/config.ts';
import { PacedReader, Writer, type Pace } from '#engine/tcp/paced.ts';
import { A, B, bytesOf, PORT } from './pair.ts';

interface Case {
  readonly config?: Partial<TcpConfig>;
  readonly total?: number;
  readonly readBytes?: number;
  readonly paces?: readonly Pace[];
  readonly sendBufferBytes?: number;
}
/** 10 ms one way, 10 Mbit/s; no congestion control, so that the receiver's window alone holds back. */
function run({ config, total = 20_000, readBytes = 1000, paces, sendBufferBytes = 8192 }: Case) {
  const stack = { config: { ...TCP_DEFAULTS, congestion: none, timestamps: false, ...config } } as const;
  const world = new World({
    seed: 1,
    links: [{ name: 'wire', ends: ['a', 'b'], rateBps: 1e7, delayNs: 10 * MILLISECOND, queueFrames: 1000 }],
    interventions: [],
    bounds: { horizonNs: 3600 * SECOND, maxEvents: 100_000 },
    hosts: (observe) => [
      new Writer(
        { name: 'a', address: A, secret: [1, 2], observe: observe('a'), ...stack },
        {
          to: { address: B, port: PORT },
          data: bytesOf(1, total),
          writeBytes: 4096,
          everyNs: 0,
          sendBufferBytes,
        },
      ),
      new PacedReader(
        { name: 'b', address: B, secret: [3, 4], observe: observe('b'), ...stack },
        PORT,
        readBytes,
        paces ?? [{ fromNs: 0, rateBps: 800_000 }],
      ),
    ],
  });
  return world.run(100 * SECOND).events;
}
const reads = (events: readonly NetEvent[]) =>
  events.filter((event) => event.kind === 'call' && event.call === 'read') as (NetEvent & {
    bytes: number;
  })[];
const dataOf = (events: readonly NetEvent[]) =>
  events.filter((event) => event.kind === 'send' && event.where === 'a' && event.len > 0) as (NetEvent & {
    len: number;
  })[];

describe('a program that reads slowly', () => {
  it('reads all that was written, never more than it asks for, at its own speed', () => {
    const all = reads(run({}));
    expect(all.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(20_000);
    expect(Math.max(...all.map(({ bytes }) => bytes))).toBe(1000);
    // 1000 bytes at 800 kbit/s are 10 ms
    for (let i = 1; i < all.length; i += 1)
      expect(all[i]!.at - all[i - 1]!.at).toBeGreaterThanOrEqual((all[i - 1]!.bytes * SECOND) / 100_000);
  });
  it('stands still at 0, and goes on from where its pace changes', () => {
    const all = reads(
      run({
        paces: [
          { fromNs: 0, rateBps: 0 },
          { fromNs: 5 * SECOND, rateBps: 8_000_000 },
        ],
      }),
    );
    expect(all[0]!.at).toBe(5 * SECOND);
    expect(all.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(20_000);
  });
  it('never lets more into its buffer than there is room for', () => {
    for (const event of run({ config: { receiveBufferBytes: 3000 } }))
      expect(Number(event.set?.['receiveBufferBytes'] ?? 0)).toBeLessThanOrEqual(3000);
  });
});

describe('a program that writes', () => {
  it('waits where the send buffer is full', () => {
    for (const event of run({ sendBufferBytes: 5000 }))
      if (event.where === 'a') expect(Number(event.set?.['sendBufferBytes'] ?? 0)).toBeLessThanOrEqual(5000);
  });
});

// RFC 9293 §3.8.6.2: 50 bytes read at a time, out of a buffer of 2000
describe.each([
  { receiver: true, sender: true, tiny: false },
  { receiver: false, sender: true, tiny: false },
  { receiver: true, sender: false, tiny: false },
  { receiver: false, sender: false, tiny: true },
])(
  'silly windows, cured at the receiver: $receiver, at the sender: $sender',
  ({ receiver, sender, tiny }) => {
    it(tiny ? 'shrink to what is read at a time' : 'do not come up', () => {
      const config = {
        receiveBufferBytes: 2000,
        // a scale would round the window to 128 bytes
        windowScale: null,
        receiverSwsAvoidance: receiver,
        senderSwsAvoidance: sender,
      };
      const lengths = dataOf(
        run({ config, total: 6000, readBytes: 50, paces: [{ fromNs: 0, rateBps: 80_000 }] }),
      ).map(({ len }) => len);
      const small = lengths.slice(0, -1).filter((len) => len <= 100).length;
      expect(small > lengths.length / 2).toBe(tiny);
    });
  },
);
