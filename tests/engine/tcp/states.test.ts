import { describe, expect, it } from 'vitest';
import { STATES, TRANSITIONS, transition, type TcpState } from '#engine/tcp/states.ts';

const reachable = (from: TcpState): Set<TcpState> => {
  const found = new Set<TcpState>([from]);
  for (const state of found) for (const row of TRANSITIONS) if (row.from === state) found.add(row.to);
  return found;
};

describe('the state table (RFC 9293 figure 5)', () => {
  it('has eleven states, each reachable from CLOSED and each with a way back', () => {
    expect(STATES).toHaveLength(11);
    expect([...reachable('CLOSED')].sort()).toEqual([...STATES].sort());
    for (const state of STATES) expect(reachable(state), state).toContain('CLOSED');
  });
  it('says one thing about a pair', () => {
    const pairs = TRANSITIONS.map((row) => `${row.from} ${row.input}`);
    expect(new Set(pairs).size).toBe(pairs.length);
  });
  it('finds a row, and nothing where there is none', () => {
    expect(transition('LISTEN', 'receive-syn')?.to).toBe('SYN-RECEIVED');
    expect(transition('LISTEN', 'receive-fin')).toBeUndefined();
  });
  /** The edges of figure 5 as printed in the RFC (CLOSED drawn once). */
  it.each([
    ['CLOSED', 'LISTEN'],
    ['CLOSED', 'SYN-SENT'],
    ['LISTEN', 'CLOSED'],
    ['LISTEN', 'SYN-RECEIVED'],
    ['SYN-SENT', 'CLOSED'],
    ['SYN-SENT', 'SYN-RECEIVED'],
    ['SYN-SENT', 'ESTABLISHED'],
    ['SYN-RECEIVED', 'LISTEN'],
    ['SYN-RECEIVED', 'ESTABLISHED'],
    ['SYN-RECEIVED', 'FIN-WAIT-1'],
    ['ESTABLISHED', 'FIN-WAIT-1'],
    ['ESTABLISHED', 'CLOSE-WAIT'],
    ['FIN-WAIT-1', 'FIN-WAIT-2'],
    ['FIN-WAIT-1', 'CLOSING'],
    ['FIN-WAIT-2', 'TIME-WAIT'],
    ['CLOSE-WAIT', 'LAST-ACK'],
    ['CLOSING', 'TIME-WAIT'],
    ['LAST-ACK', 'CLOSED'],
    ['TIME-WAIT', 'CLOSED'],
  ])('draws %s -> %s', (from, to) => {
    expect(TRANSITIONS.some((row) => row.drawn && row.from === from && row.to === to)).toBe(true);
  });
});
