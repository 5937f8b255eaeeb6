import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventQueue } from '#engine/kernel/queue.ts';
import { stream } from '#engine/kernel/random.ts';
import { RunawayError, Tracer } from '#engine/kernel/tracer.ts';

describe('the event queue', () => {
  it('gives events by time, and those of one time in the order they came', () => {
    const times = fc.array(fc.nat(20), { maxLength: 300 });
    fc.assert(
      fc.property(times, (at) => {
        const queue = new EventQueue<number>(2);
        at.forEach((time, index) => queue.push(time, index));
        const out = Array.from(at, () => queue.pop()!);
        const expected = at
          .map((time, index) => ({ time, index }))
          .sort((a, b) => a.time - b.time || a.index - b.index);
        expect(out).toEqual(expected.map((one) => one.index));
        expect(queue.pop()).toBeUndefined();
      }),
    );
  });

  it('keeps the order while events put in further events', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 200 }), (seed, pending) => {
        const random = stream(seed, 'test');
        const queue = new EventQueue<number>();
        for (let i = 0; i < pending; i += 1) queue.push(random.below(50), i);
        let last = 0;
        for (let i = 0; i < 1000; i += 1) {
          const event = queue.pop()!;
          expect(queue.now).toBeGreaterThanOrEqual(last);
          last = queue.now;
          queue.push(last + random.below(50), event);
          expect(queue.size).toBe(pending);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('refuses an event of the past', () => {
    const queue = new EventQueue<string>();
    queue.push(10, 'a');
    queue.pop();
    expect(() => queue.push(9, 'b')).toThrow(RangeError);
    expect(() => queue.push(Number.NaN, 'b')).toThrow(RangeError);
  });
});

describe('random streams', () => {
  const draw = (seed: number, name: string) => {
    const one = stream(seed, name);
    return Array.from({ length: 8 }, () => one.below(1_000_000));
  };
  it('depend on seed and name alone', () => {
    expect(draw(1, 'wire')).toEqual(draw(1, 'wire'));
    expect(draw(1, 'wire')).not.toEqual(draw(2, 'wire'));
    expect(draw(1, 'wire')).not.toEqual(draw(1, 'wirf'));
  });
  it('are the same in every release, for old links to mean what they meant', () => {
    expect(draw(1, 'wire')).toMatchInlineSnapshot(`
      [
        367661,
        866641,
        807888,
        118120,
        469797,
        892957,
        920191,
        641006,
      ]
    `);
  });
  it('take a chance as often as asked', () => {
    const one = stream(7, 'loss');
    const hits = Array.from({ length: 10_000 }, () => one.chance(20, 100)).filter(Boolean).length;
    expect(hits).toBeGreaterThan(1900);
    expect(hits).toBeLessThan(2100);
  });
});

describe('the tracer', () => {
  it('numbers events', () => {
    const tracer = new Tracer({ horizonNs: 10, maxEvents: 10 });
    tracer.record({ at: 0, kind: 'a', where: 'x', reason: 'r' });
    expect(tracer.record({ at: 3, kind: 'b', where: 'x', reason: 'r' }).n).toBe(1);
  });
  it('stops a run that goes on for ever, and shows its last events', () => {
    const tracer = new Tracer({ horizonNs: 10, maxEvents: 3 });
    for (const kind of ['a', 'b', 'c']) tracer.record({ at: 0, kind, where: 'x', reason: 'r' });
    const tooMany = () => tracer.record({ at: 0, kind: 'd', where: 'x', reason: 'r' });
    expect(tooMany).toThrow(RunawayError);
    expect(tooMany).toThrow(/"kind":"c"/);
    expect(() => tracer.step(11)).toThrow(/horizon/);
  });
});
