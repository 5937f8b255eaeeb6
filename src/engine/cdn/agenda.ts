import type { Ns } from '../kernel/time.ts';
import type { Intervention } from '../kernel/trace.ts';
import type { Reply } from './exchange.ts';
import type { Client, Delivery, Errand, Place, Trip } from './network.ts';
import type { Arrival } from './setup.ts';

/** What is due at a later time. Data, never closures. */
export type Due =
  | { readonly what: 'ask'; readonly arrival: Arrival; readonly request: number }
  | { readonly what: 'leave'; readonly trip: Trip }
  | { readonly what: 'at-edge'; readonly trip: Trip; readonly sentAt: Ns }
  | { readonly what: 'at-server'; readonly errand: Errand; readonly to: Place }
  | { readonly what: 'origin-done'; readonly errand: Errand; readonly reply: Reply }
  | { readonly what: 'at-user'; readonly trip: Trip; readonly delivery: Delivery; readonly sentAt: Ns }
  | { readonly what: 'back'; readonly errand: Errand; readonly delivery: Delivery; readonly sentAt: Ns }
  | { readonly what: 'give-up'; readonly client: Client }
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
