import fc from 'fast-check';
import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import { largest, pathOf, pointAt, simplified, ticksTo, type PlotLine } from '#views/time-plot/layout.ts';
import TimePlot from '#views/time-plot/TimePlot.svelte';

describe('the ticks of an axis', () => {
  it.each([
    [10, 4, [0, 5, 10]],
    [136, 3, [0, 50, 100, 150]],
    [0.4, 3, [0, 0.2, 0.4]],
    [30, 6, [0, 5, 10, 15, 20, 25, 30]],
    [0, 3, [0, 1]],
  ])('to %d, some %i of them', (max, count, ticks) => expect(ticksTo(max, count)).toEqual(ticks));
  it('reach the largest value, in even steps, and are few', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 1e6, noNaN: true }),
        fc.integer({ min: 2, max: 8 }),
        (max, count) => {
          const ticks = ticksTo(max, count);
          expect(ticks.at(-1)).toBeGreaterThanOrEqual(max * 0.999_999);
          expect(ticks.length).toBeLessThanOrEqual(count + 2);
        },
      ),
    );
  });
});

describe('a curve', () => {
  const points = [
    { at: 10, value: 1 },
    { at: 20, value: null },
    { at: 30, value: 3 },
  ];
  it.each([
    [5, undefined],
    [10, 1],
    [19, 1],
    [20, undefined],
    [99, 3],
  ])('at %i is %s', (at, value) => expect(pointAt(points, at)?.value).toBe(value));
  it('breaks at a gap', () => {
    expect(
      pathOf(
        points,
        (at) => at,
        (value) => value,
      ),
    ).toBe('M10 1M30 3');
  });
  it('keeps its corners and its ends when it is simplified, and strays no further than allowed', () => {
    const tooth = Array.from({ length: 101 }, (_, x) => ({ x, y: (x % 25) * 2 }));
    const kept = simplified(tooth, 0.35);
    expect(kept.length).toBeLessThan(12);
    expect(kept[0]).toEqual(tooth[0]);
    expect(kept.at(-1)).toEqual(tooth.at(-1));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 60 }), (ys) => {
        const all = ys.map((y, x) => ({ x, y }));
        const some = simplified(all, 2);
        for (const { x, y } of all) {
          const after = some.findIndex((one) => one.x >= x);
          const [a, b] = [some[Math.max(0, after - 1)]!, some[after]!];
          const on = a.x === b.x ? b.y : a.y + ((x - a.x) / (b.x - a.x)) * (b.y - a.y);
          expect(Math.abs(on - y)).toBeLessThanOrEqual(2);
        }
      }),
    );
  });
});

describe('a time plot', () => {
  const line = (id: string, value: number): PlotLine => ({
    id,
    label: id.toUpperCase(),
    colour: 'var(--client)',
    dash: '',
    points: [0, 1, 2, 3].map((s) => ({ at: s * 1e9, value: value * s })),
  });
  const lines = [line('a', 1), line('b', 10)];
  const draw = (atNs: number, seek?: (at: number) => void) =>
    render(TimePlot, {
      props: { title: 'Mbit/s', lines, endNs: 3e9, atNs, stepNs: 1e8, write: String, seek, time: 's' },
    }).body;

  it('says what it shows at the playhead, to who moves along it by keys', () => {
    const body = draw(2e9, () => undefined);
    expect(body).toContain('role="slider"');
    expect(body).toContain('aria-valuetext="2.00 s. A 2, B 20"');
    expect(body).toContain('tabindex="0"');
  });
  it('is a picture where it cannot be moved', () => {
    expect(draw(2e9)).toContain('role="img"');
    expect(draw(2e9)).not.toContain('tabindex');
  });
  it('draws nothing beyond the playhead', () => {
    const clip = (atNs: number) => Number(/<rect[^>]*width="([\d.]+)"/.exec(draw(atNs))![1]);
    expect(clip(0)).toBeLessThan(clip(1e9));
    expect(clip(1e9)).toBeLessThan(clip(3e9));
    expect(largest(lines)).toBe(30);
  });
});
