import { describe, expect, it } from 'vitest';
import { stream } from '#engine/kernel/random.ts';
import { MILLISECOND as MS } from '#engine/kernel/time.ts';
import { unharmed, type Fate, type ImpairmentSetup } from '#engine/net/links/impairment.ts';
import { impairmentOf } from '#engine/net/links/registry.ts';

const fates = (setup: ImpairmentSetup, count: number, seed = 1): Fate[] => {
  const impairment = impairmentOf(setup).make(stream(seed, 'impairment'));
  return Array.from({ length: count }, (_, nth) => {
    const fate = unharmed();
    impairment.touch(fate, nth, 100, nth * MS);
    return fate;
  });
};
const lost = (setup: ImpairmentSetup, count: number) => fates(setup, count).map((fate) => fate.lost);
const share = (flags: readonly boolean[]) => flags.filter(Boolean).length / flags.length;

const EVERY: readonly ImpairmentSetup[] = [
  { kind: 'independent', times: 5, of: 100 },
  { kind: 'burst', of: 100, enter: 2, leave: 25, lossWhileGood: 0, lossWhileBad: 80 },
  { kind: 'every', nth: 7 },
  { kind: 'list', lost: [0, 3] },
  { kind: 'jitter', mostNs: 10 * MS, keepsOrder: true },
  { kind: 'reorder', times: 5, of: 100, byNs: MS },
  { kind: 'duplicate', times: 5, of: 100 },
  { kind: 'corrupt', times: 5, of: 100 },
  {
    kind: 'slots',
    fromNs: 5 * MS,
    slotNs: 3 * MS,
    loss: { times: 5, of: 100 },

    mostLateNs: MS,
    twice: { times: 5, of: 100 },
  },
];

describe.each(EVERY.map((setup) => [setup.kind, setup] as const))('%s', (_, setup) => {
  it('gives the same fates for the same seed, whole and within bounds', () => {
    const all = fates(setup, 2000);
    expect(all).toEqual(fates(setup, 2000));
    for (const { extraNs, copies, bit } of all) {
      expect(Number.isInteger(extraNs) && extraNs >= 0 && copies >= 0 && copies <= 1).toBe(true);
      expect(bit >= -1 && bit < 800).toBe(true);
    }
    expect(all.some((fate) => JSON.stringify(fate) !== JSON.stringify(unharmed()))).toBe(true);
  });
});

describe('loss', () => {
  it.each([[1, 100], [20, 100], [1, 3]])('independent: %i in %i', (times, of) => {
    expect(Math.abs(share(lost({ kind: 'independent', times, of }, 50_000)) - times / of)).toBeLessThan(0.01);
  }); // prettier-ignore
  // Mean loss (p (1-h) + r (1-k)) / (p + r); the bad state lasts 1 / r frames in the mean
  it.each([
    [{ of: 100, enter: 1, leave: 25, lossWhileGood: 0, lossWhileBad: 100 }, 1 / 26, 4],
    [{ of: 100, enter: 5, leave: 50, lossWhileGood: 0, lossWhileBad: 100 }, 5 / 55, 2],
    [{ of: 1000, enter: 20, leave: 100, lossWhileGood: 10, lossWhileBad: 500 }, (20 * 0.5 + 100 * 0.01) / 120, undefined],
  ])('burst %j', (setup, mean, length) => {
    const flags = lost({ kind: 'burst', ...setup }, 200_000);
    expect(Math.abs(share(flags) / mean - 1)).toBeLessThan(0.06);
    if (length === undefined) return;
    const bursts = flags.map((flag) => (flag ? 'x' : '.')).join('').match(/x+/g)!;
    const meanLength = bursts.reduce((sum, one) => sum + one.length, 0) / bursts.length;
    expect(Math.abs(meanLength / length - 1)).toBeLessThan(0.06);
  }); // prettier-ignore
  it('every third', () => {
    expect(lost({ kind: 'every', nth: 3 }, 7)).toEqual([false, false, true, false, false, true, false]);
  });
  it('those in the list', () => {
    expect(lost({ kind: 'list', lost: [0, 2] }, 4)).toEqual([true, false, true, false]);
  });
});

describe('jitter', () => {
  it('is spread evenly from none to the most', () => {
    const late = fates({ kind: 'jitter', mostNs: 999, keepsOrder: false }, 20_000).map(
      (fate) => fate.extraNs,
    );
    const mean = late.reduce((sum, one) => sum + one, 0) / late.length;
    expect([Math.min(...late), Math.max(...late)]).toEqual([0, 999]);
    expect(Math.abs(mean - 499.5)).toBeLessThan(10);
  });
});

describe('slots', () => {
  it('treat alike what comes at the same time, whoever sends it and however often', () => {
    const setup = {
      kind: 'slots',
      fromNs: 10 * MS,
      slotNs: 10 * MS,
      loss: { times: 30, of: 100 },

      mostLateNs: 0,
      twice: { times: 0, of: 1 },
    } as const;
    const at = (times: readonly number[]) => {
      const impairment = impairmentOf(setup).make(stream(1, 'weather'));
      return times.map((ms, nth) => {
        const fate = unharmed();
        impairment.touch(fate, nth, 100, ms * MS);
        return fate.lost;
      });
    };
    const slots = Array.from({ length: 40 }, (_, slot) => 10 + slot * 10);
    const once = at(slots);
    expect(once.filter(Boolean).length).toBeGreaterThan(5);
    expect(at(slots.flatMap((ms) => [ms, ms + 9])).filter((_, nth) => nth % 2 === 1)).toEqual(once);
    expect(at([0, 9])).toEqual([false, false]);
  });
});
