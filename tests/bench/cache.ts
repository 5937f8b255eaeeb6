/** Requests a second of every eviction policy, beside npm's `lru-cache` where it is installed, on the same requests. */
import { replay } from '#engine/cache/curve.ts';
import type { Policy } from '#engine/cache/eviction/policy.ts';
import { policies, policyIds } from '#engine/cache/eviction/registry.ts';
import { keysOf } from '#engine/cache/workloads/workload.ts';
import { zipf } from '#engine/cache/workloads/zipf.ts';
import { stream } from '#engine/kernel/random.ts';

const OBJECTS = 100_000;
const REQUESTS = 1_000_000;
const ROUNDS = 7;

/** Best of some rounds: the machine is shared, and nothing makes a run faster than it is. */
function millionsASecond(make: () => { run(): number }): { rate: number; hits: number } {
  let best = Infinity;
  let hits = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const subject = make();
    const start = performance.now();
    hits = subject.run();
    best = Math.min(best, performance.now() - start);
  }
  return { rate: REQUESTS / best / 1000, hits };
}

interface Cache {
  get(key: number): number | undefined;
  set(key: number, value: number): unknown;
}

/** The package is nobody's dependency of ours; where another one brought it, it is the yardstick. */
async function npmLruCache(): Promise<(new (options: { max: number }) => Cache) | undefined> {
  const name = 'lru-cache';
  return import(name).then(
    (found) => found.LRUCache,
    () => undefined,
  );
}

export async function benchCache(): Promise<void> {
  const random = stream(1, 'bench');
  const keys = keysOf(zipf, { requests: REQUESTS, objects: OBJECTS, skewQuarters: 4, random });
  const Yardstick = await npmLruCache();
  for (const capacity of [OBJECTS / 100, OBJECTS / 10]) {
    console.log(
      `cache of ${capacity} of ${OBJECTS} objects, ${REQUESTS} Zipf(1.0) requests, millions a second:`,
    );
    for (const id of policyIds) {
      const { rate, hits } = millionsASecond(() => {
        const policy: Policy = policies[id]({ capacity, objects: OBJECTS, future: keys });
        return { run: () => replay(policy, keys, 0, REQUESTS) };
      });
      console.log(
        `  ${id.padEnd(10)} ${rate.toFixed(1).padStart(6)}   hit ratio ${(hits / REQUESTS).toFixed(4)}`,
      );
    }
    if (!Yardstick) continue;
    const { rate, hits } = millionsASecond(() => {
      const cache = new Yardstick({ max: capacity });
      return { run: () => askAll(cache, keys) };
    });
    console.log(
      `  ${'lru-cache'.padEnd(10)} ${rate.toFixed(1).padStart(6)}   hit ratio ${(hits / REQUESTS).toFixed(4)} (npm)`,
    );
  }
}

function askAll(cache: Cache, keys: Int32Array): number {
  let hits = 0;
  for (const key of keys) {
    if (cache.get(key) === undefined) cache.set(key, 1);
    else hits += 1;
  }
  return hits;
}
