import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Contest, groupsOf } from '#engine/contest/contest.ts';
import { jainThousandths } from '#engine/contest/fairness.ts';
import { reasons } from '#engine/contest/reasons.ts';
import type { ContestSetup } from '#engine/contest/setup.ts';
import { MILLISECOND, SECOND } from '#engine/kernel/time.ts';
import { reasons as ofTcp } from '#engine/tcp/reasons.ts';
import { ecn } from '#engine/tcp/ecn.ts';
import type { CongestionName } from '#engine/tcp/congestion/registry.ts';

const flow = (control: CongestionName, startMs = 0, extraMs = 0) => ({
  control,
  startNs: startMs * MILLISECOND,
  extraRttNs: extraMs * MILLISECOND,
});
const setup = (flows: ContestSetup['flows'], change: Partial<ContestSetup> = {}): ContestSetup => ({
  seed: 1,
  rateBps: 4_000_000,
  rttNs: 40 * MILLISECOND,
  queue: { kind: 'drop-tail', packets: 13 },
  flows,
  forNs: 6 * SECOND,
  everyNs: 20 * MILLISECOND,
  looksAStep: 10,
  ...change,
});
function run(asked: ContestSetup) {
  const contest = new Contest(asked);
  while (contest.advance());
  return contest.result();
}
const TWO = setup([flow('newreno'), flow('cubic', 1000)]);

describe('Jain’s index', () => {
  it.each([
    [[5, 5], 1000],
    [[1, 0], 500],
    [[1, 0, 0, 0], 250],
    [[3, 1], 800],
    [[0, 0], 1000],
  ])('of %j: %i thousandths', (shares, index) => expect(jainThousandths(shares)).toBe(index));
  it('lies between one part and the whole, whatever the shares', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 50 }), (shares) => {
        const index = jainThousandths(shares);
        expect(index).toBeLessThanOrEqual(1000);
        expect(index).toBeGreaterThanOrEqual(Math.floor(1000 / shares.length));
      }),
    );
  });
});

describe('a contest', () => {
  const { events, endNs } = run(TWO);
  const of = (where: string) => events.filter((event) => event.where === where && event.kind === 'sample');

  it('looks at everybody on the grid, a bottleneck’s look last, until the time is over', () => {
    expect(endNs).toBe(6 * SECOND);
    expect(of('bottleneck').map(({ at }) => at)).toEqual(
      Array.from({ length: 300 }, (_, n) => (n + 1) * 20 * MILLISECOND),
    );
    expect(of('bottleneck').filter((event) => event.kind === 'sample' && event.step)).toHaveLength(30);
    expect(of('flow-2')[0]!.at).toBeGreaterThan(SECOND);
  });
  it('counts what arrived: rates add up to bytes, and no more than the wire carries', () => {
    for (const where of ['flow-1', 'flow-2', 'bottleneck']) {
      const kbit = of(where).reduce((sum, { set }) => sum + Number(set!['rateKbps']) / 50, 0);
      const bytes = Number(of(where).at(-1)!.set!['bytes']);
      expect(Math.abs(kbit * 125 - bytes)).toBeLessThan(bytes / 100);
    }
    for (const { set } of of('bottleneck')) {
      expect(Number(set!['usePercent'])).toBeLessThanOrEqual(100);
      expect(Number(set!['queue'])).toBeLessThanOrEqual(13);
    }
  });
  it('tells of every loss with the window that it leaves', () => {
    const losses = events.filter((event) => event.kind === 'signal' && event.what === 'loss');
    expect(losses.length).toBeGreaterThan(4);
    for (const { set, reason } of losses) {
      expect(reason).toMatch(/loss/);
      expect(Number(set!['cwnd'])).toBeLessThanOrEqual(Number(set!['flight']));
    }
  });
  it('names a reason with a clause at every event', () => {
    for (const { reason } of events) expect({ ...reasons, ...ofTcp }).toHaveProperty([reason]);
    for (const lang of ['ko', 'en']) {
      const file = join(import.meta.dirname, `../../../content/reasons/contest.${lang}.json`);
      const sentences = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
      expect(Object.keys(sentences)).toEqual(Object.keys(reasons));
    }
  });
  it('gives the same twice', () => {
    expect(JSON.stringify(run(TWO).events)).toBe(JSON.stringify(events));
  });
});

describe('a crowd', () => {
  const flows = Array.from({ length: 12 }, (_, n) => flow(n % 2 ? 'cubic' : 'newreno', n * 20));
  it('is told by groups of one control and one way', () => {
    expect(groupsOf(flows).map(({ where, flows: of }) => [where, of[0]!.control, of.length])).toEqual([
      ['group-1', 'newreno', 6],
      ['group-2', 'cubic', 6],
    ]);
    const { events } = run(setup(flows, { forNs: 3 * SECOND, everyNs: 100 * MILLISECOND }));
    expect(new Set(events.map(({ where }) => where))).toEqual(new Set(['group-1', 'group-2', 'bottleneck']));
    const step = events.findLast((event) => event.kind === 'sample' && event.step)!;
    expect(step.set!['shares']).toHaveLength(12);
  });
});

describe('the ways to the bottleneck', () => {
  it('take longer by what a flow has extra', () => {
    const { events } = run(
      setup([flow('vegas', 0, 0), flow('vegas', 0, 100)], { queue: { kind: 'drop-tail', packets: 200 } }),
    );
    const least = (where: string) =>
      Math.min(
        ...events
          .filter((event) => event.where === where && event.kind === 'sample')
          .map(({ set }) => Number(set!['srttUs'])),
      );
    expect(least('flow-1')).toBeGreaterThanOrEqual(40_000);
    expect(least('flow-1')).toBeLessThan(80_000);
    expect(least('flow-2')).toBeGreaterThanOrEqual(140_000);
  });
});

describe('explicit congestion notification', () => {
  it('brings the window down without a loss, where the queue marks', () => {
    const queue = {
      kind: 'codel',
      packets: 100,
      targetNs: 5 * MILLISECOND,
      intervalNs: 100 * MILLISECOND,
      mtuBytes: 1514,
      ecn: true,
    } as const;
    for (const control of ['newreno', 'cubic'] as const) {
      const { events } = run(setup([flow(control)], { queue, config: { ecn } }));
      const signals = events.filter((event) => event.kind === 'signal').map(({ what }) => what);
      expect(signals.filter((what) => what === 'ecn').length, control).toBeGreaterThan(3);
      expect(signals, control).not.toContain('timeout');
      expect(signals.filter((what) => what === 'loss').length, control).toBeLessThan(2);
    }
  });
});
