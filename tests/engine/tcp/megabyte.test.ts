import { describe, expect, it } from 'vitest';
import { SECOND } from '#engine/kernel/time.ts';
import { RTO_RULES, type TcpConfig } from '#engine/tcp/config.ts';
import { congestionNames, controls } from '#engine/tcp/congestion/registry.ts';
import { bytesOf, exchange, join, joined } from './pair.ts';

/** 1 MB each way at once through loss, reordering, duplicates and damage: KEEPALIVE_LONG=1 for 200 seeds, else one of each control. */
const LONG = Boolean(process.env['KEEPALIVE_LONG']);
const SEEDS = Array.from({ length: LONG ? 200 : congestionNames.length }, (_, seed) => seed);
const BYTES = LONG ? 1_000_000 : 150_000;

/** Everything that a seed stands for: its control, its options, its weather. */
function meaningOf(seed: number) {
  const control = congestionNames[seed % congestionNames.length]!;
  const config: Partial<TcpConfig> = {
    congestion: controls[control],
    sackPermitted: seed % 2 === 0,
    timestamps: seed % 4 < 2,
    limitedTransmit: seed % 5 > 0,
    rto: seed % 3 === 0 ? RTO_RULES.rfc6298 : RTO_RULES.linux,
    ...{ dataRetries: 1000, synRetries: 1000, synAckRetries: 1000 },
  };
  const weather = { seed, loss: seed % 21, reorder: 5, duplicate: 5, corrupt: 1 };
  const name = `${control}, ${config.sackPermitted ? '' : 'no '}SACK, ${config.timestamps ? '' : 'no '}timestamps, ${weather.loss} % lost`;
  return { config, weather, name };
}

describe(`${BYTES} bytes each way`, () => {
  it.each(SEEDS.map((seed) => ({ seed, ...meaningOf(seed) })))(
    'arrive whole: seed $seed, $name',
    ({ seed, config, weather }) => {
      const [fromA, fromB] = [bytesOf(seed, BYTES), bytesOf(seed + 1000, BYTES)];
      const [a, b] = exchange(fromA, fromB, config);
      join([a, b], weather, 24 * 3600 * SECOND);
      expect(Buffer.compare(joined(b.received), fromA), 'what B has received').toBe(0);
      expect(Buffer.compare(joined(a.received), fromB), 'what A has received').toBe(0);
      for (const one of [a, b])
        expect([one.done, one.stack.connections, one.nextWake()]).toEqual([true, 0, null]);
    },
    60_000,
  );
});
