import { cities, cityIds } from '#engine/cdn/cities.ts';
import type { CdnEvent, Freight } from '#engine/cdn/events.ts';
import type { Run } from '#engine/kernel/trace.ts';

/** The map is as wide as it is given room; its height follows. Latitudes stretched as on the 33rd parallel, so that shapes look right in between. */
const NORTH = 78;
const SOUTH = -57;
const STRETCH = 1.2;
export const heightFor = (width: number): number => Math.round(((NORTH - SOUTH) * STRETCH * width) / 360);

/** For a path in half degrees (land.ts). */
export const transformFor = (width: number): string => {
  const half = width / 720;
  return `translate(${width / 2} ${NORTH * STRETCH * 2 * half}) scale(${half} ${-half * STRETCH})`;
};

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Where a place is drawn: users, an edge and the origin of one city a little apart. `where` without its network. */
export function spotOf(where: string, width: number): Spot {
  const name = where.replace(/^(users|edge|shield)-/, '');
  const { lat, lon } = cities[cityIds.indexOf(name)] ?? cities[0]!;
  const x = ((lon / 100 + 180) * width) / 360;
  const y = ((NORTH - lat / 100) * STRETCH * width) / 360;
  if (where.startsWith('users-')) return { x: x - 7, y: y + 7 };
  return where.startsWith('shield-') ? { x: x + 13, y: y - 3 } : { x, y };
}

/** Beside the edge of its city. */
export const originSpot = (city: string, width: number): Spot => {
  const { x, y } = spotOf(`edge-${city}`, width);
  return { x: x - 14, y: y - 4 };
};

/** Cities whose name stands to the left of their edge: others, or the border of the map, are on its right. */
const NAMED_LEFT: ReadonlySet<string> = new Set([
  'seoul',
  'london',
  'san-francisco',
  'chicago',
  'mexico-city',
  'santiago',
  'hong-kong',
  'sydney',
  'auckland',
]);
export const namedLeft = (city: string): boolean => NAMED_LEFT.has(city);

/** A message on its way, as the map draws it. */
export interface Flight {
  readonly id: number;
  readonly what: Freight;
  readonly from: string;
  readonly to: string;
  readonly key: string;
  readonly request: number | undefined;
  readonly at: number;
  readonly untilNs: number;
}

/** Every message of a run, by network. */
export function flightsOf({ events }: Run<CdnEvent>, world: 'a' | 'b'): readonly Flight[] {
  return events.flatMap((event) => {
    if (event.kind !== 'send' || event.where.startsWith('b/') !== (world === 'b')) return [];
    const bare = (where: unknown) => String(where).replace('b/', '');
    return [
      {
        id: event.n,
        what: event['what'] as Freight,
        from: bare(event.where),
        to: bare(event['to']),
        key: event.key ?? '',
        request: event.request,
        at: event.at,
        untilNs: Number(event['untilNs']),
      },
    ];
  });
}

export const inFlight = (flights: readonly Flight[], atNs: number): readonly Flight[] =>
  flights.filter((one) => one.at <= atNs && atNs < one.untilNs);

/** From one place to the other the short way round: over the edge of the map where that is shorter. `shift` is what to add to the goal's x. */
export function wayRound(from: Spot, to: Spot, width: number): number {
  const across = to.x - from.x;
  return across > width / 2 ? -width : across < -width / 2 ? width : 0;
}

/** Where a message is at a share of its way. */
export function along(from: Spot, to: Spot, share: number, width: number): Spot {
  const x = from.x + (to.x + wayRound(from, to, width) - from.x) * share;
  return { x: ((x % width) + width) % width, y: from.y + (to.y - from.y) * share };
}
