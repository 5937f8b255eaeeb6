import type { PolicyId } from '#engine/cache/eviction/policy.ts';
import { zipf } from '#engine/cache/workloads/zipf.ts';
import { cityIds } from '#engine/cdn/cities.ts';
import type { CdnEvent } from '#engine/cdn/events.ts';
import type { CdnSetup } from '#engine/cdn/setup.ts';
import { SideBySide } from '#engine/cdn/side-by-side.ts';
import { crowd, crowdNs, listed } from '#engine/cdn/workload.ts';
import { MILLISECOND, SECOND } from '#engine/kernel/time.ts';
import type { Intervention } from '#engine/kernel/trace.ts';
import type { Job, Parameters, Setup } from '#player/model.ts';
import { listOf } from './lists.ts';
import { MOST_IN_DETAIL, MOST_LABELLED, SKEWS, type Beside } from './parameters.ts';
import { scenarios } from './scenarios/all.ts';

/** Samples of a run that is told by them, up to its last request; they are never closer together than `NEAREST`. */
const SAMPLES = 120;
const NEAREST = 10 * MILLISECOND;
/** Everybody's resolver where it is far: whoever is not in Frankfurt is sent astray. */
const FAR = cityIds.indexOf('frankfurt');
/** Cities of the middle tier, the first of which is by the origin's default place. */
const MIDDLE = ['washington', 'frankfurt', 'singapore'].map((id) => cityIds.indexOf(id));

/** What the second network changes; its requests and everything else are the first one's. */
const OTHERWISE: Readonly<Record<Exclude<Beside, 'none'>, Partial<CdnSetup>>> = {
  push: { push: true },
  alone: { collapse: false },
  'no-shield': { shields: [] },
  neither: { collapse: false, shields: [] },
  anycast: { routing: 'anycast' },
  'near-resolver': { resolver: null },
  remainder: { hashing: 'remainder' },
  'no-stale': {},
};

/** Whether the trace has every message and decision, or samples. */
export const inDetail = (given: Parameters): boolean =>
  (given['pattern'] === 'list' || (given['requests'] as number) <= MOST_IN_DETAIL) &&
  (given['objects'] as number) <= MOST_LABELLED;

/** The one or two networks of a setup. Of parameters within bounds; the player sees to that. */
export function networksOf(setup: Setup): readonly CdnSetup[] {
  const first = networkOf(setup);
  const beside = setup.parameters['beside'] as Beside;
  if (beside === 'none') return [first];
  const terms = { ...first.terms, ...(beside === 'no-stale' && { mustRevalidate: true }) };
  // requests are drawn anew, from the same streams
  return [first, { ...networkOf(setup), terms, ...OTHERWISE[beside], world: 'b' }];
}

function networkOf({ scenario, parameters: given, seed, interventions }: Setup): CdnSetup {
  const own = scenarios.find(({ id }) => id === scenario)?.interventions ?? [];
  const number = (id: string) => given[id] as number;
  const list = given['pattern'] === 'list' ? listOf(scenario) : undefined;
  const asked = {
    seed,
    requests: number('requests'),
    perSecond: number('perSecond'),
    cities: cityIds.length,
    objects: number('objects'),
    skewQuarters: SKEWS[given['skew'] as string]!,
    flash: given['pattern'] === 'flash',
  };
  const lastsNs = list ? list.at(-1)!.at : crowdNs(asked);
  const changeAt = number('changeAt');
  return {
    world: 'a',
    detail: inDetail(given),
    edges: Number(given['edges']),
    shields: MIDDLE.slice(0, Number(given['shields'])),
    origin: cityIds.indexOf(given['origin'] as string),
    routing: given['routing'] as CdnSetup['routing'],
    dnsTtlNs: number('dnsTtl') * SECOND,
    resolver: given['resolver'] === 'far' ? FAR : null,
    push: given['mode'] === 'push',
    siblings: given['siblings'] as boolean,
    collapse: given['collapse'] as boolean,
    terms: {
      maxAge: number('ttl'),
      staleWhileRevalidate: number('staleWhileRevalidate'),
      staleIfError: number('staleIfError'),
      mustRevalidate: given['mustRevalidate'] as boolean,
    },
    policy: given['policy'] as PolicyId,
    capacity: number('capacity'),
    servers: number('servers'),
    hashing: given['hashing'] as CdnSetup['hashing'],
    objects: Math.max(asked.objects, ...(list ?? []).map(({ key }) => key + 1)),
    objectBytes: number('objectKb') * 1000,
    originPerSecond: number('originPerSecond'),
    requests: list?.length ?? asked.requests,
    next: list ? listed(list) : crowd(zipf, asked),
    changes: changeAt > 0 ? [{ at: changeAt * SECOND, key: 0 }] : [],
    interventions: [...own, ...interventions].map(meant),
    horizonNs: lastsNs + 30 * SECOND,
    everyNs: Math.max(NEAREST, Math.floor(Math.max(lastsNs, changeAt * SECOND) / SAMPLES)),
  };
}

/** What a reader has somebody do, as the engine names it. */
function meant(one: Intervention): Intervention {
  if (one.act !== 'do') return one;
  const atNs = one.atNs ?? 0;
  const object = /^object-([A-Z])$/.exec(one.target)?.[1];
  if (object) return { act: 'set', target: 'purge', value: object.charCodeAt(0) - 64, atNs };
  const act = one.what === 'stop' ? 'kill' : one.what === 'cut' ? 'down' : 'up';
  return { act, target: one.target, atNs };
}

/** So many requests told by samples take some 30 ms, as does a fifth of them in detail; an object that is pushed to an edge is like one. */
const QUICK = 3000;
const DETAIL = 5;
export const heavy = ({ parameters: given }: Setup): boolean => {
  const number = (id: string) => Number(given[id]);
  const pushes =
    given['mode'] === 'push' || given['beside'] === 'push' ? number('objects') * number('edges') : 0;
  const asked = given['pattern'] === 'list' ? 0 : number('requests');
  const networks = given['beside'] === 'none' ? 1 : 2;
  return (asked + pushes) * networks * (inDetail(given) ? DETAIL : 1) > QUICK;
};

/** Events of the engine in a portion of some 10 ms. */
const PORTION = 10_000;

export function start(setup: Setup): Job<CdnEvent> {
  const networks = new SideBySide(networksOf(setup));
  return {
    get done() {
      return networks.done;
    },
    total: networks.total,
    advance: () => networks.advance(PORTION),
    result: () => networks.result(),
  };
}
