/** One bulk flow through a bottleneck, every byte real: how fast the engine moves packets. */
import { MILLISECOND, SECOND } from '#engine/kernel/time.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';
import { World } from '#engine/net/world.ts';
import { BulkSender, Sink } from '#engine/tcp/bulk.ts';
import { TCP_DEFAULTS } from '#engine/tcp/config.ts';
import type { StackSetup } from '#engine/tcp/on-ip.ts';

const SECONDS = 60;
const RATE_BPS = 10_000_000;
const PORT = 9000;
const [A, B] = [0xc0000201, 0xc0000202];

/** `record`: with a trace. CUBIC, 40 ms round trip, a buffer of one bandwidth-delay product; a program that gives as fast as TCP takes, and one that takes all at once and throws it away, as iperf does. */
export function bulk(record = true): World {
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
    record,
    bounds: { horizonNs: SECONDS * SECOND, maxEvents: 10_000_000 },
    hosts(observe) {
      const config = { ...TCP_DEFAULTS, receiveBufferBytes: 1_000_000 };
      const setup = (name: string, address: number): StackSetup => ({
        ...{ name, address, config, secret: [1, 2], ...(record && { observe: observe(name) }) },
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

/** Median of five runs, after one that warms up; the processor's time where the machine is shared says more than the clock's. */
export function benchBulk(): void {
  const once = () => {
    const world = bulk();
    const [start, used] = [performance.now(), process.cpuUsage()];
    const run = world.run(SECONDS * SECOND);
    const { user, system } = process.cpuUsage(used);
    return { run, seconds: (performance.now() - start) / 1000, processor: (user + system) / 1e6 };
  };
  // Nobody looks at the traces in between: each would leave the collector more to do than the run itself
  const runs = Array.from({ length: 6 }, () => ({ ...once(), run: undefined })).slice(1);
  const { seconds, processor } = runs.sort((a, b) => a.seconds - b.seconds)[2]!;
  const { run } = once();
  const start = performance.now();
  const told = run.events.length;
  const laid = (performance.now() - start) / 1000;
  const [simulated, events] = [run.endNs / SECOND, counted(run)];
  console.log(
    `bulk CUBIC flow, 10 Mbit/s, ${simulated.toFixed(0)} simulated seconds: ${seconds.toFixed(2)} s (${processor.toFixed(2)} s of the processor), ` +
      `${(simulated / seconds).toFixed(0)} simulated seconds a second, ${(events / seconds / 1e6).toFixed(2)} million events a second ` +
      `(enqueue, transmit-complete, receive, timer; the trace tells ${told.toLocaleString('en')}, laid out as objects in ${laid.toFixed(2)} s more)`,
  );
}
