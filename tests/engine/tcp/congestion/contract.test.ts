import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MILLISECOND } from '#engine/kernel/time.ts';
import type { AckSample, Congestion, CongestionSetup } from '#engine/tcp/congestion/congestion.ts';
import { congestionReasons } from '#engine/tcp/congestion/reasons.ts';
import { congestionNames, controls, type CongestionName } from '#engine/tcp/congestion/registry.ts';
import { ack, MSS, round, SETUP } from './acks.ts';

/** What may befall a control, as data, so that the same can be told twice. */
type Happening =
  | { readonly what: 'ack'; readonly sample: AckSample }
  | { readonly what: 'congestion'; readonly signal: 'loss' | 'ecn'; readonly inFlightBytes: number }
  | { readonly what: 'recovered'; readonly inFlightBytes: number }
  | { readonly what: 'timeout'; readonly inFlightBytes: number; readonly first: boolean }
  | { readonly what: 'idle' }
  | { readonly what: 'send'; readonly bytes: number; readonly inFlightBytes: number };

const bytes = fc.integer({ min: 1, max: 3_000_000 });
const flight = fc.integer({ min: 0, max: 3_000_000 });
const sample: fc.Arbitrary<AckSample> = fc.record({
  deliveredBytes: fc.oneof(fc.constantFrom(MSS, 2 * MSS), bytes),
  cumulativeBytes: fc.oneof(fc.constantFrom(0, MSS, 2 * MSS), bytes),
  priorInFlightBytes: flight,
  inFlightBytes: flight,
  rttNs: fc.option(fc.integer({ min: 1, max: 10_000 * MILLISECOND })),
  totalDeliveredBytes: bytes,
  priorDeliveredBytes: flight,
  intervalNs: fc.integer({ min: 0, max: 10_000 * MILLISECOND }),
  appLimited: fc.boolean(),
  cwndLimited: fc.boolean(),
  inRecovery: fc.boolean(),
});
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ what: fc.constant('ack' as const), sample }) },
  fc.record({
    what: fc.constant('congestion' as const),
    signal: fc.constantFrom('loss' as const, 'ecn' as const),
    inFlightBytes: flight,
  }),
  fc.record({ what: fc.constant('recovered' as const), inFlightBytes: flight }),
  fc.record({ what: fc.constant('timeout' as const), inFlightBytes: flight, first: fc.boolean() }),
  fc.record({ what: fc.constant('idle' as const) }),
  fc.record({ what: fc.constant('send' as const), bytes, inFlightBytes: flight }),
);
const happenings = fc.array(fc.tuple(fc.nat(400 * MILLISECOND), happening), { maxLength: 60 });

function tell(control: Congestion, now: number, one: Happening): void {
  if (one.what === 'ack') control.onAck(one.sample, now);
  else if (one.what === 'congestion') control.onCongestion(one.signal, one.inFlightBytes, now);
  else if (one.what === 'recovered') control.onRecovered?.(one.inFlightBytes, now);
  else if (one.what === 'timeout') control.onTimeout(one.inFlightBytes, one.first, now);
  else if (one.what === 'idle') control.onIdle?.(now);
  else control.onSend?.(one.bytes, one.inFlightBytes, now);
}

const setups = fc.record({
  mssBytes: fc.constantFrom(MSS, 536, 1448),
  initialWindowBytes: fc.constantFrom(4 * 1448, 10 * 1448),
  byteCounting: fc.boolean(),
});
const made = (name: string, setup: Partial<CongestionSetup>) =>
  controls[name as CongestionName]({ ...SETUP, ...setup });

describe.each(congestionNames)('%s', (name) => {
  const lossBased = controls[name](SETUP).pacingRateBps === null;

  it('holds whole bytes, never less than a segment, whatever it is told', () => {
    fc.assert(
      fc.property(setups, happenings, (setup, told) => {
        const control = made(name, setup);
        let now = 0;
        for (const [after, one] of told) {
          tell(control, (now += after), one);
          expect(Number.isSafeInteger(control.cwndBytes)).toBe(true);
          expect(Number.isSafeInteger(control.ssthreshBytes)).toBe(true);
          expect(control.cwndBytes).toBeGreaterThanOrEqual(setup.mssBytes);
          expect(control.ssthreshBytes).toBeGreaterThanOrEqual(2 * setup.mssBytes);
          const rate = control.pacingRateBps;
          if (rate !== null) expect(Number.isSafeInteger(rate) && rate > 0).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('does the same when told the same', () => {
    fc.assert(
      fc.property(setups, happenings, (setup, told) => {
        const pair = [made(name, setup), made(name, setup)] as const;
        let now = 0;
        for (const [after, one] of told) {
          now += after;
          for (const control of pair) tell(control, now, one);
          expect(pair[0].cwndBytes).toBe(pair[1].cwndBytes);
          expect(pair[0].thinking()).toEqual(pair[1].thinking());
        }
      }),
    );
  });

  it('says what it thinks by a rule that has a clause, with its numbers, in both languages', () => {
    const texts = ['ko', 'en'].map((lang) => {
      const file = join(import.meta.dirname, `../../../../content/reasons/tcp.${lang}.json`);
      return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    });
    fc.assert(
      fc.property(happenings, (told) => {
        const control = made(name, {});
        let now = 0;
        for (const [after, one] of told) {
          tell(control, (now += after), one);
          const { rule, with: numbers } = control.thinking();
          expect(Object.keys(congestionReasons)).toContain(rule);
          for (const text of texts) {
            const names = [...text[rule]!.matchAll(/\{([\w-]+)/g)].map((match) => match[1]!);
            for (const one of names) expect(numbers, rule).toHaveProperty(one);
          }
        }
      }),
    );
  });

  it.runIf(lossBased)(
    'grows neither during recovery, nor by what is not new, nor while the program sets the pace',
    () => {
      fc.assert(
        fc.property(happenings, sample, fc.nat(1000 * MILLISECOND), (told, last, after) => {
          for (const held of [{ inRecovery: true }, { cwndLimited: false }, { cumulativeBytes: 0 }]) {
            const control = made(name, {});
            let now = 0;
            for (const [wait, one] of told) tell(control, (now += wait), one);
            const before = control.cwndBytes;
            control.onAck({ ...last, ...held }, now + after);
            expect(control.cwndBytes).toBeLessThanOrEqual(before);
          }
        }),
      );
    },
  );

  it.runIf(lossBased)('comes down to ssthresh after a loss, and to one segment after a timeout', () => {
    fc.assert(
      fc.property(happenings, flight, (told, inFlightBytes) => {
        const control = made(name, {});
        let now = 0;
        for (const [after, one] of told) tell(control, (now += after), one);
        const before = control.cwndBytes;
        control.onCongestion('loss', inFlightBytes, now);
        expect(control.cwndBytes).toBe(Math.min(before, control.ssthreshBytes));
        const { ssthreshBytes } = control;
        control.onTimeout(inFlightBytes, false, now);
        expect(control.cwndBytes).toBe(MSS);
        expect(control.ssthreshBytes, 'a second timeout leaves ssthresh alone').toBe(ssthreshBytes);
      }),
    );
  });

  it.runIf(lossBased && name !== 'vegas')(
    'doubles each round trip until a first loss, from the initial window',
    () => {
      const control = controls[name](SETUP);
      const windows = [control.cwndBytes];
      for (let trip = 0, now = 0; trip < 4; trip += 1) {
        now = round(control, now).now;
        windows.push(control.cwndBytes);
      }
      expect(windows).toEqual([10, 20, 40, 80, 160].map((segments) => segments * MSS));
    },
  );

  it('starts from the initial window', () => {
    const control = controls[name](SETUP);
    expect(control.name).toBe(name);
    expect(control.cwndBytes).toBe(SETUP.initialWindowBytes);
    control.onAck(ack(), 0);
    expect(control.cwndBytes).toBeGreaterThanOrEqual(SETUP.initialWindowBytes);
  });
});
