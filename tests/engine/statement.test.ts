import { describe, expect, it } from 'vitest';
import { eventAt, fits, holds, meets, type Statement } from '#engine/kernel/statement.ts';
import type { Run, TraceEvent } from '#engine/kernel/trace.ts';

const event = (n: number, kind: string, where: string, more: Partial<TraceEvent> = {}): TraceEvent => ({
  n,
  at: n * 10,
  kind,
  where,
  reason: 'test',
  ...more,
});
const run: Run = {
  events: [
    event(0, 'send', 'client', { flags: 'SYN', set: { state: 'SYN-SENT' } }),
    event(1, 'arrive', 'server', { flags: 'SYN', set: { state: 'SYN-RECEIVED' } }),
    event(2, 'send', 'server', { flags: 'SYN,ACK' }),
    event(3, 'send', 'client', { flags: 'ACK', set: { state: 'ESTABLISHED' } }),
  ],
  frames: [],
  endNs: 30,
};

describe('a condition', () => {
  it.each([
    [5, 5, true],
    [5, 6, false],
    ['a', 'a', true],
    [undefined, null, false],
    [5, { min: 5 }, true],
    [5, { min: 6 }, false],
    [5, { max: 4 }, false],
    [5, { min: 1, max: 9 }, true],
    ['5', { min: 1 }, false],
    [5, { not: 5 }, false],
    ['LISTEN', { not: 'CLOSED' }, true],
  ])('%j meets %j: %s', (value, condition, expected) => expect(meets(value, condition)).toBe(expected));
});

describe('a moment', () => {
  it('counts from 1, and from the end with negative numbers', () => {
    expect(eventAt(run.events, { event: { kind: 'send' } })?.n).toBe(0);
    expect(eventAt(run.events, { event: { kind: 'send' }, nth: 2 })?.n).toBe(2);
    expect(eventAt(run.events, { event: { kind: 'send' }, nth: -1 })?.n).toBe(3);
    expect(eventAt(run.events, { event: { kind: 'send' }, nth: 9 })).toBeUndefined();
  });
  it('fits every field of the pattern', () => {
    expect(fits(run.events[0]!, { kind: 'send', where: 'server' })).toBe(false);
  });
});

describe('a statement', () => {
  const table: [string, Statement, boolean][] = [
    [
      'state then',
      { at: { event: { flags: 'SYN,ACK' } }, where: 'client', state: { state: 'SYN-SENT' } },
      true,
    ],
    [
      'state too early',
      { at: { event: { flags: 'SYN,ACK' } }, where: 'client', state: { state: 'ESTABLISHED' } },
      false,
    ],
    ['a moment that never comes', { at: { event: { flags: 'RST' } }, where: 'client', state: {} }, false],
    ['fields', { at: { event: { kind: 'send' }, nth: 2 }, fields: { where: 'server' } }, true],
    ['order', { order: [{ flags: 'SYN' }, { flags: 'SYN,ACK' }, { flags: 'ACK' }] }, true],
    ['wrong order', { order: [{ flags: 'ACK' }, { flags: 'SYN' }] }, false],
    ['count', { count: { kind: 'send' }, is: 3 }, true],
    ['count within bounds', { count: { kind: 'send' }, is: { max: 2 } }, false],
  ];
  it.each(table)('%s', (_, statement, expected) => expect(holds(run, statement)).toBe(expected));
});
