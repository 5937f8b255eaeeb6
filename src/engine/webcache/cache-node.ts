import type { Because } from '../cache/http-cache/because.ts';
import type { HttpCacheConfig } from '../cache/http-cache/config.ts';
import { HttpCache } from '../cache/http-cache/http-cache.ts';
import type { Manner } from '../cache/http-cache/asked.ts';
import type { HttpRequest, HttpResponse } from '../cache/http-cache/message.ts';
import type { Completion, Forward, Outcome } from '../cache/http-cache/outcome.ts';
import type { Ns } from '../kernel/time.ts';
import type { Value } from '../kernel/trace.ts';
import type { Verdict } from './events.ts';
import type { Exchange, Reply } from './message.ts';
import { stockOf } from './stock.ts';

/** Who waits for an answer: a neighbour, or the user in front of a browser. */
export type Asker =
  | { readonly kind: 'node'; readonly exchange: Exchange }
  | { readonly kind: 'user'; readonly click: number; readonly user: string };

interface For {
  readonly click: number;
  readonly user: string;
  readonly background: boolean;
}

/** What follows from something that came in, in its order. */
export type Action =
  | ({ readonly kind: 'decide'; readonly verdict: Verdict; readonly because: readonly Because[] } & For)
  | ({ readonly kind: 'learn'; readonly because: readonly Because[] } & For)
  | ({ readonly kind: 'send'; readonly forward: Forward } & For)
  | { readonly kind: 'answer'; readonly to: Asker; readonly response: HttpResponse; readonly source: string };

/** One HTTP cache in the row: it knows for whom each of its tickets is, and of whom it asks. */
export class CacheNode {
  readonly name: string;
  readonly upstream: string;
  readonly cache: HttpCache;
  readonly #askers = new Map<number, Asker>();

  constructor(name: string, upstream: string, config: HttpCacheConfig) {
    this.name = name;
    this.upstream = upstream;
    this.cache = new HttpCache(config);
  }

  stock(): Readonly<Record<string, Value>> {
    return stockOf(this.cache);
  }

  /** A neighbour's request has come. */
  asked(exchange: Exchange, now: Ns): Action[] {
    return this.take({ kind: 'node', exchange }, exchange.request, now);
  }

  take(asker: Asker, request: HttpRequest, now: Ns, as?: Manner): Action[] {
    const outcome = this.cache.request(request, now, as);
    const whose = forOf(asker);
    const actions: Action[] = [
      { kind: 'decide', verdict: verdictOf(outcome), because: outcome.because, ...whose },
    ];
    if (outcome.kind === 'answer') {
      actions.push({ kind: 'answer', to: asker, response: outcome.response, source: this.name });
      if (outcome.background)
        actions.push({ kind: 'send', forward: outcome.background, ...whose, background: true });
      return actions;
    }
    this.#askers.set(outcome.ticket, asker);
    if (outcome.kind === 'forward') actions.push({ kind: 'send', forward: outcome.forward, ...whose });
    return actions;
  }

  /** What became of something that was asked of the neighbour upstream. */
  answered(exchange: Exchange, reply: Reply, now: Ns): Action[] {
    const { forward, click, user, background } = exchange;
    const completion =
      reply === 'refused'
        ? this.cache.failure(forward, now)
        : this.cache.response(forward, reply.response, now);
    const passedOn = reply === 'refused' ? this.name : reply.source;
    return this.#complete(completion, { click, user, background }, passedOn);
  }

  #complete(completion: Completion, whose: For, source: string): Action[] {
    const actions: Action[] = [{ kind: 'learn', because: completion.because, ...whose }];
    const told = new Set(completion.because.map(({ reason }) => reason));
    for (const { ticket, response, because } of completion.answers) {
      const asker = this.#askers.get(ticket);
      if (response.status >= 200) this.#askers.delete(ticket);
      if (!asker) continue;
      const own = because.filter(({ reason }) => !told.has(reason));
      if (own.length > 0) actions.push({ kind: 'learn', because: own, ...forOf(asker) });
      const from = because.some(({ reason }) => INSTEAD.test(reason)) ? this.name : source;
      actions.push({ kind: 'answer', to: asker, response, source: from });
    }
    for (const forward of completion.forwards) actions.push({ kind: 'send', forward, ...whose });
    return actions;
  }
}

/** Nobody upstream gave this answer: it is what this cache has in place of one, or what another request brought. */
const INSTEAD = /^http\.(use-|collapsed|answer-unreachable)/;

function forOf(asker: Asker): For {
  if (asker.kind === 'user') return { click: asker.click, user: asker.user, background: false };
  const { click, user, background } = asker.exchange;
  return { click, user, background };
}

function verdictOf(outcome: Outcome): Verdict {
  if (outcome.kind === 'wait') return 'wait';
  if (outcome.kind === 'answer') return outcome.from === 'fresh' ? 'hit' : outcome.from;
  if (outcome.forward.why === 'method') return 'pass';
  return outcome.forward.validates ? 'revalidate' : 'miss';
}
