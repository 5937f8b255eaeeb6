/** One cache, in a thread of its own: what runs in it is compiled for this cache alone, as in the process of a server that has one. */
import { parentPort, workerData } from 'node:worker_threads';
import { replay } from '#engine/cache/curve.ts';
import type { PolicyId } from '#engine/cache/eviction/policy.ts';
import { policies } from '#engine/cache/eviction/registry.ts';

export interface Subject {
  /** A policy of ours, or npm's package. */
  readonly id: PolicyId | 'lru-cache';
  readonly capacity: number;
  readonly objects: number;
  readonly keys: Int32Array;
}
/** Undefined where the package is not installed. */
export type Measured = { readonly microseconds: number; readonly hits: number } | undefined;

const ROUNDS = 15;

interface NpmCache {
  get(key: number): number | undefined;
  set(key: number, value: number): unknown;
}

/** Makes what one round asks; the making is not measured. */
async function subject({ id, capacity, objects, keys }: Subject): Promise<(() => () => number) | undefined> {
  if (id !== 'lru-cache') {
    return () => {
      const policy = policies[id]({ capacity, objects, future: keys });
      return () => replay(policy, keys, 0, keys.length);
    };
  }
  // the package is nobody's dependency of ours; where another one brought it, it is the yardstick
  const name = 'lru-cache';
  const found = (await import(name).catch(() => undefined)) as
    { LRUCache: new (options: { max: number }) => NpmCache } | undefined;
  return (
    found &&
    (() => {
      const cache = new found.LRUCache({ max: capacity });
      return () => askAll(cache, keys);
    })
  );
}

function askAll(cache: NpmCache, keys: Int32Array): number {
  let hits = 0;
  for (const key of keys) {
    if (cache.get(key) === undefined) cache.set(key, 1);
    else hits += 1;
  }
  return hits;
}

/** Best of some rounds, by the processor's time of this thread: the machine may be busy, and nothing makes a run faster than it is. */
async function measure(given: Subject): Promise<Measured> {
  const make = await subject(given);
  if (!make) return undefined;
  let best = Infinity;
  let hits = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const run = make();
    const start = process.threadCpuUsage();
    hits = run();
    const { user, system } = process.threadCpuUsage(start);
    best = Math.min(best, user + system);
  }
  return { microseconds: best, hits };
}

parentPort?.postMessage(await measure(workerData as Subject));
