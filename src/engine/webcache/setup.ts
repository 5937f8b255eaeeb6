import type { HttpCacheConfig } from '../cache/http-cache/config.ts';
import type { Field } from '../http/message.ts';
import type { Ns } from '../kernel/time.ts';
import type { Intervention } from '../kernel/trace.ts';

/** One user with a browser of their own: 'browser-a'. */
export interface User {
  /** A letter; the browser's name is `browser-${id}`. */
  readonly id: string;
  /** What this user's requests carry besides: a language, a cookie. */
  readonly fields: readonly Field[];
}

/** What a user can do. `back` goes back in history; `cached` asks for what is stored and nothing else (only-if-cached). */
export const USER_DEEDS = ['load', 'reload', 'force', 'back', 'post', 'cached', 'first-half', 'second-half'] as const; // prettier-ignore
/** New content; unreachable; answering 503; well again. */
export const ORIGIN_DEEDS = ['change', 'down', 'fail', 'up'] as const;
export type UserDeed = (typeof USER_DEEDS)[number];
export type OriginDeed = (typeof ORIGIN_DEEDS)[number];

/** Somebody does something, at a time. */
export interface Click {
  readonly at: Ns;
  /** 'browser-a', 'everyone', 'gateway', 'origin', 'clock'. */
  readonly target: string;
  readonly what: string;
}

/** What the origin serves under its one address. */
export interface OriginSetup {
  readonly status: number;
  /** As the reader wrote them; those that the origin makes itself stand before them. */
  readonly fields: readonly Field[];
  readonly etag: 'strong' | 'weak' | 'none';
  readonly lastModified: boolean;
  /** How long before the start the content was changed last, in seconds. */
  readonly modifiedAgoSeconds: number;
  /** Bytes of a body. */
  readonly bodyBytes: number;
  /** By what in the request the content differs. */
  readonly differs: 'nothing' | 'language' | 'encoding' | 'user';
  /** Each version has an address of its own. */
  readonly versionedUrl: boolean;
  /** From a request's arrival to its answer. */
  readonly thinkNs: Ns;
}

/** The row: browsers, a proxy or none, a gateway or none, the origin. Delays are one way, between neighbours of the full row. */
export interface ChainSetup {
  readonly users: readonly User[];
  readonly browser: HttpCacheConfig;
  readonly proxy: HttpCacheConfig | null;
  readonly gateway: HttpCacheConfig | null;
  readonly origin: OriginSetup;
  readonly delaysNs: { readonly access: Ns; readonly transit: Ns; readonly site: Ns };
  readonly clicks: readonly Click[];
  /** 'drop' and 'delay', by a message's name. */
  readonly interventions: readonly Intervention[];
}

export const browserOf = (user: string): string => `browser-${user}`;
export const HOST = 'example.com';
export const PATH = '/news';
