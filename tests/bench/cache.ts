/** Requests a second of every eviction policy, beside npm's `lru-cache` where it is installed, on the same requests. */
import { Worker } from 'node:worker_threads';
import { policyIds } from '#engine/cache/eviction/registry.ts';
import { keysOf } from '#engine/cache/workloads/workload.ts';
import { zipf } from '#engine/cache/workloads/zipf.ts';
import { stream } from '#engine/kernel/random.ts';
import type { Measured, Subject } from './cache-one.ts';

const OBJECTS = 100_000;
const REQUESTS = 1_000_000;

function measured(workerData: Subject): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('cache-one.ts', import.meta.url), { workerData });
    worker.on('message', resolve);
    worker.on('error', reject);
  });
}

export async function benchCache(): Promise<void> {
  const random = stream(1, 'bench');
  const keys = keysOf(zipf, { requests: REQUESTS, objects: OBJECTS, skewQuarters: 4, random });
  for (const capacity of [OBJECTS / 100, OBJECTS / 10]) {
    console.log(
      `cache of ${capacity} of ${OBJECTS} objects, ${REQUESTS} Zipf(1.0) requests, millions a second of processor time:`,
    );
    const rates = new Map<string, number>();
    for (const id of [...policyIds, 'lru-cache'] as const) {
      const found = await measured({ id, capacity, objects: OBJECTS, keys });
      if (!found) continue;
      const rate = REQUESTS / found.microseconds;
      rates.set(id, rate);
      console.log(
        `  ${id.padEnd(10)} ${rate.toFixed(1).padStart(6)}   hit ratio ${(found.hits / REQUESTS).toFixed(4)}${id === 'lru-cache' ? ' (npm)' : ''}`,
      );
    }
    const npm = rates.get('lru-cache');
    if (npm) console.log(`  lru is ${(rates.get('lru')! / npm).toFixed(1)} times as fast as npm's lru-cache`);
  }
}
