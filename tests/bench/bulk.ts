/** One bulk flow through a bottleneck, every byte real: how fast the engine moves packets. */
import { MILLISECOND, SECOND } from '#engine/kernel/time.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';
import { World } from '#engine/net/world.ts';
import { TCP_DEFAULTS } from '#engine/tcp/config.ts';
import { Endpoint } from '#engine/tcp/endpoint.ts';
import { TcpStack } from '#engine/tcp/stack.ts';

const SECONDS = 60;
const RATE_BPS = 10_000_000;
const PORT = 9000;
const [A, B] = [0xc0000201, 0xc0000202];

const bytes = new Uint8Array((RATE_BPS / 8) * SECONDS * 0.95);
for (let at = 0; at < bytes.length; at += 1) bytes[at] = at % 251;

/** CUBIC, 40 ms round trip, a buffer of one bandwidth-delay product, as many bytes as the bottleneck carries in 60 s. */
export function bulk(): World {
  return new World({
    seed: 1,
    links: [
      {
        name: 'wire',
        ends: ['sender', 'receiver'],
        rateBps: RATE_BPS,
        delayNs: 20 * MILLISECOND,
        queueFrames: 34,
      },
    ],
    interventions: [],
    bounds: { horizonNs: 2 * SECONDS * SECOND, maxEvents: 10_000_000 },
    hosts(observe) {
      const config = { ...TCP_DEFAULTS, receiveBufferBytes: 1_000_000 };
      const stack = (name: string, address: number) =>
        new TcpStack({ name, address, config, secret: [1, 2], observe: observe(name) });
      const sender = new Endpoint(stack('sender', A), [
        { do: 'connect', address: B, port: PORT },
        { until: 'established' },
        { do: 'send', bytes },
        { do: 'close' },
      ]);
      const receiver = new Endpoint(stack('receiver', B), [
        { do: 'listen', port: PORT },
        { until: 'end' },
        { do: 'close' },
      ]);
      return [receiver, sender];
    },
  });
}

/**
 * Counted as ns-3 schedules them: for each packet its way into the queue, the end of its transmission and its arrival, and each
 * expiry of a timer. What the trace tells beside that (variables, timers that start and stop) is made but not counted.
 */
export function counted({ events }: Run<NetEvent>): number {
  let count = 0;
  for (const event of events) {
    if (event.kind === 'send') count += 2;
    else if (event.kind === 'arrive') count += 1;
    else if (event.kind === 'timer' && event.action === 'expire') count += 1;
  }
  return count;
}

/** Median of five runs, after one that warms up. */
export function benchBulk(): void {
  const rates = Array.from({ length: 6 }, () => {
    const world = bulk();
    const start = performance.now();
    const run = world.run();
    const seconds = (performance.now() - start) / 1000;
    const simulated = run.events.findLast((event) => event.kind === 'send')!.at / SECOND;
    return { seconds, simulated, events: counted(run), told: run.events.length };
  });
  const { seconds, simulated, events, told } = rates.slice(1).sort((a, b) => a.seconds - b.seconds)[2]!;
  console.log(
    `bulk CUBIC flow, 10 Mbit/s, ${simulated.toFixed(0)} simulated seconds: ${seconds.toFixed(2)} s, ` +
      `${(simulated / seconds).toFixed(0)} simulated seconds a second, ${(events / seconds / 1e6).toFixed(2)} million events a second ` +
      `(enqueue, transmit-complete, receive, timer; the trace tells ${told.toLocaleString('en')})`,
  );
}
