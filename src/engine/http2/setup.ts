import type { EncoderRules } from './hpack/encoder.ts';
import type { Limits } from './limits.ts';
import { INITIAL_SETTINGS, type Settings } from './settings.ts';

export interface Http2Setup {
  readonly role: 'client' | 'server';
  /** What we tell the peer; the rest is as `ours` says. */
  readonly settings?: Partial<Settings>;
  /** What the connection may have under way to us: raised above 65,535 by a WINDOW_UPDATE at the start. */
  readonly connectionWindowBytes?: number;
  /** Credit is given back as data comes; else only by `consumed`. */
  readonly creditAtOnce?: boolean;
  /** Most data in one frame of ours, so that streams take turns. */
  readonly chunkBytes?: number;
  readonly hpack?: Partial<EncoderRules>;
  readonly limits?: Partial<Limits>;
}

/** More streams than this nobody needs at once, nor more header list: both bound our memory (RFC 9113 §6.5.2, §10.5.1). */
const BOUNDS = { MAX_CONCURRENT_STREAMS: 100, MAX_HEADER_LIST_SIZE: 65_536 };

/** What we offer; a client wants nothing pushed (RFC 9113 §8.4). */
export const ours = ({ role, settings }: Http2Setup): Settings => ({
  ...INITIAL_SETTINGS,
  ...BOUNDS,
  ...settings,
  ...(role === 'client' && { ENABLE_PUSH: 0 }),
});
