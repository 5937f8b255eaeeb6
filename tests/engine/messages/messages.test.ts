import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MILLISECOND as MS } from '#engine/kernel/time.ts';
import { encodeMessage, Framer, HEAD_BYTES, numberOf } from '#engine/messages/message.ts';
import { Playout } from '#engine/messages/playout.ts';
import { reasons } from '#engine/messages/reasons.ts';
import en from '#content/reasons/messages.en.json';
import ko from '#content/reasons/messages.ko.json';

describe('messages in a byte stream', () => {
  it('come out as they went in, however the stream is cut', () => {
    const sizes = fc.array(fc.integer({ min: HEAD_BYTES, max: 300 }), { minLength: 1, maxLength: 12 });
    const check = (lengths: readonly number[], cuts: readonly number[]) => {
      const stream = Uint8Array.from(lengths.flatMap((length, nth) => [...encodeMessage(nth, length)]));
      const framer = new Framer();
      const places = [0, ...cuts.map((cut) => cut % stream.length).sort((a, b) => a - b), stream.length];
      const got = places.slice(1).flatMap((end, nth) => framer.take(stream.subarray(places[nth], end)));
      expect(got).toEqual(lengths.map((_, nth) => nth));
    };
    fc.assert(fc.property(sizes, fc.array(fc.nat(5000), { maxLength: 10 }), check));
  });
  it('never hang on bytes that are none', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void new Framer().take(bytes)));
    expect(numberOf(new Uint8Array(3))).toBeUndefined();
    expect(numberOf(encodeMessage(7, 20))).toBe(7);
    expect(numberOf(encodeMessage(7, 20).subarray(0, 19))).toBeUndefined();
  });
});

describe('a player', () => {
  /** Arrivals as message and ms; the plan: 5 messages, one every 10 ms; buffer 20 ms. */
  const play = (waits: boolean, arrivals: readonly (readonly [number, number])[]) => {
    const told: string[] = [];
    const plan = { count: 5, bytes: 100, startNs: 0, intervalNs: 10 * MS };
    const playout = new Playout(plan, 20 * MS, waits, (at, one) => {
      if (one.kind === 'play') told.push(`${one.act} ${one.message} @${at / MS}`);
    });
    for (let now = 0; now <= 200; now += 1) {
      for (const [message, at] of arrivals) if (at === now) playout.take(message, now * MS);
      playout.poll(now * MS);
    }
    expect(playout.nextWake()).toBeNull();
    return told;
  };
  it('plays evenly what comes unevenly, as long as the buffer lasts', () => {
    expect(play(false, [[0, 5], [1, 30], [2, 31], [3, 31], [4, 65]])).toEqual([
      'start 0 @5', 'show 0 @25', 'show 1 @35', 'show 2 @45', 'show 3 @55', 'show 4 @65', 'end 4 @65',
    ]);
  }); // prettier-ignore
  it('leaves out, or stands still and goes on later', () => {
    const late = [[0, 5], [1, 15], [2, 60], [3, 60], [4, 60]] as const;
    expect(play(false, late)).toEqual([
      'start 0 @5', 'show 0 @25', 'show 1 @35', 'glitch 2 @45', 'glitch 3 @55', 'show 4 @65', 'end 4 @65',
    ]);
    expect(play(true, late)).toEqual([
      'start 0 @5', 'show 0 @25', 'show 1 @35', 'freeze 2 @45', 'resume 2 @60', 'show 2 @60', 'show 3 @70', 'show 4 @80', 'end 4 @80',
    ]);
  }); // prettier-ignore
  it('says of a message that comes after its turn that it is of no use', () => {
    const playout = new Playout({ count: 3, bytes: 9, startNs: 0, intervalNs: MS }, 0, false, () => {});
    expect(playout.take(0, 0)).toBe(true);
    playout.poll(5 * MS);
    expect([playout.take(1, 5 * MS), playout.take(2, 5 * MS)]).toEqual([false, false]);
  });
});

it('every reason that the programs give has its clause and its sentences', () => {
  const room = join(import.meta.dirname, '../../../src/engine/messages');
  const named = readdirSync(room)
    .filter((file) => file.endsWith('.ts') && file !== 'reasons.ts')
    .flatMap((file) =>
      [...readFileSync(join(room, file), 'utf8').matchAll(/'(messages\.[a-z-]+)'/g)].map((m) => m[1]!),
    );
  expect([...new Set(named)].sort()).toEqual(Object.keys(reasons).sort());
  for (const sentences of [en, ko])
    expect(
      Object.keys(sentences)
        .filter((id) => !id.startsWith('left-out.'))
        .sort(),
    ).toEqual(Object.keys(reasons).sort());
});
