import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stream } from '#engine/kernel/random.ts';
import { MILLISECOND as MS } from '#engine/kernel/time.ts';
import { inverseRoot } from '#engine/net/queues/codel.ts';
import type { CodelSetup, Queue, QueueSetup, RedSetup, Waiting } from '#engine/net/queues/queue.ts';
import { queueOf } from '#engine/net/queues/registry.ts';

interface Packet extends Waiting {
  readonly id: number;
}
const packet = (id: number, bytes = 1500, canMark = false): Packet => ({
  id,
  bytes,
  canMark,
  enqueuedAt: 0,
  mark: null,
});
const red: RedSetup = {
  kind: 'red',
  minPackets: 5,
  maxPackets: 15,
  packets: 60,
  weightLog: 2,
  oneOf: 10,
  packetNs: MS,
  ecn: false,
};
const codel: CodelSetup = {
  kind: 'codel',
  packets: 1000,
  targetNs: 5 * MS,
  intervalNs: 100 * MS,
  mtuBytes: 1514,
  ecn: false,
};
const every: readonly QueueSetup[] = [
  { kind: 'drop-tail', packets: 8 },
  { kind: 'drop-tail', bytes: 9000 },
  red,
  { ...red, ecn: true },
  codel,
  { ...codel, packets: 8, ecn: true },
]; // prettier-ignore
const make = (setup: QueueSetup): Queue<Packet> => queueOf(setup)<Packet>(stream(1, 'queue'));

describe.each(every.map((setup) => [JSON.stringify(setup), setup] as const))('%s', (_, setup) => {
  it('keeps the order, counts what waits, and loses nothing that it does not tell of', () => {
    const steps = fc.array(
      fc.record({ puts: fc.nat(4), takes: fc.nat(3), bytes: fc.integer({ min: 60, max: 1514 }), mark: fc.boolean(), ms: fc.nat(40) }),
      { maxLength: 80 },
    );
    const check = (script: readonly { puts: number; takes: number; bytes: number; mark: boolean; ms: number }[]) => {
      const queue = make(setup);
      const waiting: Packet[] = [];
      let now = 0;
      let id = 0;
      for (const step of script) {
        now += step.ms * MS;
        for (let nth = 0; nth < step.puts; nth += 1) {
          const one = packet(id++, step.bytes, step.mark);
          const refused = queue.enqueue(one, now, false);
          if (refused === null) waiting.push(one);
          else expect(refused).toMatch(/^net\./);
        }
        for (let nth = 0; nth < step.takes; nth += 1) {
          // What is dropped at the head is the head, too
          const left = queue.dequeue(now, (dropped) => expect(waiting.shift()).toBe(dropped));
          expect(left).toBe(waiting.shift());
          if (left?.mark) expect(left.canMark && setup.kind !== 'drop-tail' && setup.ecn).toBe(true);
        }
        expect(queue.packets).toBe(waiting.length);
        expect(queue.bytes).toBe(waiting.reduce((sum, one) => sum + one.bytes, 0));
      }
    };
    fc.assert(fc.property(steps, check), { numRuns: 60 });
  });
  it('passes a packet through while the wire is free, however small it is', () => {
    const queue = make(setup.kind === 'drop-tail' ? { kind: 'drop-tail', packets: 0, bytes: 0 } : setup);
    const one = packet(1);
    expect(queue.enqueue(one, 0, true)).toBeNull();
    expect(queue.dequeue(0, () => expect.unreachable())).toBe(one);
  });
}); // prettier-ignore

describe('drop-tail', () => {
  it.each([
    [{ packets: 2 }, [1500, 1500, 60], [null, null, 'net.queue-full']],
    [{ bytes: 3000 }, [1500, 1500, 60], [null, null, 'net.queue-full']],
    [{ bytes: 3000 }, [1500, 1501, 1500], [null, 'net.queue-full', null]],
    [{ packets: 9, bytes: 1000 }, [1000, 1], [null, 'net.queue-full']],
  ])('%j takes of %j', (limits, sizes, expected) => {
    const queue = make({ kind: 'drop-tail', ...limits });
    expect(sizes.map((bytes, id) => queue.enqueue(packet(id, bytes), 0, false))).toEqual(expected);
  });
});

describe('RED (Floyd, Jacobson 1993, figure 2)', () => {
  const fill = (queue: Queue<Packet>, count: number, canMark = false) =>
    Array.from({ length: count }, (_, id) => queue.enqueue(packet(id, 1500, canMark), 0, false));
  it('averages with the weight: avg <- avg + w (q - avg), w = 1/4', () => {
    const queue = make(red);
    // q before each arrival: 0 1 2 3 4; avg: 0, 0.25, 0.6875, 1.265, 1.949 in thousandths
    const averages = Array.from({ length: 5 }, (_, id) => {
      queue.enqueue(packet(id), 0, false);
      return queue.variables!['redAverage'];
    });
    expect(averages).toEqual([0, 250, 687, 1265, 1949]);
  });
  it('lets the average fall while the queue is empty, as if a packet had come each time one could have left', () => {
    const queue = make(red);
    fill(queue, 5);
    for (let nth = 0; nth < 5; nth += 1) queue.dequeue(0, () => {});
    queue.enqueue(packet(9), 3 * MS, false);
    // 1.949 * (3/4)^3 = 0.822
    expect(queue.variables!['redAverage']).toBe(822);
  });
  it('drops none below the lower threshold, and lets the queue grow to no more than twice the upper one', () => {
    const queue = make({ ...red, weightLog: 0, packets: 1000 });
    const fates = fill(queue, 400);
    expect(fates.slice(0, 6)).toEqual([null, null, null, null, null, null]);
    // From pb = 1/2 on, pa = pb / (1 - pb) is 1: each of 400 arrivals at a queue that nobody empties is dropped by then
    expect(queue.packets).toBeGreaterThan(15);
    expect(queue.packets).toBeLessThanOrEqual(30);
    expect(fates.at(-1)).toBe('net.red-dropped');
  });
  it('drops one in ten or so at the upper threshold, evenly spaced', () => {
    const queue = make({ ...red, weightLog: 0 });
    fill(queue, 14);
    const gaps: number[] = [];
    let gap = 0;
    for (let nth = 0; nth < 5000; nth += 1) {
      gap += 1;
      // One in, one out: the average stays at 14, pb = 1/10 * 9/10
      if (queue.enqueue(packet(nth), 0, false) === null) queue.dequeue(0, () => {});
      else {
        gaps.push(gap);
        gap = 0;
      }
      while (queue.packets > 14) queue.dequeue(0, () => {});
      while (queue.packets < 14) queue.enqueue(packet(nth), 0, false);
    }
    const mean = gaps.reduce((sum, one) => sum + one, 0) / gaps.length;
    // Uniform on 1 to 1/pb: its mean is half of that, and no gap is longer
    expect(mean).toBeGreaterThan(4.5);
    expect(mean).toBeLessThan(7);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(12);
  });
  it('marks where it may, up to the upper threshold, and drops above', () => {
    const queue = make({ ...red, weightLog: 0, ecn: true, packets: 1000 });
    const packets = Array.from({ length: 300 }, (_, id) => packet(id, 1500, true));
    const fates = packets.map((one) => queue.enqueue(one, 0, false));
    const marked = packets.filter((one) => one.mark === 'net.red-marked');
    const firstDrop = fates.findIndex((fate) => fate === 'net.red-dropped');
    expect(marked.length).toBeGreaterThan(0);
    expect(firstDrop).toBeGreaterThanOrEqual(15);
    expect(marked.every((one) => one.id <= 15)).toBe(true);
  });
});

describe('CoDel (RFC 8289 §5)', () => {
  it('knows the inverse square root to the last bit', () => {
    for (const count of [1, 2, 3, 4, 5, 9, 100, 1000, 12345, 1_000_000]) {
      const root = inverseRoot(count);
      expect(BigInt(root) ** 2n * BigInt(count) <= 1n << 48n, String(count)).toBe(true);
      expect(BigInt(root + 1) ** 2n * BigInt(count) > 1n << 48n, String(count)).toBe(true);
    }
    expect([inverseRoot(1), inverseRoot(4), inverseRoot(16)]).toEqual([0x1000000, 0x800000, 0x400000]);
  });
  /** A packet leaves each millisecond, having waited 20 ms; two come for each that leaves, so that the queue never ends. */
  const standing = (setup: CodelSetup, ms: number, canMark = false) => {
    const queue = make(setup);
    const dropped: number[] = [];
    const marked: number[] = [];
    let id = 0;
    for (let nth = 0; nth < 5000; nth += 1) queue.enqueue(packet(id++, 1500, canMark), 0, false);
    for (let now = 20 * MS; now < ms * MS; now += MS) {
      const left = queue.dequeue(now, () => dropped.push(now / MS));
      if (left?.mark) marked.push(now / MS);
    }
    return { dropped, marked };
  };
  it('drops first after one interval above the target, then after interval / sqrt(n)', () => {
    // First seen at 20 ms: dropped at 120; next 120 + 100 = 220, + 100/sqrt(2) = 290.7, + 100/sqrt(3) = 348.4, + 50 = 398.4
    expect(standing({ ...codel, packets: 1e6 }, 420).dropped).toEqual([120, 220, 291, 349, 399]);
  });
  it('marks at the same times where it may', () => {
    const { dropped, marked } = standing({ ...codel, packets: 1e6, ecn: true }, 420, true);
    expect([dropped, marked]).toEqual([[], [120, 220, 291, 349, 399]]);
  });
  it('leaves a queue alone that waits less than the target, or is no longer than a frame', () => {
    const queue = make(codel);
    for (let now = 0; now < 1000 * MS; now += MS) {
      queue.enqueue(packet(now), now, false);
      if (now > 0) queue.dequeue(now, () => expect.unreachable());
    }
    const long = make(codel);
    for (let now = 0; now < 1000 * MS; now += 50 * MS) {
      long.enqueue(packet(now), now, false);
      if (now > 0) long.dequeue(now, () => expect.unreachable());
    }
  });
  it('takes up near its old rate where it stopped dropping a moment ago', () => {
    const queue = make({ ...codel, packets: 1e6 });
    const dropped: number[] = [];
    const drain = (from: number, to: number) => {
      for (let now = from; now < to; now += 1) queue.dequeue(now * MS, () => dropped.push(now));
    };
    for (let nth = 0; nth < 3000; nth += 1) queue.enqueue(packet(nth), 0, false);
    drain(20, 420);
    // The queue goes empty, and stands again from 500 ms on
    while (queue.packets > 0) queue.dequeue(420 * MS, () => {});
    for (let nth = 0; nth < 3000; nth += 1) queue.enqueue(packet(nth), 490 * MS, false);
    const before = dropped.length;
    drain(500, 800);
    const again = dropped.slice(before);
    expect(again[0]).toBe(600);
    // count = 5 - 1 = 4 at least, so the second drop follows after 100 / sqrt(4) = 50 ms, not after 100
    expect(again[1]! - again[0]!).toBeLessThanOrEqual(50);
  });
});
