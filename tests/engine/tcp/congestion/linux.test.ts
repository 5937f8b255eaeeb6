/** Our curves laid over those that this project recorded of a real kernel on the same path (tests/vectors/linux). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SECOND } from '#engine/kernel/time.ts';
import type { CongestionName } from '#engine/tcp/congestion/registry.ts';
import { SETTLED } from './measure.ts';
import { MSS, PATH } from './path.ts';
import { driveStack } from './stack.ts';

/** Segments, ten times a second, from when the first searches are over. */
interface Curve {
  readonly window: readonly number[];
  readonly flight: readonly number[];
}
const EVERY = SECOND / 10;
const FOR = 40 * SECOND;

function kernels(control: string): Curve {
  const file = join(import.meta.dirname, '..', '..', '..', 'vectors', 'linux', `${control}.txt`);
  const rows = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.split(' ').map(Number));
  const late = rows.filter(([seconds]) => seconds! * SECOND >= SETTLED);
  return { window: late.map((row) => row[1]!), flight: late.map((row) => row[3]!) };
}
function ours(control: CongestionName): Curve {
  const points = driveStack(control, { ...PATH, forNs: FOR }).points.filter(
    ({ at }) => at >= SETTLED && at < FOR && at % EVERY === 0,
  );
  return {
    window: points.map(({ cwndBytes }) => cwndBytes / MSS),
    flight: points.map(({ inFlightBytes }) => inFlightBytes / MSS),
  };
}

const mean = (of: readonly number[]): number => of.reduce((sum, one) => sum + one, 0) / of.length;
/** Of a sawtooth looked at ten times a second; the period in seconds. */
function sawtooth(window: readonly number[]) {
  const falls = window.flatMap((one, n) => (n > 2 && one < 0.85 * window[n - 3]! ? [n] : []));
  const first = falls.filter((n, i) => n - (falls[i - 1] ?? -10) > 5);
  const teeth = first.slice(1).map((end, i) => window.slice(first[i]!, end));
  return {
    peak: mean(teeth.map((tooth) => Math.max(...tooth))),
    trough: mean(teeth.map((tooth) => Math.min(...tooth))),
    period: (first.at(-1)! - first[0]!) / (first.length - 1) / 10,
    mean: mean(window),
  };
}
/** Each figure within a tenth of the kernel's. */
function expectLaidOver(
  own: Readonly<Record<string, number>>,
  theirs: Readonly<Record<string, number>>,
): void {
  for (const [what, value] of Object.entries(own)) {
    const said = `${what}: ${value.toFixed(2)} where Linux has ${theirs[what]!.toFixed(2)}`;
    expect(value / theirs[what]!, said).toBeGreaterThan(0.9);
    expect(value / theirs[what]!, said).toBeLessThan(1.1);
  }
}

describe('10 Mbit/s, 40 ms, a bandwidth-delay product of buffer, 40 s, beside Linux 6.18', () => {
  it.each(['reno', 'cubic'] as const)('%s: peak, trough, period and mean of the window', (control) => {
    expectLaidOver(sawtooth(ours(control).window), sawtooth(kernels(control).window));
  });
  it('bbr: mean of the window, and of what is in flight', () => {
    const [own, theirs] = [ours('bbr'), kernels('bbr')];
    expectLaidOver(
      { window: mean(own.window), flight: mean(own.flight) },
      { window: mean(theirs.window), flight: mean(theirs.flight) },
    );
  });
});
