import type { CdnEvent } from '#engine/cdn/events.ts';
import type { Run, Value } from '#engine/kernel/trace.ts';
import type { Point } from '#views/time-plot/layout.ts';

export type World = 'a' | 'b';
const prefix = (world: World): string => (world === 'a' ? '' : 'b/');

/** A copy as the view shows it; `left` in whole seconds, 0 and below where it is stale. */
export interface Copy {
  readonly key: string;
  readonly left: number;
  readonly version: number;
}
export interface PlaceState {
  readonly up: boolean;
  readonly connected: boolean;
  /** One list for each of its servers. */
  readonly servers: readonly (readonly Copy[])[];
}
export type Figures = Readonly<Record<string, number>>;

export interface WorldState {
  /** By name without the network. */
  readonly places: ReadonlyMap<string, PlaceState>;
  readonly figures: Figures;
  /** Of a run in samples, for each edge since the sample before. */
  readonly edgeRequests: readonly number[];
  readonly edgeHits: readonly number[];
}

/** Variables of everybody at the playhead: one pass over the trace. */
function variablesAt({ events }: Run<CdnEvent>, playhead: number): Map<string, Record<string, Value>> {
  const found = new Map<string, Record<string, Value>>();
  for (const { n, where, set } of events) {
    if (n > playhead) break;
    if (!set) continue;
    const own = found.get(where);
    if (own) Object.assign(own, set);
    else found.set(where, { ...set });
  }
  return found;
}

export function statesAt(
  run: Run<CdnEvent>,
  playhead: number,
  atNs: number,
  worlds: readonly World[],
): readonly WorldState[] {
  const all = variablesAt(run, playhead);
  const now = Math.floor(atNs / 1e9);
  return worlds.map((world) => {
    const places = new Map<string, PlaceState>();
    for (const [where, state] of all) {
      if (where.startsWith('b/') !== (world === 'b')) continue;
      const name = where.replace('b/', '');
      if (!/^(edge|shield|origin)/.test(name)) continue;
      places.set(name, {
        up: state['up'] !== false,
        connected: state['connected'] !== false,
        servers: Array.from({ length: Number(state['servers'] ?? 0) }, (_, server) =>
          copiesOf(state, server, now),
        ),
      });
    }
    const figures = all.get(`${prefix(world)}network`) ?? {};
    return {
      places,
      figures: figures as unknown as Figures,
      edgeRequests: (figures['edges.requests'] ?? []) as readonly number[],
      edgeHits: (figures['edges.hits'] ?? []) as readonly number[],
    };
  });
}

function copiesOf(state: Readonly<Record<string, Value>>, server: number, now: number): readonly Copy[] {
  const held = (state[`held.${server}`] ?? []) as readonly string[];
  const stale = (state[`stale.${server}`] ?? []) as readonly number[];
  const versions = (state[`version.${server}`] ?? []) as readonly number[];
  return held.map((key, nth) => ({ key, left: stale[nth]! - now, version: versions[nth]! }));
}

/** Curves of one network over the run. */
export interface Curves {
  readonly hit: readonly Point[];
  readonly origin: readonly Point[];
  readonly p50: readonly Point[];
  readonly p95: readonly Point[];
  readonly p99: readonly Point[];
  readonly failed: readonly Point[];
}

/** In samples: of each stretch between two; in detail: of everything so far. `origin` is then a rate and a sum. */
export function curvesOf(run: Run<CdnEvent>, world: World): Curves {
  const own = run.events.filter(
    ({ where, set }) => where === `${prefix(world)}network` && set && 'served' in set,
  );
  const of = (value: (set: Readonly<Record<string, Value>>) => Value | undefined): readonly Point[] =>
    own.map(({ at, set }) => {
      const found = value(set!);
      return { at, value: typeof found === 'number' ? found : null };
    });
  const sampled = own.some(({ kind }) => kind === 'sample');
  // nothing has come to an end: there is no latency
  const recent = (name: string) => of((set) => set[sampled ? `recent.${name}` : name] || null);
  return {
    hit: sampled ? of((set) => set['recent.hitPercent']) : of((set) => hitPercent(set as Figures)),
    origin: of((set) => set[sampled ? 'recent.originPerSecond' : 'originRequests']),
    p50: recent('p50'),
    p95: recent('p95'),
    p99: recent('p99'),
    failed: of((set) => set['failed']),
  };
}

/** Of the requests that were answered, how many the first edge answered from what it held: percent, one decimal; null where there are none. */
export function hitPercent(figures: Figures): number | null {
  const { served = 0, hits = 0 } = figures;
  return served === 0 ? null : Math.round((hits * 1000) / served) / 10;
}

/** Bytes that users got and the origin did not send. Below none where more is pushed than asked for. */
export const savedBytes = ({ userBytes = 0, originBytes = 0 }: Figures): number => userBytes - originBytes;

/** '12.3 MB', '-4.0 MB', '830 kB'. */
export function bytes(count: number): string {
  const sign = count < 0 ? '−' : '';
  const size = Math.abs(count);
  if (size >= 1e9) return `${sign}${(size / 1e9).toFixed(1)} GB`;
  return size >= 1e6 ? `${sign}${(size / 1e6).toFixed(1)} MB` : `${sign}${Math.round(size / 1000)} kB`;
}
