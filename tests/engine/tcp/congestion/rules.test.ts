import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MILLISECOND, SECOND } from '#engine/kernel/time.ts';
import { Bbr } from '#engine/tcp/congestion/bbr.ts';
import { LeastRoundTrip, MaxOfRounds } from '#engine/tcp/congestion/bbr-filters.ts';
import { Bic, BIC_RULES } from '#engine/tcp/congestion/bic.ts';
import { cubeRoot } from '#engine/tcp/congestion/cube-root.ts';
import { Cubic } from '#engine/tcp/congestion/cubic.ts';
import { NewReno } from '#engine/tcp/congestion/newreno.ts';
import { controls } from '#engine/tcp/congestion/registry.ts';
import { Reno } from '#engine/tcp/congestion/reno.ts';
import { Vegas } from '#engine/tcp/congestion/vegas.ts';
import { Westwood } from '#engine/tcp/congestion/westwood.ts';
import { ack, avoidingAt, MSS, round, RTT, SETUP } from './acks.ts';

const segments = (control: { readonly cwndBytes: number }) => control.cwndBytes / MSS;

describe('slow start (RFC 5681 §3.1, RFC 3465 §2.2)', () => {
  it.each([
    ['one segment', 1, true, 11],
    ['two segments, as a delayed acknowledgment does', 2, true, 12],
    ['five: no more than L = 2', 5, true, 12],
    ['two, without byte counting', 2, false, 11],
  ])('an acknowledgment of %s', (_what, each, byteCounting, after) => {
    const control = new Reno({ ...SETUP, byteCounting });
    control.onAck(ack({ deliveredBytes: each * MSS, cumulativeBytes: each * MSS }), 0);
    expect(segments(control)).toBe(after);
  });
  it('counts one segment an acknowledgment after a timeout (RFC 3465 §2.3), up to ssthresh', () => {
    const control = new Reno({ ...SETUP, initialWindowBytes: 40 * MSS });
    control.onTimeout(20 * MSS, true, 0);
    const windows = [segments(control)];
    for (let n = 0; n < 4; n += 1) {
      control.onAck(ack({ deliveredBytes: 2 * MSS, cumulativeBytes: 2 * MSS }), 0);
      windows.push(segments(control));
    }
    expect(windows).toEqual([1, 2, 3, 4, 5]);
    expect(control.ssthreshBytes).toBe(10 * MSS);
  });
  it('stops at ssthresh, and gives what is left to congestion avoidance', () => {
    const control = new Reno({ ...SETUP, initialWindowBytes: 40 * MSS });
    control.onTimeout(21 * MSS, true, 0);
    while (control.cwndBytes < 10 * MSS) control.onAck(ack(), 0);
    control.onAck(ack(), 0);
    expect(segments(control)).toBe(10.5);
    // Half of the acknowledged segment went into slow start, half counts towards the next increase: 20 more make up 10.5
    for (let n = 0; n < 10; n += 1) control.onAck(ack(), 0);
    expect(segments(control)).toBe(11.5);
    expect(control.thinking().rule).toBe('congestion.avoidance');
  });
});

describe('hystart++ (RFC 9406 §4.2)', () => {
  /** A CUBIC slow start over round trips of these lengths; the window after each, and the rule at the end. */
  const start = (...rtts: readonly number[]) => {
    const control = new Cubic(SETUP);
    let at = { now: 0, delivered: 0 };
    const windows = rtts.map((rttMs) => {
      at = round(control, at.now, { delivered: at.delivered, rttNs: rttMs * MILLISECOND });
      return Math.round(segments(control));
    });
    return { windows, control };
  };
  it('goes on at a quarter of the pace once the round trip is an eighth longer', () => {
    const { windows, control } = start(100, 100, 113);
    // The eighth sample of the third round tells: 7 of 40 segments at full pace, 33 at a quarter
    expect(windows).toEqual([20, 40, Math.round(40 + 7 + 33 / 4)]);
    expect(control.thinking().rule).toBe('congestion.hystart');
  });
  it('takes no notice of less', () => {
    expect(start(100, 100, 112).windows).toEqual([20, 40, 80]);
  });
  it('doubles again when it was noise', () => {
    const { control } = start(100, 100, 113, 100);
    expect(control.thinking().rule).toBe('congestion.slow-start');
  });
  it('makes its window ssthresh after five such rounds, and avoids congestion from there', () => {
    const { control, windows } = start(100, 100, 113, 114, 115, 116, 117, 118, 119);
    expect(control.ssthreshBytes).toBeLessThan(Number.MAX_SAFE_INTEGER);
    expect(control.thinking().rule).toMatch(/cubic/);
    expect(windows.at(-1)! - windows.at(-2)!).toBeLessThan(10);
  });
  it('is off where it is switched off, and after the first loss', () => {
    const off = new Cubic({ ...SETUP, hystart: false });
    const lost = new Cubic(SETUP);
    lost.onTimeout(10 * MSS, true, 0);
    for (const control of [off, lost]) {
      let at = { now: 0, delivered: 0 };
      for (const ms of [100, 100, 150])
        at = round(control, at.now, { delivered: at.delivered, rttNs: ms * MILLISECOND });
      expect(control.thinking().rule).not.toBe('congestion.hystart');
    }
  });
});

describe('congestion avoidance (RFC 5681 §3.1, RFC 3465 §2.1)', () => {
  it.each([1, 2])('a segment for each window, with acknowledgments of %i', (each) => {
    const control = new Reno(SETUP);
    avoidingAt(control, 20 * MSS);
    for (let trip = 0; trip < 5; trip += 1) round(control, trip * RTT, { each });
    expect(segments(control)).toBe(25);
  });
  it.each([
    [1, 5],
    [2, 2.5],
  ])('without byte counting, acknowledgments of %i: about %d segments in five round trips', (each, gain) => {
    const control = new Reno({ ...SETUP, byteCounting: false });
    avoidingAt(control, 20 * MSS);
    for (let trip = 0; trip < 5; trip += 1) round(control, trip * RTT, { each });
    expect(segments(control) - 20).toBeGreaterThan(gain * 0.85);
    expect(segments(control) - 20).toBeLessThanOrEqual(gain);
  });
});

describe('the ends of a flight', () => {
  it.each([
    [40, 20],
    [39, 19.5],
    // More than the window ever let out at once: what SACK has reported counts in FlightSize, not here
    [60, 20],
    [3, 2],
    [1, 2],
  ])('a loss with %i segments in flight: ssthresh %d (RFC 5681 (4))', (flight, ssthresh) => {
    const control = new Reno({ ...SETUP, initialWindowBytes: 40 * MSS });
    control.onCongestion('loss', flight * MSS, 0);
    expect([control.ssthreshBytes / MSS, segments(control)]).toEqual([ssthresh, ssthresh]);
  });
  it('a timeout: one segment; a second of the same data leaves ssthresh (RFC 5681 §3.1)', () => {
    const control = new Reno({ ...SETUP, initialWindowBytes: 40 * MSS });
    control.onTimeout(30 * MSS, true, 0);
    expect([control.ssthreshBytes / MSS, segments(control)]).toEqual([15, 1]);
    control.onTimeout(1 * MSS, false, 0);
    expect(control.ssthreshBytes / MSS).toBe(15);
  });
  it('an idle time: back to the initial window, never above what it was (RFC 5681 §4.1)', () => {
    const large = new Reno({ ...SETUP, initialWindowBytes: 10 * MSS });
    round(large, 0);
    large.onIdle(SECOND);
    expect(segments(large)).toBe(10);
    large.onTimeout(10 * MSS, true, SECOND);
    large.onIdle(2 * SECOND);
    expect(segments(large)).toBe(1);
  });
  it.each([
    [20, 20],
    [3, 4],
    [0, 2],
  ])('newreno, recovery over with %i segments in flight: %i (RFC 6582 §3.2)', (inFlight, window) => {
    const control = new NewReno({ ...SETUP, initialWindowBytes: 40 * MSS });
    control.onCongestion('loss', 40 * MSS, 0);
    control.onRecovered(inFlight * MSS);
    expect(segments(control)).toBe(window);
  });
  it('reno alone ends its recovery at the first new acknowledgment', () => {
    expect(new Reno(SETUP).endsRecoveryAtFirstAck).toBe(true);
    for (const name of ['newreno', 'vegas', 'westwood', 'bic', 'cubic', 'bbr'] as const)
      expect(controls[name](SETUP).endsRecoveryAtFirstAck).toBeUndefined();
  });
});

describe('vegas (Brakmo, Peterson 1995)', () => {
  /** Round trips of a Vegas flow, each of one length; the window after each. */
  const trips = (control: Vegas, ...rtts: readonly number[]) => {
    const windows: number[] = [];
    let at = { now: 0, delivered: 0 };
    for (const rttMs of rtts) {
      at = round(control, at.now, { delivered: at.delivered, rttNs: rttMs * MILLISECOND });
      windows.push(Math.floor(segments(control)));
    }
    return windows;
  };
  /** In congestion avoidance with 20 segments, on a path of 100 ms. */
  const avoiding = () => {
    const control = new Vegas({ ...SETUP, initialWindowBytes: 40 * MSS });
    control.onCongestion('loss', 40 * MSS, 0);
    return control;
  };
  // The first round trip has nothing to go by, and counts as Reno's. A decision is made at the first acknowledgment of the next one
  it.each([
    [
      'nothing queued: a segment more each round trip',
      [100, 100, 100, 100],
      [21, 22, 23, 24],
      'congestion.vegas-more',
    ],
    ['3 segments queued: neither', [100, 118, 118, 118], [21, 22, 22, 22], 'congestion.vegas-hold'],
    ['5 segments queued: a segment fewer', [100, 134, 134, 134], [21, 22, 21, 20], 'congestion.vegas-less'],
  ])('%s', (_what, rtts, windows, rule) => {
    const control = avoiding();
    expect(trips(control, ...rtts)).toEqual(windows);
    expect(control.thinking().rule).toBe(rule);
  });
  it('slow start doubles in every other round trip', () => {
    expect(trips(new Vegas(SETUP), 100, 100, 100, 100, 100)).toEqual([20, 20, 40, 40, 80]);
  });
  it('slow start ends as soon as more than one segment waits, at what the path holds without a queue and one more', () => {
    const control = new Vegas(SETUP);
    // Of 40 segments a fifth waits: 25 of 125 ms
    expect(trips(control, 100, 100, 125, 125)).toEqual([20, 20, 40, 40 - 8 + 1]);
    expect(control.ssthreshBytes).toBeLessThan(control.cwndBytes);
  });
});

describe('westwood+ (Grieco, Mascolo 2004)', () => {
  it('falls to what the path carried, BWE x RTTmin, whatever was in flight', () => {
    const control = new Westwood(SETUP);
    // 20 segments each 100 ms over a path whose least round trip is 60 ms
    let trip = round(control, 0, { rttNs: 60 * MILLISECOND });
    for (let n = 0; n < 60; n += 1) {
      for (let k = 0; k < 20; k += 1) {
        const delivered = trip.delivered + (k + 1) * MSS;
        control.onAck(
          ack({
            inRecovery: true,
            totalDeliveredBytes: delivered,
            priorDeliveredBytes: delivered - 20 * MSS,
            rttNs: RTT,
          }),
          trip.now + (k + 1) * 5 * MILLISECOND,
        );
      }
      trip = { now: trip.now + RTT, delivered: trip.delivered + 20 * MSS };
    }
    control.onCongestion('loss', 1000 * MSS, trip.now);
    expect(control.ssthreshBytes / MSS).toBeCloseTo(12, 0);
  });
});

describe('bic (Xu, Harfoush, Rhee 2004)', () => {
  it.each([
    ['far below the maximum: 16 segments', 'linux', 500, 16],
    ['nearer: a quarter of the way', 'linux', 60, 3],
    ['next to it: a fifth of a segment', 'linux', 18, 0.2],
    ['the paper: half of the way', 'paper', 64, 4],
  ] as const)('%s', (_what, rules, max, gain) => {
    const control = new Bic({ ...SETUP, initialWindowBytes: max * MSS }, BIC_RULES[rules]);
    control.onCongestion('loss', max * MSS, 0);
    const before = segments(control);
    round(control, 0);
    expect(Math.abs(segments(control) - before - gain)).toBeLessThan(gain * 0.25);
  });
  it('fast convergence: a window that did not come back aims at the middle', () => {
    const control = new Bic({ ...SETUP, initialWindowBytes: 100 * MSS });
    control.onCongestion('loss', 100 * MSS, 0);
    expect(control.thinking().with['max']).toBe(100 * MSS);
    const window = control.cwndBytes;
    control.onCongestion('loss', window, 0);
    expect(control.thinking().with['max']).toBe(Math.floor((window + Math.floor((window * 819) / 1024)) / 2));
  });
  it('is Reno below 14 segments', () => {
    const control = new Bic({ ...SETUP, initialWindowBytes: 12 * MSS });
    control.onCongestion('loss', 12 * MSS, 0);
    expect(segments(control)).toBe(6);
    round(control, 0);
    expect(segments(control)).toBeCloseTo(7, 0);
  });
});

describe('cubic (RFC 9438)', () => {
  it('the cube root is whole and exact', () => {
    for (const [n, root] of [
      [0, 0],
      [1, 1],
      [7, 1],
      [8, 2],
      [26, 2],
      [27, 3],
      [999_999_999, 999],
      [1e15, 1e5],
      [Number.MAX_SAFE_INTEGER, 208_063],
    ] as const)
      expect(cubeRoot(n)).toBe(root);
    fc.assert(
      fc.property(fc.maxSafeNat(), (n) => {
        const root = BigInt(cubeRoot(n));
        expect(root ** 3n <= BigInt(n) && BigInt(n) < (root + 1n) ** 3n).toBe(true);
      }),
    );
  });

  /** From a loss at `wMax` segments, for `forNs`; the window second by second. */
  const after = (wMax: number, forNs: number) => {
    const control = new Cubic({ ...SETUP, initialWindowBytes: wMax * MSS });
    control.onCongestion('loss', wMax * MSS, 0);
    const windows: { at: number; segments: number; rule: string }[] = [];
    for (let now = 0; now < forNs;) {
      now = round(control, now).now;
      windows.push({ at: now / SECOND, segments: segments(control), rule: control.thinking().rule });
    }
    return { control, windows };
  };

  it('§4.2: comes back to Wmax K = cbrt(0.3 Wmax / 0.4) seconds after the loss, flat there and steep after', () => {
    const { windows } = after(800, 14 * SECOND);
    const k = Math.cbrt((800 * 0.3) / 0.4);
    const at = (t: number) => windows.find((one) => one.at >= t)!.segments;
    expect(at(0)).toBeGreaterThan(560);
    for (const t of [1, 2, 4, 6, k, 10, 12])
      expect(Math.abs(at(t) - (800 + 0.4 * (t - k) ** 3))).toBeLessThan(8);
    expect(at(k)).toBeGreaterThan(798);
    expect(at(k)).toBeLessThan(802);
  });
  it('§4.3: at small windows it is as fast as Reno, by 9/17 of a segment a round trip', () => {
    const { windows } = after(20, SECOND);
    expect(windows.at(-1)!.rule).toBe('congestion.cubic-friendly');
    expect(windows.at(-1)!.segments).toBeCloseTo(14 + (10 * 9) / 17, 0);
  });
  it('§4.6, §4.7: 0.7 of the flight; a window that did not come back aims at 0.85 of itself', () => {
    const { control } = after(800, SECOND);
    const window = control.cwndBytes;
    control.onCongestion('loss', window, SECOND);
    expect(control.ssthreshBytes).toBe(Math.floor((window * 7) / 10));
    expect(control.thinking().with['wMax']).toBe(Math.floor((window * 17) / 20));
  });
  it('§4.8: after a timeout K is 0 and the window itself is Wmax', () => {
    const control = new Cubic({ ...SETUP, initialWindowBytes: 100 * MSS });
    control.onTimeout(100 * MSS, true, 0);
    expect([control.ssthreshBytes / MSS, segments(control)]).toEqual([70, 1]);
    let now = 0;
    while (control.thinking().rule !== 'congestion.cubic-friendly' && now < 10 * SECOND)
      now = round(control, now).now;
    expect(control.thinking().with['kMs']).toBe(0);
  });
  it('§4.2, §5.8: time in which the program sets the pace does not count', () => {
    const run = (pauseNs: number) => {
      const control = new Cubic({ ...SETUP, initialWindowBytes: 800 * MSS });
      control.onCongestion('loss', 800 * MSS, 0);
      let now = 0;
      while (now < 2 * SECOND) now = round(control, now).now;
      control.onAck(ack({ cwndLimited: false }), now + pauseNs);
      for (const end = now + pauseNs + SECOND; now < end;)
        now = round(control, Math.max(now, end - SECOND)).now;
      return segments(control);
    };
    expect(Math.abs(run(20 * SECOND) - run(0))).toBeLessThan(12);
  });
});

describe('bbr (draft-cardwell-iccrg-bbr-congestion-control-00)', () => {
  it('the rate filter forgets after ten rounds, the round trip filter after ten seconds', () => {
    const rate = new MaxOfRounds(10);
    rate.add(1, 100);
    rate.add(5, 60);
    rate.add(9, 80);
    expect(rate.value).toBe(100);
    rate.add(11, 10);
    expect(rate.value).toBe(80);
    const trip = new LeastRoundTrip(10 * SECOND);
    trip.add(40, 0);
    trip.add(50, 9 * SECOND);
    expect(trip.ns).toBe(40);
    trip.add(50, 10 * SECOND + 1);
    expect(trip.ns).toBe(50);
  });
  it('paces at 2.885 times the initial window for each round trip, less Linux’s 1 %, until it knows better (§4.2.1)', () => {
    const control = new Bbr(SETUP);
    control.onAck(ack({ intervalNs: 0 }), RTT);
    expect(control.pacingRateBps).toBe(Math.floor((Math.floor((800_000 * 739) / 256) * 99) / 100));
  });
  it('does not take a loss for congestion: the window is back once it is repaired (§4.2.3.4)', () => {
    const control = new Bbr(SETUP);
    const before = control.cwndBytes;
    control.onCongestion('loss', 10 * MSS);
    control.onAck(ack({ inRecovery: true, priorInFlightBytes: 10 * MSS, inFlightBytes: 7 * MSS }), RTT);
    expect(control.cwndBytes).toBe(8 * MSS);
    control.onRecovered();
    expect(control.cwndBytes).toBe(before);
  });
});
