/** Decisions a second of the HTTP cache: a million requests over ten thousand addresses, a third of which expire on the way. */
import { PROXY_CACHE } from '#engine/cache/http-cache/config.ts';
import { HttpCache } from '#engine/cache/http-cache/http-cache.ts';
import type { Field } from '#engine/http/message.ts';
import type { HttpResponse } from '#engine/cache/http-cache/message.ts';
import { keysOf } from '#engine/cache/workloads/workload.ts';
import { zipf } from '#engine/cache/workloads/zipf.ts';
import { stream } from '#engine/kernel/random.ts';
import { processed } from './measure.ts';

const ADDRESSES = 10_000;
const REQUESTS = 1_000_000;
const RUNS = 5;
const ASKED: readonly Field[] = [
  ['Host', 'example.org'],
  ['User-Agent', 'bench'],
  ['Accept', '*/*'],
  ['Accept-Encoding', 'gzip, br'],
];

const responseOf = (key: number): HttpResponse => ({
  status: 200,
  fields: [
    ['Content-Type', 'text/plain'],
    ['Content-Length', '64'],
    ['Cache-Control', key % 3 === 0 ? 'public, max-age=30' : 'public, max-age=86400'],
    ['ETag', `"${key}"`],
    ['Vary', 'Accept-Encoding'],
  ],
  body: new Uint8Array(64),
});

export function benchHttpCache(): void {
  const keys = keysOf(zipf, {
    requests: REQUESTS,
    objects: ADDRESSES,
    skewQuarters: 4,
    random: stream(1, 'bench'),
  });
  const urls = Array.from({ length: ADDRESSES }, (_, key) => `https://example.org/object/${key}`);
  const responses = Array.from({ length: ADDRESSES }, (_, key) => responseOf(key));
  const runs = Array.from({ length: RUNS }, () => processed(() => decideAll(keys, urls, responses)));
  const [first] = runs;
  const rate = (seconds: number) => (REQUESTS / seconds / 1e6).toFixed(2);
  console.log(
    `HTTP cache, millions of decisions a second of processor time: ${rate(first!.own)} in the first run ` +
      `(${rate(first!.all)} with the threads that compile and collect), ` +
      `${rate(Math.min(...runs.map(({ own }) => own)))} in the best of ${RUNS}; hit ratio ${(first!.result / REQUESTS).toFixed(4)}`,
  );
}

/** Gives how many were answered from the cache. */
function decideAll(keys: Int32Array, urls: readonly string[], responses: readonly HttpResponse[]): number {
  const cache = new HttpCache(PROXY_CACHE);
  let hits = 0;
  for (let i = 0; i < REQUESTS; i += 1) {
    const key = keys[i]!;
    const now = i * 100_000; // 10,000 requests a second: 100 seconds in all
    const outcome = cache.request({ method: 'GET', url: urls[key]!, fields: ASKED }, now);
    if (outcome.kind === 'answer') hits += 1;
    else if (outcome.kind === 'forward') cache.response(outcome.forward.id, responses[key]!, now);
  }
  return hits;
}
