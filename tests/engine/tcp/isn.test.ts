import { describe, expect, it } from 'vitest';
import { halfSipHash, initialSequenceNumber } from '#engine/tcp/isn.ts';

/** Reference vectors of HalfSipHash-2-4 with 32 bits (key 00..07, message 00, 01, ...), those of whole words. */
const KEY = [0x03020100, 0x07060504] as const;

describe('initial sequence numbers (RFC 6528)', () => {
  it('hash as the reference implementation does', () => {
    expect(halfSipHash([], KEY).toString(16)).toBe('5b9f35a9');
  });
  const tuple = { localAddress: 1, localPort: 2, remoteAddress: 3, remotePort: 4 };
  it('advance by one every 4 microseconds', () => {
    const at = (now: number) => initialSequenceNumber(tuple, KEY, now);
    expect((at(1_000_000_000) - at(0)) >>> 0).toBe(250_000);
    expect(at(3999)).toBe(at(0));
  });
  it.each(['localAddress', 'localPort', 'remoteAddress', 'remotePort'] as const)('depend on %s', (field) => {
    const other = { ...tuple, [field]: 9 };
    expect(initialSequenceNumber(other, KEY, 0)).not.toBe(initialSequenceNumber(tuple, KEY, 0));
  });
  it('depend on the secret', () => {
    expect(initialSequenceNumber(tuple, [1, 2], 0)).not.toBe(initialSequenceNumber(tuple, KEY, 0));
  });
});
