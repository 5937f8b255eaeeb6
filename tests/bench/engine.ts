/** The engine's own speed: the event queue, a TCP connection from end to end, the capture file. */
import { EventQueue } from '#engine/kernel/queue.ts';
import { stream } from '#engine/kernel/random.ts';
import { encodePcapng } from '#engine/wire/pcapng.ts';
import { setupOf, type SandboxModel } from '#player/model.ts';
import { tcpConnection } from '#sandboxes/tcp-connection/model.ts';
import { median } from './measure.ts';

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

export function benchEngine(): void {
  scheduleAndRun();
  const rates = Array.from({ length: 5 }, scheduleAndRun).sort((a, b) => a - b);
  console.log(
    `event queue, 1,000 pending: ${(rates[2]! / 1e6).toFixed(1)} million schedule+run a second (median of 5)`,
  );
  for (const scenario of tcpConnection.scenarios) {
    const setup = setupOf(tcpConnection as unknown as SandboxModel, scenario.id);
    const seconds = median(20, () => void tcpConnection.run(setup));
    console.log(`tcp-connection, ${scenario.id}: ${(seconds * 1000).toFixed(2)} ms a run`);
  }
  const frame = { interface: 0, atNs: 0, bytes: new Uint8Array(782) };
  const packets = Array.from({ length: 100_000 }, (_, n) => ({ ...frame, atNs: n * 1000 }));
  const seconds = median(5, () => void encodePcapng({ interfaces: [{ name: 'wire' }], packets }));
  console.log(`100,000 frames of 782 bytes to pcapng: ${seconds.toFixed(2)} s`);
}
