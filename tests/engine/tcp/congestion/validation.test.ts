import { describe, expect, it } from 'vitest';
import { MILLISECOND, SECOND } from '#engine/kernel/time.ts';
import type { CongestionName } from '#engine/tcp/congestion/registry.ts';
import { rhythmOf, sawtoothOf, SETTLED, useOf } from './measure.ts';
import { drive, MSS, PATH, type PathSetup } from './path.ts';
import { driveStack } from './stack.ts';
import { pipeOf, sawtooths, type Prediction } from './prediction.ts';

/** Each figure within a tenth of what the published rule says. */
function expectWithin(measured: number, predicted: number, what: string, tenths = 1): void {
  const share = measured / predicted;
  expect(share, `${what}: ${measured} where the rule says ${predicted}`).toBeGreaterThan(1 - tenths / 10);
  expect(share, `${what}: ${measured} where the rule says ${predicted}`).toBeLessThan(1 + tenths / 10);
}

const within = (drive_: ReturnType<typeof drive>, path: PathSetup, predicted: Prediction): void => {
  const measured = sawtoothOf(drive_);
  expect(measured.cycles).toBeGreaterThanOrEqual(4);
  expectWithin(measured.peak, predicted.peak, 'peak, segments');
  expectWithin(measured.trough, predicted.trough, 'trough, segments');
  expectWithin(measured.period, predicted.period, 'period, s');
  expectWithin(useOf(drive_, path), predicted.use, 'use of the link');
};

describe.each([
  ['a sender reduced to the contract', drive],
  ['the whole stack', driveStack],
])('one flow, 10 Mbit/s, 40 ms, a bandwidth-delay product of buffer, 30 s, by %s', (_by, drive) => {
  it.each(Object.entries(sawtooths))('%s: the sawtooth is where the rule puts it', (name, predict) => {
    within(drive(name as CongestionName), PATH, predict(PATH));
  });

  it('vegas: 2 to 4 segments of its own wait in the queue, and none is ever lost', () => {
    const run = drive('vegas');
    const { points, losses } = run;
    expect(losses).toEqual([]);
    const late = points.filter(({ at }) => at >= SETTLED);
    // Each waits behind the frame that is on the wire
    for (const { queued } of late) expect(queued >= 1 && queued <= 4).toBe(true);
    const window = late.at(-1)!.cwndBytes / MSS;
    const pipe = pipeOf(PATH);
    expect(window >= pipe + 2 && window <= pipe + 4, `${window} segments on a path of ${pipe}`).toBe(true);
    expectWithin(useOf(run, PATH), 1, 'use of the link');
  });

  it('bbr: twice the product for a window, about the product in flight, eight phases a cycle', () => {
    const run = drive('bbr');
    const late = run.points.filter(({ at }) => at >= SETTLED);
    const pipe = pipeOf(PATH);
    // draft-cardwell §4.2.3.2: 2 x BDP + 3 quanta of 2 segments
    expectWithin(late.at(-1)!.cwndBytes / MSS, 2 * pipe + 6, 'cwnd, segments');
    const inFlight = late.reduce((sum, one) => sum + one.inFlightBytes / MSS, 0) / late.length;
    // §4.3.4.3: what a probe has queued is let out down to BDP + 3 quanta; 1 % less than the path takes does the rest
    expect(
      inFlight >= pipe - 1 && inFlight <= pipe + 6,
      `${inFlight} segments in flight on a path of ${pipe}`,
    ).toBe(true);
    // §4.3.4.3: seven phases of an RTprop. The first lasts until 1.25 BDP + 6 segments are in flight, which a quarter more
    // than the path takes brings together in (BDP / 4 + 6) / (BDP / 4) round trips
    const rtProp = (pipe * 1514 * 8) / 10_000_000;
    expectWithin(
      rhythmOf(run, 'congestion.bbr-up').period,
      rtProp * (7 + (pipe / 4 + 6) / (pipe / 4)),
      'cycle, s',
    );
    expectWithin(useOf(run, PATH), 1, 'use of the link');
    // The probe queues what a quarter of the product is, no more than the buffer
    const queue = Math.max(...late.map(({ queued }) => queued));
    expect(queue >= pipe / 4 - 2 && queue <= pipe / 4 + 6 + 2, `${queue} frames queued`).toBe(true);
  });

  it('bbr: empties the queue for 200 ms to see the round trip, once a larger one has stood for 10 s', () => {
    // Two flows are needed for a queue that stands: here the first round trip is taken for a lie of 1 ms less
    const run = drive('bbr', { ...PATH, firstRttNs: 36 * MILLISECOND });
    const probing = run.points.filter(({ rule }) => rule === 'congestion.bbr-probe-rtt');
    expect(probing.length).toBeGreaterThan(0);
    const first = probing[0]!.at;
    expect(first).toBeGreaterThan(10 * SECOND);
    expect(first).toBeLessThan(11 * SECOND);
    const once = probing.filter(({ at }) => at < first + SECOND);
    const lasted = once.at(-1)!.at - first;
    expect(lasted).toBeGreaterThan(200 * MILLISECOND);
    expect(lasted).toBeLessThan(200 * MILLISECOND + 4 * PATH.rttNs);
    expect(Math.min(...once.map(({ inFlightBytes }) => inFlightBytes / MSS))).toBeLessThanOrEqual(4);
  });
});

describe('a path on which the cubic, not the Reno-friendly region, sets the pace: 50 Mbit/s, 100 ms', () => {
  const LONG: PathSetup = {
    rateBps: 50_000_000,
    rttNs: 100 * MILLISECOND,
    bufferFrames: 413,
    forNs: 90 * SECOND,
  };
  it('cubic: the sawtooth is where the rule puts it', () => {
    within(drive('cubic', LONG), LONG, sawtooths.cubic!(LONG));
  });
});
