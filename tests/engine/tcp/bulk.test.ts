import { describe, expect, it } from 'vitest';
import { MILLISECOND, SECOND } from '#engine/kernel/time.ts';
import { World } from '#engine/net/world.ts';
import { BulkSender, Sink } from '#engine/tcp/bulk.ts';
import { TCP_DEFAULTS } from '#engine/tcp/config.ts';

const CONFIG = { ...TCP_DEFAULTS, receiveBufferBytes: 1 << 20 };
const PORT = 9000;

/** Three transfers without end that begin one after the other, on a link of 10 Mbit/s with a short queue. */
function made(record: boolean) {
  let sender!: BulkSender;
  let sink!: Sink;
  const world = new World({
    seed: 1,
    record,
    interventions: [],
    bounds: { horizonNs: 10 * SECOND, maxEvents: 1_000_000 },
    links: [
      { name: 'wire', ends: ['a', 'b'], rateBps: 10_000_000, delayNs: 10 * MILLISECOND, queueFrames: 20 },
    ],
    hosts: (observe) => {
      const to = { address: 0x0a000002, port: PORT };
      const flows = [0, 100, 200].map((ms) => ({ to, startNs: ms * MILLISECOND }));
      const setup = { config: CONFIG, secret: [1, 2] as const };
      sender = new BulkSender({ ...setup, name: 'a', address: 0x0a000001, observe: observe('a') }, flows);
      sink = new Sink({ ...setup, name: 'b', address: 0x0a000002, observe: observe('b') }, PORT);
      return [sender, sink];
    },
  });
  return { world, sender, sink };
}

describe('a transfer without end', () => {
  it('begins each flow at its time, and never runs out of data', () => {
    const { world, sender, sink } = made(false);
    world.advance(50 * MILLISECOND);
    expect(sender.connection(0)?.state).toBe('ESTABLISHED');
    expect(sender.connection(1)).toBeUndefined();
    world.advance(3 * SECOND);
    expect(sender.connection(2)?.state).toBe('ESTABLISHED');
    for (const n of [0, 1, 2]) expect(sender.connection(n)!.sendBuffer.length).toBeGreaterThan(0);
    const bytes = [...sink.received.values()].reduce((sum, one) => sum + one.bytes, 0);
    expect(sink.received.size).toBe(3);
    expect(bytes).toBeGreaterThan(2_400_000);
    expect(bytes).toBeLessThan(3 * 1_250_000);
  });

  it('goes the same whether it is run in one piece or in slices, and whether or not a trace is kept', () => {
    const [whole, sliced, silent] = [made(true), made(true), made(false)];
    whole.world.advance(2 * SECOND);
    for (let ms = 1; ms <= 2000; ms += 7) sliced.world.advance(ms * MILLISECOND);
    sliced.world.advance(2 * SECOND);
    silent.world.advance(2 * SECOND);
    expect([...sliced.sink.received]).toEqual([...whole.sink.received]);
    expect([...silent.sink.received]).toEqual([...whole.sink.received]);
    expect(silent.sender.connection(0)!.sndNxt).toBe(whole.sender.connection(0)!.sndNxt);
    expect(silent.world.direction('wire', 'a')!.queue.packets).toBe(
      whole.world.direction('wire', 'a')!.queue.packets,
    );
  });
});
