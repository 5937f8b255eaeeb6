import { cities } from '#engine/cdn/cities.ts';
import type { CdnEvent } from '#engine/cdn/events.ts';
import type { Arrival, CdnSetup } from '#engine/cdn/setup.ts';
import { SideBySide } from '#engine/cdn/side-by-side.ts';
import { listed } from '#engine/cdn/workload.ts';
import { SECOND } from '#engine/kernel/time.ts';

export const city = (id: string): number => cities.findIndex((one) => one.id === id);

/** Requests as a test writes them: 'seoul A 1.5' is a request from Seoul for A after a second and a half. */
export const requests = (...lines: readonly string[]): readonly Arrival[] =>
  lines.map((line) => {
    const [from, key, at] = line.split(' ') as [string, string, string];
    return { at: Math.round(Number(at) * SECOND), city: city(from), key: key.charCodeAt(0) - 65 };
  });

/** Six edges, the origin in Washington, everything plain. */
export function setup(arrivals: readonly Arrival[], own: Partial<CdnSetup> = {}): CdnSetup {
  return {
    world: 'a',
    detail: true,
    edges: 6,
    shields: [],
    origin: city('washington'),
    routing: 'anycast',
    dnsTtlNs: 30 * SECOND,
    resolver: null,
    push: false,
    siblings: false,
    collapse: true,
    terms: { maxAge: 60, staleWhileRevalidate: 0, staleIfError: 0, mustRevalidate: false },
    policy: 'lru',
    capacity: 10,
    servers: 1,
    hashing: 'ring',
    objects: 26,
    objectBytes: 100_000,
    originPerSecond: 1000,
    requests: arrivals.length,
    next: listed(arrivals),
    changes: [],
    interventions: [],
    horizonNs: 3600 * SECOND,
    everyNs: SECOND,
    ...own,
  };
}

export function run(...setups: readonly CdnSetup[]): readonly CdnEvent[] {
  const both = new SideBySide(setups);
  while (both.advance(1000));
  return both.result().events;
}

/** The figures at the end. */
export const figures = (events: readonly CdnEvent[], world = 'network'): Record<string, number> =>
  events.findLast(({ where, set }) => where === world && set && 'served' in set)!.set as Record<
    string,
    number
  >;

/** What became of each request, in the order of the answers: 'edge', 'origin', 'collapsed', 'failed', ... */
export const fates = (events: readonly CdnEvent[]): readonly string[] =>
  events.flatMap((event) =>
    event.kind === 'served' ? [String(event['found'])] : event.kind === 'failed' ? ['failed'] : [],
  );
