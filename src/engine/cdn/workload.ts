import type { Workload } from '../cache/workloads/workload.ts';
import { stream } from '../kernel/random.ts';
import { SECOND, type Ns } from '../kernel/time.ts';
import type { Arrival, NextArrival } from './setup.ts';

export interface CrowdSetup {
  readonly seed: number;
  readonly requests: number;
  readonly perSecond: number;
  /** Users are in the first so many cities, as many in each. */
  readonly cities: number;
  readonly objects: number;
  /** Zipf's exponent, in quarters. */
  readonly skewQuarters: number;
  /** A flash crowd: of a run's requests the last three quarters come ten times as fast, and nine in ten of them are for object 0, which nobody has asked for before. */
  readonly flash: boolean;
}

const FLASH_TIMES = 10;

/** Requests by popularity, from all cities alike, evenly spread in time but for a jitter of up to the whole gap between two. */
export function crowd(popularity: Workload, setup: CrowdSetup): NextArrival {
  const { seed, requests, perSecond, cities, objects, skewQuarters, flash } = setup;
  // the object of the crowd is none of the others
  const others = flash && objects > 1 ? 1 : 0;
  const keyOf = popularity({
    requests,
    objects: objects - others,
    skewQuarters,
    random: stream(seed, 'cdn/keys'),
  });
  const where = stream(seed, 'cdn/cities');
  const when = stream(seed, 'cdn/times');
  const gap = Math.max(1, Math.floor(SECOND / perSecond));
  const calm = flash ? Math.floor(requests / 4) : requests;
  const quick = Math.max(1, Math.floor(gap / FLASH_TIMES));
  const arrival = { at: 0, city: 0, key: 0 };
  return (index) => {
    const rush = index >= calm;
    const from = rush ? calm * gap + (index - calm) * quick : index * gap;
    arrival.at = from + when.below(rush ? quick : gap);
    arrival.city = where.below(cities);
    const drawn = keyOf(index) + others;
    arrival.key = rush && where.below(10) > 0 ? 0 : drawn;
    return arrival;
  };
}

/** When the last request of a crowd has come at the latest. */
export function crowdNs({
  requests,
  perSecond,
  flash,
}: Pick<CrowdSetup, 'requests' | 'perSecond' | 'flash'>): Ns {
  const gap = Math.max(1, Math.floor(SECOND / perSecond));
  if (!flash) return requests * gap;
  const calm = Math.floor(requests / 4);
  return calm * gap + (requests - calm) * Math.max(1, Math.floor(gap / FLASH_TIMES));
}

/** A list of requests as it stands. */
export const listed =
  (arrivals: readonly Arrival[]): NextArrival =>
  (index) =>
    arrivals[index]!;
