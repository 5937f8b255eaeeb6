import { SECOND, type Ns } from '../kernel/time.ts';
import { EPOCH_SECONDS } from './by-http.ts';
import type { Asked, Completion, Decider, Forward, Held, Outcome, Reply, Terms, Why } from './exchange.ts';
import { UnderWay } from './under-way.ts';

const NONE = -1;
const NOBODY: readonly number[] = [];
const because = (reason: string): Why => ({ reason });
const WHY = {
  fresh: because('http.use-fresh'),
  stale: because('http.use-stale'),
  must: because('http.use-must-revalidate'),
  revalidate: because('http.use-while-revalidate'),
  miss: because('http.forward-miss'),
  only: because('http.answer-only-if-cached'),
  stored: because('http.store-max-age'),
  confirmed: because('http.confirmed'),
  collapsed: because('http.collapsed'),
  ifError: because('http.use-if-error'),
  disconnected: because('http.use-disconnected'),
  instead: because('http.instead-of-error'),
  background: because('http.background-failed'),
  unreachable: because('http.answer-unreachable'),
  notModified: because('http.store-304'),
  status: because('http.store-nothing-says-so'),
  again: because('http.again'),
} as const;
/** What is known of a key: numbers of 32 bits side by side, in one line of the processor's cache. Seconds are since 1970, which goes until 2038. */
const WIDTH = 4;
/** The version held, or NONE. */
const VERSION = 0;
/** When the origin sent it. */
const DATE = 1;
/** When it was received less its age then. Its age at `now` is `now - born`. */
const BORN = 2;
/** The forward that later requests for it wait for, or NONE. */
const COLLAPSING = 3;
const NOTHING: Completion = { answers: [], forwards: [], why: WHY.again, kept: false };

interface Waiting {
  readonly ticket: number;
  readonly asked: Asked;
}
interface Pending {
  readonly key: number;
  /** Null where the cache asks for itself. */
  readonly client: Waiting | null;
  /** The version that it holds and asks about, or NONE. */
  readonly candidate: number;
  readonly since: number;
  readonly waiting: Waiting[];
}

/**
 * The decisions of an HTTP cache (RFC 9111 §4, RFC 5861) on objects that all have the same terms, in typed arrays: for a million requests.
 * It is not a second opinion: tests/engine/cdn/deciders.test.ts holds it to `ByHttp`, decision by decision.
 */
export class ByNumbers implements Decider {
  readonly #terms: Terms;
  readonly #collapse: boolean;
  readonly #known: Int32Array;
  readonly #pending = new UnderWay<Pending>();
  #nextTicket = 0;
  #nextId = 0;

  constructor(terms: Terms, collapse: boolean, objects: number) {
    this.#terms = terms;
    this.#collapse = collapse;
    this.#known = new Int32Array(objects * WIDTH).fill(NONE);
  }

  ask(asked: Asked, onlyIfCached: boolean, now: Ns): Outcome {
    const ticket = this.#nextTicket++;
    const seconds = secondsOf(now);
    // most requests: nothing has to be remembered of them
    if (this.#isFresh(asked.key, seconds)) return this.#hit(ticket, asked, seconds);
    return this.#decide({ ticket, asked }, onlyIfCached, seconds, true);
  }

  answered(id: number, reply: Reply, now: Ns): Completion {
    const pending = this.#take(id);
    if (!pending) return NOTHING;
    const seconds = secondsOf(now);
    const { key, client, candidate, since } = pending;
    const { status, version } = reply;
    if (status === 304 && candidate !== NONE) {
      // §4.3.4: what was asked about still holds, and is as fresh as the answer says
      if (version === candidate) {
        this.#keep(key, reply, since, seconds);
        const served = client && this.#serve(client.asked, seconds);
        return this.#wake(pending, served, WHY.confirmed, true, seconds);
      }
      if (client && client.asked.has.length === 0) return this.#again(pending, seconds);
    }
    if (status >= 500) {
      const instead = this.#instead(pending, seconds, false);
      if (instead) return instead;
    }
    if (status === 200) this.#keep(key, reply, since, seconds);
    const why = status === 200 ? WHY.stored : status === 304 ? WHY.notModified : WHY.status;
    return this.#wake(pending, client && reply, why, status === 200, seconds);
  }

  failed(id: number, now: Ns): Completion {
    const pending = this.#take(id);
    if (!pending) return NOTHING;
    const seconds = secondsOf(now);
    const instead = this.#instead(pending, seconds, true);
    if (instead) return instead;
    const reply: Reply = { status: 504, version: NONE, dateSeconds: seconds, ageSeconds: 0 };
    const answers = everybody(pending).map(({ ticket }) => ({ ticket, reply, why: WHY.unreachable }));
    return { answers, forwards: [], why: WHY.unreachable, kept: false };
  }

  remove(key: number): boolean {
    const had = this.#known[key * WIDTH + VERSION] !== NONE;
    this.#known[key * WIDTH + VERSION] = NONE;
    return had;
  }

  held(key: number): Held | undefined {
    const version = this.#known[key * WIDTH + VERSION]!;
    if (version === NONE) return undefined;
    return {
      key,
      version,
      staleAtNs: (this.#known[key * WIDTH + BORN]! + this.#terms.maxAge - EPOCH_SECONDS) * SECOND,
    };
  }

  /** §4.2: fresh while the lifetime is greater than the age. */
  #isFresh(key: number, seconds: number): boolean {
    return (
      this.#known[key * WIDTH + VERSION] !== NONE &&
      this.#terms.maxAge > seconds - this.#known[key * WIDTH + BORN]!
    );
  }

  #hit(ticket: number, asked: Asked, seconds: number): Outcome {
    const reply = this.#serve(asked, seconds);
    return { ticket, why: WHY.fresh, kind: 'answer', from: 'fresh', reply, background: undefined };
  }

  #decide(client: Waiting, onlyIfCached: boolean, seconds: number, mayWait: boolean): Outcome {
    const { ticket, asked } = client;
    const { key } = asked;
    let why: Why = WHY.miss;
    const version = this.#known[key * WIDTH + VERSION]!;
    if (version !== NONE) {
      if (this.#isFresh(key, seconds)) return this.#hit(ticket, asked, seconds);
      const staleness = seconds - this.#known[key * WIDTH + BORN]! - this.#terms.maxAge;
      const { staleWhileRevalidate, mustRevalidate } = this.#terms;
      if (!mustRevalidate && staleWhileRevalidate > 0 && staleness <= staleWhileRevalidate) {
        const reply = this.#serve(asked, seconds);
        // RFC 5861 §3: one request in the background is enough
        const background =
          this.#known[key * WIDTH + COLLAPSING] !== NONE
            ? undefined
            : this.#forward({ ticket, asked: { key, has: NOBODY } }, version, seconds, true);
        return { ticket, why: WHY.revalidate, kind: 'answer', from: 'stale', reply, background };
      }
      why = mustRevalidate ? WHY.must : WHY.stale;
    }
    if (onlyIfCached) {
      const reply: Reply = { status: 504, version: NONE, dateSeconds: seconds, ageSeconds: 0 };
      return { ticket, why: WHY.only, kind: 'answer', from: 'own', reply, background: undefined };
    }
    const onTheWay = this.#known[key * WIDTH + COLLAPSING]!;
    if (this.#collapse && mayWait && onTheWay !== NONE) {
      this.#pending.get(onTheWay)!.waiting.push(client);
      return { ticket, why, kind: 'wait', forwardId: onTheWay };
    }
    return { ticket, why, kind: 'forward', forward: this.#forward(client, version, seconds, false) };
  }

  #forward(client: Waiting, candidate: number, since: number, background: boolean): Forward {
    const { key, has } = client.asked;
    const id = this.#nextId++;
    this.#pending.set(id, { key, client: background ? null : client, candidate, since, waiting: [] });
    const at = key * WIDTH + COLLAPSING;
    if ((background || this.#collapse) && this.#known[at] === NONE) this.#known[at] = id;
    if (candidate === NONE || has.includes(candidate)) return { id, key, has };
    return { id, key, has: [...has, candidate] };
  }

  /** What is held: whole, or 304 where the asker has it (§4.3.2). */
  #serve({ key, has }: Asked, seconds: number): Reply {
    const version = this.#known[key * WIDTH + VERSION]!;
    const ageSeconds = Math.max(0, seconds - this.#known[key * WIDTH + BORN]!);
    const status = has.includes(version) ? 304 : 200;
    return { status, version, dateSeconds: this.#known[key * WIDTH + DATE]!, ageSeconds };
  }

  #keep(key: number, { version, dateSeconds, ageSeconds }: Reply, since: number, seconds: number): void {
    // §4.2.3: corrected_initial_age, from the Date or from the Age and the way there and back, whichever is more
    const initialAge = Math.max(0, seconds - dateSeconds, ageSeconds + (seconds - since));
    const at = key * WIDTH;
    this.#known[at + VERSION] = version;
    this.#known[at + DATE] = dateSeconds;
    this.#known[at + BORN] = seconds - initialAge;
  }

  /** RFC 5861 §4, RFC 9111 §4.2.4: something stale for all who wait, or for nobody. */
  #instead(pending: Pending, seconds: number, disconnected: boolean): Completion | undefined {
    const { key, client } = pending;
    const { staleIfError, mustRevalidate, maxAge } = this.#terms;
    const all = everybody(pending);
    if (all.length > 0) {
      if (this.#known[key * WIDTH + VERSION] === NONE || mustRevalidate) return undefined;
      const within = staleIfError > 0 && seconds - this.#known[key * WIDTH + BORN]! - maxAge <= staleIfError;
      if (!within && !disconnected) return undefined;
      const why = within ? WHY.ifError : WHY.disconnected;
      const answers = all.map(({ ticket, asked }) => ({ ticket, reply: this.#serve(asked, seconds), why }));
      return { answers, forwards: [], why: client ? WHY.instead : WHY.background, kept: false };
    }
    return { answers: [], forwards: [], why: WHY.background, kept: false };
  }

  /** Those who waited look again; whom it does not serve is sent on. */
  #wake(pending: Pending, reply: Reply | null, why: Why, kept: boolean, seconds: number): Completion {
    const { client, waiting } = pending;
    const answers = client && reply ? [{ ticket: client.ticket, reply, why }] : [];
    const forwards: Forward[] = [];
    for (const one of waiting) {
      const outcome = this.#decide(one, false, seconds, false);
      if (outcome.kind === 'forward') forwards.push(outcome.forward);
      if (outcome.kind !== 'answer') continue;
      if (outcome.background) forwards.push(outcome.background);
      answers.push({ ticket: one.ticket, reply: outcome.reply, why: WHY.collapsed });
    }
    return { answers, forwards, why, kept };
  }

  /** A 304 about something else than what was asked: once more, without a condition. */
  #again({ client, waiting }: Pending, seconds: number): Completion {
    const forward = this.#forward(client!, NONE, seconds, false);
    this.#pending.get(forward.id)!.waiting.push(...waiting);
    return { answers: [], forwards: [forward], why: WHY.again, kept: false };
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.take(id);
    if (!pending) return undefined;
    const at = pending.key * WIDTH + COLLAPSING;
    if (this.#known[at] === id) this.#known[at] = NONE;
    return pending;
  }
}

/** Whole seconds since 1970 of a simulated time, as an integer of 32 bits, which an object holds without a box of its own. */
export const secondsOf = (now: Ns): number => (EPOCH_SECONDS + Math.floor(now / SECOND)) | 0;
const everybody = ({ client, waiting }: Pending): readonly Waiting[] =>
  client ? [client, ...waiting] : waiting;
