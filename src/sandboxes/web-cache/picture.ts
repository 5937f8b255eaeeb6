import type { Run } from '#engine/kernel/trace.ts';
import type { ChainEvent, Verdict } from '#engine/webcache/events.ts';
import type { Arrow, Tone } from '#views/ladder.ts';

/** Columns of the picture, from left to right; all browsers stand in one. */
export const LANES = ['browser', 'proxy', 'gateway', 'origin'] as const;
export type Lane = (typeof LANES)[number];

export const laneOf = (where: string): string => (where.startsWith('browser-') ? 'browser' : where);
/** 'A', the letter of a browser's user; '' of any other place. */
export const letterOf = (where: string): string => /^browser-(.)$/.exec(where)?.[1]?.toUpperCase() ?? '';

/** Every message as an arrow between columns; with several users, the letter of the one whose it is comes first. */
export function arrowsOf(run: Run<ChainEvent>, several: boolean): Arrow[] {
  const ended = new Map<number, { at: number; lost: boolean }>();
  const users = usersOf(run);
  for (const event of run.events)
    if (event.kind === 'arrive' || event.kind === 'lost')
      ended.set(event.frame, { at: event.at, lost: event.kind === 'lost' });
  return run.events.flatMap((event): Arrow[] => {
    if (event.kind !== 'send') return [];
    const end = ended.get(event.frame);
    const letter = several ? `${users.get(event.frame) ?? ''} ` : '';
    return [
      {
        name: event.name,
        frame: event.frame,
        from: laneOf(event.where),
        to: laneOf(event.to),
        label: letter + event.label,
        sentAt: event.at,
        // What is lost is seen to stop midway
        endAt: end === undefined ? null : end.lost ? event.at + 20e6 : end.at,
        lost: end?.lost ?? false,
        // Dashed: nobody waits for it
        retransmission: event.background,
        corrupt: false,
        copy: false,
        tone: toneOf(event),
      },
    ];
  });
}

const toneOf = ({ message, status }: Extract<ChainEvent, { kind: 'send' }>): Tone => {
  if (message === 'request') return 'syn';
  if (message === 'refusal' || status >= 400) return 'rst';
  return status === 304 ? 'ack' : 'data';
};

/** Letter of the user for whom each frame is: that of the browser that it leaves or reaches, or of the click that it belongs to. */
function usersOf(run: Run<ChainEvent>): ReadonlyMap<number, string> {
  const letters = new Map<number, string>();
  let last = '';
  for (const event of run.events) {
    if (event.kind === 'decide') last = event.user.toUpperCase();
    if (event.kind === 'arrive' && event.message === 'request') last = letters.get(event.frame) ?? last;
    if (event.kind !== 'send') continue;
    letters.set(event.frame, letterOf(event.where) || letterOf(event.to) || last);
  }
  return letters;
}

/** What a cache made of a request, or what somebody did at the gateway or the origin: where and when. */
export interface Mark {
  readonly n: number;
  readonly at: number;
  readonly lane: string;
  /** A verdict; or a deed: 'change', 'down', 'purge'. */
  readonly what: Verdict | string;
  /** With 'change': what version it is from then on. */
  readonly version?: number;
}

export const marksOf = (run: Run<ChainEvent>): Mark[] =>
  run.events.flatMap((event): Mark[] => {
    const { n, at } = event;
    if (event.kind === 'decide' && event.final)
      return [{ n, at, lane: laneOf(event.where), what: event.verdict }];
    if (event.kind !== 'click' || (event.where !== 'origin' && event.where !== 'gateway')) return [];
    const version = event.set?.['version'];
    return [
      { n, at, lane: event.where, what: event.what, ...(typeof version === 'number' ? { version } : {}) },
    ];
  });

/** One stored response, as it is at a second of the run. */
export interface Kept {
  readonly path: string;
  /** What of the request it is for; '' where there is no Vary. */
  readonly variant: string;
  readonly status: number;
  readonly etag: string;
  readonly body: string;
  readonly age: number;
  readonly lifetime: number;
  /** Where the lifetime comes from: 'max-age', 'heuristic', 'none', ... */
  readonly from: string;
  readonly state: 'fresh' | 'stale' | 'ask' | 'invalid';
  /** 'first-last' of a part; '' of a whole. */
  readonly part: string;
}

/** What each cache holds at the playhead, caches that hold nothing too, in the order of the row. */
export function stockAt(
  run: Run<ChainEvent>,
  caches: readonly string[],
  playhead: number,
  atNs: number,
): ReadonlyMap<string, readonly Kept[]> {
  const sets = new Map<string, ChainEvent['set']>();
  for (const event of run.events) {
    if (event.n > playhead) break;
    if (event.set && 'borns' in event.set) sets.set(event.where, event.set);
  }
  const seconds = Math.floor(atNs / 1e9);
  return new Map(caches.map((cache) => [cache, rowsOf(sets.get(cache), seconds)]));
}

function rowsOf(set: ChainEvent['set'], seconds: number): Kept[] {
  if (!set) return [];
  const column = <T>(name: string): readonly T[] => set[name] as unknown as readonly T[];
  const borns = column<number>('borns');
  return borns.map((born, i) => {
    const lifetime = column<number>('lifetimes')[i]!;
    const age = Math.max(0, seconds - born);
    const mark = column<string>('marks')[i]!;
    const state =
      mark === 'invalid' ? 'invalid' : mark === 'no-cache' ? 'ask' : age < lifetime ? 'fresh' : 'stale';
    return {
      path: column<string>('paths')[i]!,
      variant: column<string>('variants')[i]!,
      status: column<number>('statuses')[i]!,
      etag: column<string>('etags')[i]!,
      body: column<string>('bodies')[i]!,
      age,
      lifetime,
      from: column<string>('froms')[i]!,
      state,
      part: column<string>('parts')[i]!,
    };
  });
}

/** A click and what came of it, as far as the playhead has come. */
export interface Entry {
  readonly click: number;
  readonly n: number;
  readonly at: number;
  readonly where: string;
  readonly what: string;
  /** What each cache that was asked decided first, in the order of the row. */
  readonly steps: readonly { readonly where: string; readonly verdict: Verdict }[];
  /** Requests that it made at the origin. */
  readonly origin: number;
  /** What the users saw. */
  readonly seen: readonly Extract<ChainEvent, { kind: 'shown' }>[];
  /** Index of its last event so far. */
  readonly last: number;
}

export function journalAt(run: Run<ChainEvent>, playhead: number): Entry[] {
  const entries = new Map<number, { -readonly [K in keyof Entry]: Entry[K] }>();
  for (const event of run.events) {
    if (event.n > playhead) break;
    const entry = entries.get(event.click);
    if (event.kind === 'click' && !entry) {
      const { click, n, at, where, what } = event;
      entries.set(click, { click, n, at, where, what, steps: [], origin: 0, seen: [], last: n });
      continue;
    }
    if (!entry) continue;
    entry.last = event.n;
    if (event.kind === 'decide' && event.final)
      entry.steps = [...entry.steps, { where: event.where, verdict: event.verdict }];
    if (event.kind === 'origin') entry.origin += 1;
    if (event.kind === 'shown') entry.seen = [...entry.seen, event];
  }
  return [...entries.values()];
}

/** Of a crowd, how many decided the same. */
export function stepsOf({ steps }: Entry): { lane: string; verdict: Verdict; times: number }[] {
  const counts = new Map<string, { lane: string; verdict: Verdict; times: number }>();
  for (const { where, verdict } of steps) {
    const lane = laneOf(where);
    const times = (counts.get(`${lane} ${verdict}`)?.times ?? 0) + 1;
    counts.set(`${lane} ${verdict}`, { lane, verdict, times });
  }
  return [...counts.values()];
}

type Decided = Extract<ChainEvent, { kind: 'decide' | 'learn' }>;

/** What was decided for a click, in its order; of a crowd, the same at the same lane is told once. */
export function decisionsOf(
  run: Run<ChainEvent>,
  click: number | undefined,
  playhead: number,
): { first: Decided; times: number }[] {
  const found = new Map<string, { first: Decided; times: number }>();
  for (const event of run.events) {
    if (event.n > playhead) break;
    if (event.click !== click || (event.kind !== 'decide' && event.kind !== 'learn')) continue;
    const key = `${laneOf(event.where)} ${event.reason}`;
    found.set(key, { first: found.get(key)?.first ?? event, times: (found.get(key)?.times ?? 0) + 1 });
  }
  return [...found.values()];
}

/** Index of the last event that follows from the click at this time and place: where a reader looks at what came of it. */
export function endOf(run: Run<ChainEvent>, atNs: number, target: string): number | undefined {
  const clicked = run.events.find((one) => one.kind === 'click' && one.at === atNs && one.where === target);
  if (!clicked) return undefined;
  const shown = run.events.findLast((one) => one.click === clicked.click && one.kind === 'shown');
  return (shown ?? clicked).n;
}
