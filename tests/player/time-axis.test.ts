import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeAxis } from '#player/time-axis.ts';

const MS = 1_000_000;

describe('the time axis', () => {
  const axis = timeAxis([0, 20 * MS, 40 * MS, 1040 * MS, 1060 * MS], 1060 * MS, 50 * MS, 20 * MS);

  it.each([
    [0, 0],
    [20, 20],
    [40, 40],
    [540, 50],
    [1040, 60],
    [1060, 80],
  ])('%d ms stands at %d', (ms, position) => {
    expect(axis.toAxis(ms * MS)).toBe(position * MS);
    expect(axis.toNs(position * MS)).toBe(ms * MS);
  });
  it('names the one gap', () => expect(axis.gaps).toEqual([{ fromNs: 40 * MS, toNs: 1040 * MS }]));

  const times = fc.array(fc.integer({ min: 0, max: 100_000 * MS }), { minLength: 1, maxLength: 30 });
  const made = times.map((all) => timeAxis(all, Math.max(...all), 50 * MS, 20 * MS));

  it('never runs backwards and never stretches', () => {
    fc.assert(
      fc.property(made, fc.nat(100_000 * MS), fc.nat(100_000 * MS), (one, a, b) => {
        const [early, late] = a < b ? [a, b] : [b, a];
        expect(one.toAxis(late)).toBeGreaterThanOrEqual(one.toAxis(early));
        expect(one.toAxis(late) - one.toAxis(early)).toBeLessThanOrEqual(late - early + 1e-3);
      }),
    );
  });
  it("goes back to where it came from, to the nanosecond within a drawn gap's coarseness", () => {
    fc.assert(
      fc.property(times, fc.integer({ min: 0, max: 29 }), (all, index) => {
        const one = timeAxis(all, Math.max(...all), 50 * MS, 20 * MS);
        const at = all[index % all.length]!;
        expect(Math.abs(one.toNs(one.toAxis(at)) - at)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
