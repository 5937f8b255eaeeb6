import { describe, expect, it } from 'vitest';
import { MILLISECOND as MS, SECOND } from '#engine/kernel/time.ts';
import { RTO_RULES } from '#engine/tcp/config.ts';
import { RtoEstimator } from '#engine/tcp/rto.ts';

const after = (rules: keyof typeof RTO_RULES, ...samples: number[]) => {
  const rto = new RtoEstimator(RTO_RULES[rules]);
  for (const sample of samples) rto.sample(sample);
  return { srttNs: rto.srttNs, rttvarNs: rto.rttvarNs, rtoNs: rto.rtoNs };
};

describe('the retransmission timeout (RFC 6298)', () => {
  it('is 1 s before anything is known (2.1)', () => {
    expect(after('rfc6298')).toEqual({ srttNs: null, rttvarNs: null, rtoNs: SECOND });
  });
  it('takes the first sample as it is, and half of it as its variation (2.2)', () => {
    expect(after('rfc6298', 800 * MS)).toEqual({ srttNs: 800 * MS, rttvarNs: 400 * MS, rtoNs: 2400 * MS });
  });
  it('smooths by 1/8 and 1/4, the variation with the old mean (2.3)', () => {
    // RTTVAR = 3/4 * 400 + 1/4 * |800 - 1600| = 500; SRTT = 7/8 * 800 + 1/8 * 1600 = 900; RTO = 900 + 4 * 500
    expect(after('rfc6298', 800 * MS, 1600 * MS)).toEqual({
      srttNs: 900 * MS,
      rttvarNs: 500 * MS,
      rtoNs: 2900 * MS,
    });
  });
  it('is never below 1 s (2.4), which Linux makes 200 ms of variation', () => {
    expect(after('rfc6298', 40 * MS).rtoNs).toBe(SECOND);
    expect(after('linux', 40 * MS).rtoNs).toBe(240 * MS);
  });
  it('doubles when the timer expires (5.5), up to 60 s (2.5)', () => {
    const rto = new RtoEstimator(RTO_RULES.rfc6298);
    const waits = Array.from({ length: 8 }, () => (rto.backOff(), rto.rtoNs / SECOND));
    expect(waits).toEqual([2, 4, 8, 16, 32, 60, 60, 60]);
  });
  it('is 3 s for data after a SYN timed out (5.7)', () => {
    const rto = new RtoEstimator(RTO_RULES.rfc6298);
    rto.backOff();
    rto.afterSynTimeout();
    expect(rto.rtoNs).toBe(3 * SECOND);
  });
});
