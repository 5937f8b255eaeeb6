import { SECOND, type Ns } from '../../kernel/time.ts';
import type { Because } from './because.ts';
import { askedBy, mayCollapse, requestAs, restOf, withoutConditions, type Manner } from './asked.ts';
import { NO_DIRECTIVES } from './cache-control.ts';
import type { HttpCacheConfig } from './config.ts';
import { ageOf, useOf, type Use } from './freshness.ts';
import { invalidated } from './invalidate.ts';
import { insteadOfError } from './instead.ts';
import { sameRepresentation } from './join.ts';
import { keep, update } from './keep.ts';
import { field, hasField, type Field } from '../../http/message.ts';
import { withoutField, type HttpRequest, type HttpResponse } from './message.ts';
import type { Answer, Completion, Forward, ForwardWhy, Outcome, Pending, Waiting } from './outcome.ts';
import { select } from './select.ts';
import { gatewayTimeout, serve } from './serve.ts';
import { passable } from './storable.ts';
import { listOf, Store, type Variants } from './store.ts';
import type { Stored } from './stored.ts';
import { cacheKey } from './uri.ts';
import { confirmed, hasValidator, isConditional, validating } from './validators.ts';

const NOTHING: Completion = { answers: [], forwards: [], because: [] };
/** Reasons to validate that the request gives, not the response. */
const REQUESTED: ReadonlySet<string> = new Set([
  'http.use-request-no-cache',
  'http.use-min-fresh',
  'http.use-request-max-age',
]);

/**
 * An HTTP cache (RFC 9111), without input or output of its own: a request and a time go in; what comes out is an answer, a request
 * to send on, or a wait; the origin's answer and a time go in, and what comes out are answers. `now` in ns; it never runs backwards.
 */
export class HttpCache {
  readonly config: HttpCacheConfig;
  readonly store: Store;
  readonly #pending = new Map<number, Pending>();
  /** Key -> the forward that later requests for it wait for. */
  readonly #collapsing = new Map<string, number>();
  #nextId = 0;
  #nextTicket = 0;

  constructor(config: HttpCacheConfig) {
    this.config = config;
    this.store = new Store(config.capacityBytes);
  }

  /** `as`: what the user of a browser did for it; without, it is a request like any other. */
  request(request: HttpRequest, now: Ns, as?: Manner): Outcome {
    const settled = as === 'reload' && this.#isSettled(request, now);
    const sent = settled ? request : requestAs(request, as);
    const client = { ticket: this.#nextTicket++, request: sent, asked: askedBy(sent) };
    const outcome = this.#decide(client, now, as, true);
    return settled ? { ...outcome, because: [{ reason: 'http.use-immutable' }] } : outcome;
  }

  /** RFC 8246 §2: a reload is not to ask whether what is immutable and fresh has changed. */
  #isSettled(request: HttpRequest, now: Ns): boolean {
    const stored = select(this.store.at(cacheKey(request.url)), request);
    if (stored?.directives.immutable !== true) return false;
    return useOf(this.config, stored, NO_DIRECTIVES, this.#seconds(now)).kind === 'fresh';
  }

  /** The origin's answer to a forwarded request. An id that is unknown, or was answered before, changes nothing. */
  response(id: number, response: HttpResponse, now: Ns): Completion {
    if (isInterim(response)) return this.#interim(id, response);
    const pending = this.#take(id);
    if (!pending) return NOTHING;
    const seconds = this.#seconds(now);
    const { request } = pending;
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return this.#answeredOther(pending, response, now);
    if (response.status === 304 && pending.candidates.length > 0) {
      const stored = confirmed(response.fields, pending.candidates, seconds);
      if (stored) return this.#answeredConfirmed(pending, stored, response, now);
      // A 304 about something else: if the client did not ask for it, it must be asked again without our validators
      if (pending.client && !isConditional(pending.client.request)) return this.#again(pending, now);
    }
    if (response.status >= 500) {
      const instead = insteadOfError(this.config, this.store, pending, seconds, response.status);
      if (instead) return instead;
    }
    return request.method === 'HEAD'
      ? this.#answeredHead(pending, response, now)
      : this.#answeredGet(pending, response, now);
  }

  /** RFC 9110 §15.2: passed on to who asked, and never stored; the final answer is still to come. */
  #interim(id: number, response: HttpResponse): Completion {
    const client = this.#pending.get(id)?.client;
    if (!client) return NOTHING;
    const because = [{ reason: 'http.store-interim', with: { status: response.status } }];
    return { answers: [{ ticket: client.ticket, response, because }], forwards: [], because };
  }

  /** No answer came. What is stale may stand in (§4.2.4); or else it is 504. */
  failure(id: number, now: Ns): Completion {
    const pending = this.#take(id);
    if (!pending) return NOTHING;
    const instead = insteadOfError(this.config, this.store, pending, this.#seconds(now), null);
    if (instead) return instead;
    const because: Because[] = [{ reason: 'http.answer-unreachable' }];
    const response = gatewayTimeout(this.config, this.#seconds(now), `fwd=${pending.forward.why}`);
    const tickets = [...(pending.client ? [pending.client] : []), ...pending.waiting];
    return { answers: tickets.map(({ ticket }) => ({ ticket, response, because })), forwards: [], because };
  }

  /** Takes everything stored under the address out. False where there was nothing. */
  purge(url: string): boolean {
    return this.store.remove(cacheKey(url));
  }

  // --- a request

  #decide(client: Waiting, now: Ns, as: Manner | undefined, mayWait: boolean): Outcome {
    const { request, asked, ticket } = client;
    // An address under which something is stored is a key already
    const found = this.store.at(request.url);
    const key = found ? request.url : cacheKey(request.url);
    const readable = request.method === 'GET' || request.method === 'HEAD';
    if (!readable) {
      const because = { reason: 'http.forward-method', with: { method: request.method } };
      return this.#send(client, { key, candidates: [], why: 'method' }, because, now);
    }
    const variants = found ?? this.store.at(key);
    // A hard reload (`force`) leaves aside what is stored, its validators too
    if (as === 'force' && variants)
      return this.#send(client, { key, candidates: [], why: 'request' }, { reason: 'http.use-forced' }, now);
    const stored = select(variants, request);
    const seconds = this.#seconds(now);
    let because: Because = { reason: variants ? 'http.forward-vary' : 'http.forward-miss' };
    let why: ForwardWhy = variants ? 'vary-miss' : 'uri-miss';
    if (stored) {
      const use: Use =
        as === 'history' ? fromHistory(stored, seconds) : useOf(this.config, stored, asked, seconds);
      if (use.kind !== 'validate') {
        const answer = this.#answer(client, stored, use, key, now);
        if (answer) return answer;
        because = { reason: 'http.forward-part' };
        why = 'partial';
      } else {
        because = use.because;
        why = REQUESTED.has(use.because.reason) ? 'request' : 'stale';
      }
    }
    if (asked.onlyIfCached) {
      const response = gatewayTimeout(this.config, seconds, 'detail=only-if-cached');
      return {
        ticket,
        kind: 'answer',
        from: 'own',
        response,
        because: [because, { reason: 'http.answer-only-if-cached' }],
      };
    }
    const onTheWay = this.#collapsing.get(key);
    if (this.config.collapse && mayWait && onTheWay !== undefined && mayCollapse(request, asked)) {
      this.#pending.get(onTheWay)!.waiting.push(client);
      return { ticket, kind: 'wait', forwardId: onTheWay, because: [because, { reason: 'http.wait' }] };
    }
    const candidates = candidatesOf(variants, stored);
    return this.#send(client, { key, candidates, why, ...(stored && { stored }) }, because, now);
  }

  /** What is stored, as the answer; undefined where it is a part that is not enough. */
  #answer(
    client: Waiting,
    stored: Stored,
    use: Exclude<Use, { kind: 'validate' }>,
    key: string,
    now: Ns,
  ): Outcome | undefined {
    const seconds = this.#seconds(now);
    const ttl = stored.lifetime - ageOf(stored, seconds);
    const serving = { status: `hit; ttl=${ttl}`, validated: false };
    const response = serve(this.config, stored, client.request, serving, seconds);
    if (!response) return undefined;
    this.store.touch(key);
    const { ticket } = client;
    const answer = { ticket, kind: 'answer', from: use.kind, response, because: [use.because] } as const;
    if (use.kind === 'fresh' || !use.validate || this.#collapsing.has(key)) return answer;
    const own = { ...client, request: withoutConditions(client.request) };
    const candidates = candidatesOf(this.store.at(key), stored);
    const background = this.#forward(own, { key, candidates, why: 'stale', background: true }, now);
    return { ...answer, background };
  }

  #send(client: Waiting, target: Target, because: Because, now: Ns): Outcome {
    const forward = this.#forward(client, target, now);
    const reason = forward.validates ? 'http.forward-validate' : 'http.forward-plain';
    return { ticket: client.ticket, kind: 'forward', forward, because: [because, { reason }] };
  }

  #forward(client: Waiting, { key, candidates, why, stored, background }: Target, now: Ns): Forward {
    const { request, asked } = client;
    const validates = candidates.length > 0;
    const sent = validates ? validating(request, candidates) : restOf(request, stored);
    const forward: Forward = { id: this.#nextId++, request: sent, validates, why };
    const since = this.#seconds(now);
    const answers = background ? null : client;
    this.#pending.set(forward.id, {
      forward,
      key,
      client: answers,
      request,
      asked,
      candidates,
      since,
      waiting: [],
    });
    // Where nothing is collapsed, one validation in the background is still enough
    const alone = background || (this.config.collapse && mayCollapse(request, asked));
    if (alone && !this.#collapsing.has(key)) this.#collapsing.set(key, forward.id);
    return forward;
  }

  // --- an answer

  #answeredGet(pending: Pending, response: HttpResponse, now: Ns): Completion {
    const { client, forward } = pending;
    const seconds = this.#seconds(now);
    const passed = passable(response.fields);
    const { because, stored } = keep(this.config, this.store, pending, response, passed, seconds);
    const answers: Answer[] = [];
    if (client) {
      // The rest of what was stored in part: the client asked for the whole, and gets it
      const completed = response.status === 206 && stored?.status === 200;
      const serving = { status: forwarded(forward, response, true), validated: true };
      const own =
        completed && !hasField(client.request.fields, 'range')
          ? serve(this.config, stored, client.request, serving, seconds)
          : undefined;
      const sent = own ?? this.#passedOn(forward, response, passed, stored !== undefined, seconds);
      answers.push({ ticket: client.ticket, response: sent, because });
    }
    return this.#wake(pending, answers, because, now);
  }

  /** §4.3.4: the 304 says that what is stored holds; its fields take the place of the old ones, and it is as fresh as they say. */
  #answeredConfirmed(pending: Pending, stored: Stored, response: HttpResponse, now: Ns): Completion {
    const seconds = this.#seconds(now);
    const fresh = update(this.config, this.store, pending, stored, response, seconds);
    const because: Because[] = [{ reason: 'http.confirmed' }];
    const answers: Answer[] = [];
    if (pending.client) {
      const serving = { status: forwarded(pending.forward, response, true), validated: true };
      const own = serve(this.config, fresh, pending.client.request, serving, seconds);
      if (own) answers.push({ ticket: pending.client.ticket, response: own, because });
      else return this.#again(pending, now);
    }
    return this.#wake(pending, answers, because, now);
  }

  /** §4.3.5: the answer to a HEAD brings the stored GET up to date, or shows that it is out of date. */
  #answeredHead(pending: Pending, response: HttpResponse, now: Ns): Completion {
    const seconds = this.#seconds(now);
    const because: Because[] = [];
    const stored = select(this.store.at(pending.key), pending.request);
    if (stored && response.status === 200) {
      if (sameRepresentation(stored, response)) {
        update(this.config, this.store, pending, stored, response, seconds);
        because.push({ reason: 'http.head-updates' });
      } else {
        stored.invalid = true;
        because.push({ reason: 'http.head-invalidates' });
      }
    }
    const answers: Answer[] = [];
    if (pending.client) {
      const passed = passable(response.fields);
      const sent = this.#passedOn(pending.forward, response, passed, false, seconds);
      answers.push({ ticket: pending.client.ticket, response: sent, because });
    }
    return this.#wake(pending, answers, because, now);
  }

  /** Any other method: §4.4 invalidates, unless it is safe or failed; a POST may say that it stands for a GET. */
  #answeredOther(pending: Pending, response: HttpResponse, now: Ns): Completion {
    const because: Because[] = [];
    for (const key of invalidated(pending.request, response)) {
      for (const one of this.store.of(key)) one.invalid = true;
      if (this.store.of(key).length > 0) because.push({ reason: 'http.invalidated', with: { key } });
    }
    const seconds = this.#seconds(now);
    const passed = passable(response.fields);
    const kept = keep(this.config, this.store, pending, response, passed, seconds);
    because.push(...kept.because);
    const sent = this.#passedOn(pending.forward, response, passed, kept.stored !== undefined, seconds);
    return { answers: [{ ticket: pending.client!.ticket, response: sent, because }], forwards: [], because };
  }

  /** Those who waited look again: what was stored may serve them; if not, each is sent on by itself. */
  #wake(pending: Pending, answers: Answer[], because: readonly Because[], now: Ns): Completion {
    const forwards: Forward[] = [];
    for (const client of pending.waiting) {
      const outcome = this.#decide(client, now, undefined, false);
      if (outcome.kind === 'forward') forwards.push(outcome.forward);
      if (outcome.kind !== 'answer') continue;
      if (outcome.background) forwards.push(outcome.background);
      const fields = outcome.response.fields.map(([name, value]): Field => [
        name,
        name === 'Cache-Status' ? `${value}; collapsed` : value,
      ]);
      answers.push({
        ticket: client.ticket,
        response: { ...outcome.response, fields },
        because: [{ reason: 'http.collapsed' }, ...outcome.because],
      });
    }
    return { answers, forwards, because };
  }

  /** Asks once more, without validators. */
  #again(pending: Pending, now: Ns): Completion {
    const client = pending.client!;
    const plain = { ...client, request: withoutConditions(client.request) };
    const forward = this.#forward(plain, { key: pending.key, candidates: [], why: pending.forward.why }, now);
    this.#pending.get(forward.id)!.waiting.push(...pending.waiting);
    return { answers: [], forwards: [forward], because: [{ reason: 'http.again' }] };
  }

  /** The origin's response on its way through: with its date, and with what Cache-Status says. */
  #passedOn(
    forward: Forward,
    response: HttpResponse,
    passed: readonly Field[],
    stored: boolean,
    seconds: number,
  ): HttpResponse {
    const { status, body } = response;
    const own: Field[] = hasField(passed, 'date') ? [] : [['Date', this.store.lexicon.date(seconds)]];
    if (!this.config.cacheStatus) return { status, fields: [...passed, ...own], body };
    // RFC 9211 §2: each cache adds itself at the end, the one nearest to the user last
    const before = field(passed, 'cache-status');
    const told = `${this.config.name}; ${forwarded(forward, response, stored)}`;
    own.push(['Cache-Status', before === undefined ? told : `${before}, ${told}`]);
    const others = before === undefined ? passed : withoutField(passed, 'cache-status');
    return { status, fields: [...others, ...own], body };
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    if (!pending) return undefined;
    this.#pending.delete(id);
    if (this.#collapsing.get(pending.key) === id) this.#collapsing.delete(pending.key);
    return pending;
  }

  #seconds = (now: Ns): number => this.config.epochSeconds + Math.floor(now / SECOND);
}

/** Where a request goes, and why. */
interface Target {
  readonly key: string;
  /** Whom to ask about. */
  readonly candidates: readonly Stored[];
  readonly why: ForwardWhy;
  /** What is stored of it, though it is not enough. */
  readonly stored?: Stored;
  /** Nobody waits for it. */
  readonly background?: true;
}

/** The selected response, or, where none was, all that could be meant (§4.3.1). Parts, and what has no validator, cannot be. */
function candidatesOf(variants: Variants | undefined, stored: Stored | undefined): readonly Stored[] {
  const askable = (one: Stored) => hasValidator(one) && one.part === null;
  if (stored) return askable(stored) ? [stored] : [];
  return listOf(variants).filter((one) => askable(one) && one.etag !== undefined);
}

/** §6: what was there is shown, fresh or not. */
function fromHistory(stored: Stored, nowSeconds: number): Exclude<Use, { kind: 'validate' }> {
  const because = { reason: 'http.use-history' };
  if (!stored.invalid && ageOf(stored, nowSeconds) < stored.lifetime) return { kind: 'fresh', because };
  return { kind: 'stale', validate: false, because };
}

/** 101 is the last word of HTTP on its connection (RFC 9110 §15.2.2). */
const isInterim = ({ status }: HttpResponse): boolean => status >= 100 && status < 200 && status !== 101;

const forwarded = (forward: Forward, { status }: HttpResponse, stored: boolean): string =>
  `fwd=${forward.why}; fwd-status=${status}${stored ? '; stored' : ''}`;
