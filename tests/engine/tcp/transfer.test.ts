import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MILLISECOND } from '#engine/kernel/time.ts';
import { RTO_RULES, type TcpConfig } from '#engine/tcp/config.ts';
import { initialSequenceNumber, type Secret } from '#engine/tcp/isn.ts';
import { A, B, PORT, bytesOf, CLEAR, exchange, join, joined, type Weather } from './pair.ts';

/** Whatever the network does short of cutting the line, every byte arrives once, in order, and nothing is left behind. */
function expectWhole(
  weather: Weather,
  a: number,
  b: number,
  config: Partial<TcpConfig> = {},
  secret?: Secret,
): void {
  const fromA = bytesOf(weather.seed, a);
  const fromB = bytesOf(weather.seed + 1, b);
  const [first, second] = exchange(fromA, fromB, config, secret);
  join([first, second], weather);
  expect(joined(second.received)).toEqual(fromA);
  expect(joined(first.received)).toEqual(fromB);
  for (const one of [first, second]) {
    expect(one.done).toBe(true);
    expect(one.stack.connections).toBe(0);
    expect(one.nextWake()).toBeNull();
  }
}

/** More retries than anyone has, so that only bugs can end a connection early. */
const PATIENT = { dataRetries: 1000, synRetries: 1000, synAckRetries: 1000 };

const weathers = fc.record({
  seed: fc.nat(1_000_000),
  loss: fc.integer({ min: 0, max: 20 }),
  duplicate: fc.constantFrom(0, 5),
  reorder: fc.constantFrom(0, 5, 30),
  corrupt: fc.constantFrom(0, 1),
});
const configs: fc.Arbitrary<Partial<TcpConfig>> = fc.record({
  timestamps: fc.boolean(),
  sackPermitted: fc.boolean(),
  windowScale: fc.constantFrom(null, 0, 7),
  delayedAckNs: fc.constantFrom(null, 40 * MILLISECOND),
  nagle: fc.boolean(),
  fastRetransmit: fc.boolean(),
  mss: fc.constantFrom(200, 536, 1460),
  receiveBufferBytes: fc.constantFrom(3000, 20_000, 65_535),
  rto: fc.constantFrom(RTO_RULES.rfc6298, RTO_RULES.linux),
});

describe('a transfer both ways at once', () => {
  it('is whole over a clear line', () => {
    expectWhole(CLEAR, 100_000, 50_000);
  });
  it('is whole in any weather and with any options', () => {
    fc.assert(
      fc.property(weathers, fc.nat(30_000), fc.nat(30_000), configs, (weather, a, b, config) => {
        expectWhole(weather, a, b, { ...config, ...PATIENT });
      }),
      { numRuns: 150 },
    );
  });
  it('is whole where sequence numbers wrap', () => {
    const tuple = { localAddress: A, localPort: 49_152, remoteAddress: B, remotePort: PORT };
    let key = 0;
    while (initialSequenceNumber(tuple, [key, 0], 0) < 0xffff_ffff - 50_000) key += 1;
    expectWhole({ ...CLEAR, loss: 5, reorder: 5, seed: 3 }, 100_000, 1, PATIENT, [key, 0]);
  });
});
