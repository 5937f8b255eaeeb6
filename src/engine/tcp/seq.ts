/**
 * Sequence numbers (RFC 9293 §3.4): unsigned 32-bit, all arithmetic modulo 2^32.
 * Comparisons hold for numbers less than 2^31 apart, which windows of at most 2^30 ensure (RFC 7323 §2.3).
 */
export type Seq = number;

export const add = (seq: Seq, count: number): Seq => (seq + count) >>> 0;

/** How far `a` is ahead of `b`: negative where it is behind. */
export const distance = (a: Seq, b: Seq): number => (a - b) | 0;

export const before = (a: Seq, b: Seq): boolean => ((a - b) | 0) < 0;
export const after = (a: Seq, b: Seq): boolean => ((a - b) | 0) > 0;
export const upTo = (a: Seq, b: Seq): boolean => ((a - b) | 0) <= 0;

/** Whether `seq` lies in [start, start + length). */
export const within = (seq: Seq, start: Seq, length: number): boolean => (seq - start) >>> 0 < length;
