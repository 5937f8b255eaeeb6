import type { Ns } from '../kernel/time.ts';
import type { Intervention } from '../kernel/trace.ts';
import type { Reply } from './exchange.ts';
import type { Client } from './client.ts';
import type { Place } from './network.ts';

/** What is due at a later time. Data, never closures. A request under way waits for one thing at a time, and says itself what that is. */
export type Due =
  | Client
  | { readonly what: 'ask'; readonly city: number; readonly key: number; readonly request: number }
  | { readonly what: 'act'; readonly act: Intervention }
  | { readonly what: 'notice'; readonly place: Place }
  | {
      readonly what: 'purge' | 'push';
      readonly place: Place;
      readonly key: number;
      readonly sentAt: Ns;
      readonly reply: Reply | undefined;
    }
  | { readonly what: 'change'; readonly key: number }
  | { readonly what: 'sample' };
