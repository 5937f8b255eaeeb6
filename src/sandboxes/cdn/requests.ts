import type { CdnEvent } from '#engine/cdn/events.ts';
import type { Run } from '#engine/kernel/trace.ts';

/** What has become of a user's request in one network. `n`: the event that says so. */
export interface Fate {
  readonly n: number;
  /** 'edge', 'collapsed', 'sibling', 'shield', 'origin' or 'failed'. */
  readonly found: string;
  readonly ms: number;
  readonly version: number | undefined;
}
export interface Asked {
  /** Index in the workload; a copy of a duplicated request has the same. */
  readonly request: number;
  readonly n: number;
  readonly city: string;
  readonly key: string;
  readonly dropped: boolean;
  /** In the first network, and in the second. */
  readonly fates: readonly [Fate[], Fate[]];
}

/** Every request of a run, in the order of asking. */
export function requestsOf({ events }: Run<CdnEvent>): readonly Asked[] {
  const found = new Map<number, Asked>();
  for (const event of events) {
    const { kind, n, where, key = '' } = event;
    const request = event.request;
    if (request === undefined) continue;
    if (kind === 'ask' || kind === 'dropped') {
      const city = where.replace(/^(b\/)?users-/, '');
      if (!found.has(request))
        found.set(request, { request, n, city, key, dropped: kind === 'dropped', fates: [[], []] });
    } else if (kind === 'served' || kind === 'failed') {
      const fate: Fate = {
        n,
        found: kind === 'failed' ? 'failed' : String(event['found']),
        ms: Number(event['ms']),
        version: typeof event['version'] === 'number' ? event['version'] : undefined,
      };
      found.get(request)?.fates[where.startsWith('b/') ? 1 : 0].push(fate);
    }
  }
  return [...found.values()];
}

/** The last `count` that have been asked at the playhead. */
export const latest = (all: readonly Asked[], playhead: number, count: number): readonly Asked[] =>
  all.filter(({ n }) => n <= playhead).slice(-count);
