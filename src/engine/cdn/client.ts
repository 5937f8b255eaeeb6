import type { Ns } from '../kernel/time.ts';
import type { Forward, Reply } from './exchange.ts';
import type { Place } from './network.ts';
import type { Shelf } from './shelf.ts';

/** Where what a user gets was found. */
export type Source = 'edge' | 'sibling' | 'shield' | 'origin';

/** A user's request under way. */
export interface Trip {
  readonly kind: 'trip';
  /** What comes of it next, while it is in the queue. */
  what: 'leave' | 'at-edge' | 'at-user' | 'give-up';
  readonly request: number;
  readonly city: number;
  readonly key: number;
  /** Users have browsers' caches, but not here. */
  readonly has: readonly number[];
  readonly askedAt: Ns;
  edge: number;
  /** When the message that is on its way left. */
  sentAt: Ns;
  delivery: Delivery | undefined;
  over: boolean;
}
/** A server's request to another under way. */
export interface Errand {
  readonly kind: 'errand';
  what: 'at-server' | 'origin-done' | 'back' | 'give-up';
  /** Who asks: a place, and which of its servers. */
  readonly at: number;
  readonly server: number;
  readonly shelf: Shelf<Client>;
  readonly forward: Forward;
  /** The user's request that it is for; of an errand in the background too. */
  readonly request: number;
  /** Whom to ask, in this order; all before `turn` have failed or had nothing. */
  readonly targets: readonly number[];
  turn: number;
  sentAt: Ns;
  /** What the origin is about to say. */
  reply: Reply | undefined;
  /** What is on its way back, and since when. */
  delivery: Delivery | undefined;
  answeredAt: Ns;
  over: boolean;
}
export type Client = Trip | Errand;

/** An answer on its way down. */
export interface Delivery {
  readonly by: Place;
  readonly reply: Reply;
  /** Where it was found, as its receiver sees it. */
  readonly source: Source;
  readonly collapsed: boolean;
  readonly stale: boolean;
  /** The origin had replaced this edition when it was sent. */
  outdated: boolean;
}

export const deliveryOf = (
  by: Place,
  reply: Reply,
  source: Source,
  stale = false,
  collapsed = false,
): Delivery => ({ by, reply, source, collapsed, stale, outdated: false });

const WHOLE: Reply = { status: 200, version: 0, dateSeconds: 0, ageSeconds: 0 };
/** A fresh copy from an edge as far as it is counted: one that is current, and one that is not. */
export const hitsOf = (edge: Place): readonly [current: Delivery, outdated: Delivery] => {
  const current = deliveryOf(edge, WHOLE, 'edge');
  return [current, { ...current, outdated: true }];
};

const NOBODY: readonly number[] = [];

/** A user's request that is about to leave for an edge. */
export const tripOf = (request: number, city: number, key: number, edge: number, now: Ns): Trip => ({
  kind: 'trip',
  what: 'leave',
  request,
  city,
  key,
  has: NOBODY,
  askedAt: now,
  edge,
  sentAt: now,
  delivery: undefined,
  over: false,
});

/** What a server of a place asks others for. */
export const errandOf = (
  { index: at, shelves }: Place,
  server: number,
  forward: Forward,
  request: number,
  targets: readonly number[],
  now: Ns,
): Errand => ({
  kind: 'errand',
  what: 'at-server',
  at,
  server,
  shelf: shelves[server]!,
  forward,
  request,
  targets,
  turn: 0,
  sentAt: now,
  reply: undefined,
  delivery: undefined,
  answeredAt: now,
  over: false,
});
