/** Prints events a second of the queue with 1,000 pending. Run: node tests/bench/engine.ts */
import { EventQueue } from '#engine/kernel/queue.ts';
import { stream } from '#engine/kernel/random.ts';

const PENDING = 1_000;
const EVENTS = 4_000_000;

export function scheduleAndRun(): number {
  const random = stream(1, 'bench');
  const delays = Int32Array.from({ length: 4096 }, () => random.below(1_000_000));
  const queue = new EventQueue<{ readonly kind: number }>(PENDING);
  for (let i = 0; i < PENDING; i += 1) queue.push(delays[i]!, { kind: i });
  const start = performance.now();
  for (let i = 0; i < EVENTS; i += 1) queue.push(queue.nextAt + delays[i & 4095]!, queue.pop()!);
  return EVENTS / ((performance.now() - start) / 1000);
}

scheduleAndRun();
const rates = Array.from({ length: 5 }, scheduleAndRun).sort((a, b) => a - b);
console.log(
  `event queue, ${PENDING} pending: ${(rates[2]! / 1e6).toFixed(1)} million schedule+run a second (median of 5)`,
);
