import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisOf } from '#player/time-axis.ts';
import { setupOf, type SandboxModel } from '#player/model.ts';
import { socketLifecycle } from '#sandboxes/socket-lifecycle/model.ts';
import { tcpConnection } from '#sandboxes/tcp-connection/model.ts';
import { beginningOf, piecesOf, placeLabels, placeTime, TALL } from '#views/ladder-labels.ts';
import type { Line } from '#views/ladder-lines.ts';
import { arrowsOf, scaleOf, type Arrow } from '#views/ladder.ts';

const model = tcpConnection as unknown as SandboxModel;
const sockets = socketLifecycle as unknown as SandboxModel;

/** Pairs of labels between the same columns that touch. */
function touching(lines: readonly Line[]): number {
  const found = placeLabels(lines);
  const placed = lines.flatMap(({ arrow, from, to }) => {
    const at = found.get(arrow);
    return at ? [{ y: at.y, lo: Math.min(from, to), hi: Math.max(from, to) }] : [];
  });
  return placed.reduce(
    (sum, one, index) =>
      sum +
      placed
        .slice(0, index)
        .filter((two) => Math.abs(one.y - two.y) < TALL && one.lo < two.hi && two.lo < one.hi).length,
    0,
  );
}

const arrow = (index: number, over: Partial<Arrow> = {}): Arrow => ({
  name: `wire/a>b/${index}`,
  frame: index,
  from: 'a',
  to: 'b',
  label: 'ACK',
  sentAt: index,
  endAt: index + 1,
  lost: false,
  retransmission: false,
  corrupt: false,
  copy: false,
  tone: 'ack',
  ...over,
});

describe('no label of the ladder covers another', () => {
  it('whatever is drawn, between however many lanes', () => {
    const line = fc.record({
      from: fc.nat(4),
      step: fc.constantFrom(-2, -1, 1, 2),
      y0: fc.integer({ min: 0, max: 3000 }),
      tall: fc.nat(200),
      lost: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(line, { minLength: 8, maxLength: 400 }), (drawn) => {
        const lines = drawn.map(({ from, step, y0, tall, lost }, index) => ({
          arrow: arrow(index, { lost }),
          from,
          to: from + step,
          y0,
          y1: y0 + tall,
        }));
        expect(touching(lines)).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    [0, 0],
    [100, 1000],
    [5000, 5000],
    [20_000, 20_000],
  ])('a request of %d bytes and a response of %d', (requestBytes, responseBytes) => {
    const clean = setupOf(model, 'clean');
    const run = model.run({
      ...clean,
      parameters: { ...clean.parameters, requestBytes, responseBytes },
    });
    const [axis, scale] = [axisOf(run), scaleOf(run)];
    const lines = arrowsOf(run).map((one) => ({
      arrow: one,
      from: one.from === 'client' ? 0 : 1,
      to: one.from === 'client' ? 1 : 0,
      y0: axis.toAxis(one.sentAt) * scale,
      y1: axis.toAxis(one.endAt ?? one.sentAt) * scale,
    }));
    const places = placeLabels(lines);
    expect(touching(lines)).toBe(0);
    // and most can be read without asking, the more so when time is drawn longer
    expect(places.size / lines.length).toBeGreaterThan(0.5);
    for (const { arrow: one } of lines)
      if (one.tone === 'syn' || one.tone === 'fin') expect(places.has(one)).toBe(true);
  });

  it('a run in which no packet crosses is drawn no higher than one flight', () => {
    const run = sockets.run(setupOf(sockets, 'port-taken'));
    expect(arrowsOf(run)).toEqual([]);
    expect(Math.round(axisOf(run).length * scaleOf(run))).toBe(256);
  });

  it('what opens, ends or goes wrong is told before what is as usual', () => {
    const lines = Array.from({ length: 40 }, (_, index) => ({
      arrow: arrow(index, { lost: index === 39 }),
      from: 0,
      to: 1,
      y0: index,
      y1: index + 60,
    }));
    const places = placeLabels(lines);
    expect(places.size).toBeLessThan(40);
    expect(places.has(lines[39]!.arrow)).toBe(true);
  });

  it('nothing stands in a torn gap', () => {
    const lines = [{ arrow: arrow(0), from: 0, to: 1, y0: 100, y1: 164 }];
    const { y } = placeLabels(lines, [[118, 128]]).get(lines[0]!.arrow)!;
    expect(y < 118 || y - 10 > 128).toBe(true);
  });
});

describe('where there is little room', () => {
  it.each([
    ['ACK  seq=1 ack=1449', 'ACK  seq=1 ack=1449'],
    ['PSH,ACK  seq=1 ack=1 len=100', 'PSH,ACK  seq=1 len=100'],
    ['FIN,PSH,ACK  seq=11585 ack=706 len=663', 'FIN,PSH,ACK  seq=11585 len=663'],
    ['FIN,ACK  seq=14481 ack=1001', 'FIN,ACK  seq=14481'],
    ['SYN,ACK  seq=3558339090 ack=1855190460', 'SYN,ACK  ack=1855190460'],
    ['ICMP fragmentation needed, MTU 1400', 'ICMP fragmentation needed, MTU 1400'],
  ])('%s: %s', (label, short) => {
    const [before, spare, after] = piecesOf(label);
    expect(before + spare + after).toBe(label);
    expect(before + after).toBe(short);
  });

  it.each([
    ['CLOSE FIN MASK 6 B 1000', 3, 'CLOSE FIN MASK'],
    ['CLOSE FIN MASK 6 B 1000', 4, 'CLOSE FIN '],
    ['FIN,PSH,ACK', 4, 'FIN,PSH,ACK'],
    ['CLOSE FIN MASK 6 B 1000', 5, 'CLOSE FIN MASK 6 B 1000'],
  ])('%s between two of %d lanes: %s', (label, lanes, short) => {
    const [before, spare] = beginningOf(label, lanes);
    expect(before + spare).toBe(label);
    expect(before).toBe(short);
  });

  it('the time of the playhead goes where no label is: to the other side, or below its line', () => {
    const at = (left: number[], right: number[]) => Object.values(placeTime(100, { left, right })).join(' ');
    expect(at([], [])).toBe('left -5');
    expect(at([104], [])).toBe('right -5');
    expect(at([87], [95])).toBe('left 13');
    expect(at([87, 113], [95])).toBe('right 13');
    expect(at([104], [104])).toBe('left -5');
  });
});
