/** One bulk flow through a bottleneck, every byte real: how fast the engine moves packets. */
import { MILLISECOND, SECOND } from '#engine/kernel/time.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';
import { World } from '#engine/net/world.ts';
import { BulkSender, Sink } from '#engine/tcp/bulk.ts';
import { TCP_DEFAULTS } from '#engine/tcp/config.ts';
import type { StackSetup } from '#engine/tcp/stack.ts';

const SECONDS = 60;
const RATE_BPS = 10_000_000;
const PORT = 9000;
const [A, B] = [0xc0000201, 0xc0000202];

/** CUBIC, 40 ms round trip, a buffer of one bandwidth-delay product; a program that gives as fast as TCP takes, and one that takes all at once and throws it away, as iperf does. */
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
    bounds: { horizonNs: SECONDS * SECOND, maxEvents: 10_000_000 },
    hosts(observe) {
      const config = { ...TCP_DEFAULTS, receiveBufferBytes: 1_000_000 };
      const setup = (name: string, address: number): StackSetup => ({
        ...{ name, address, config, secret: [1, 2], observe: observe(name) },
      });
      const flow = { to: { address: B, port: PORT }, startNs: 0 };
      return [new Sink(setup('receiver', B), PORT), new BulkSender(setup('sender', A), [flow])];
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
    const run = world.run(SECONDS * SECOND);
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
