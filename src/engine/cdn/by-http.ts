import type { Because } from '../cache/http-cache/because.ts';
import { GATEWAY_CACHE } from '../cache/http-cache/config.ts';
import { ageOf } from '../cache/http-cache/freshness.ts';
import { HttpCache } from '../cache/http-cache/http-cache.ts';
import { formatHttpDate, parseHttpDate } from '../cache/http-cache/http-date.ts';
import { field, type Field } from '../http/message.ts';
import { firstField, listMembers, type HttpRequest, type HttpResponse } from '../cache/http-cache/message.ts';
import type { Forward as HttpForward } from '../cache/http-cache/outcome.ts';
import { SECOND, type Ns } from '../kernel/time.ts';
import type { Asked, Completion, Decider, Forward, Held, Outcome, Reply, Terms, Why } from './exchange.ts';

/** Simulated time 0, in seconds since 1970. */
export const EPOCH_SECONDS = GATEWAY_CACHE.epochSeconds;

const NO_BODY = new Uint8Array(0);
const HOST = 'https://cdn.example/';
const addressOf = (key: number): string => `${HOST}${key}`;
const KEPT: ReadonlySet<string> = new Set(['http.store-max-age', 'http.confirmed']);

/** The Cache-Control field of every object. */
export function cacheControl({ maxAge, staleWhileRevalidate, staleIfError, mustRevalidate }: Terms): string {
  return [
    `max-age=${maxAge}`,
    ...(staleWhileRevalidate > 0 ? [`stale-while-revalidate=${staleWhileRevalidate}`] : []),
    ...(staleIfError > 0 ? [`stale-if-error=${staleIfError}`] : []),
    ...(mustRevalidate ? ['must-revalidate'] : []),
  ].join(', ');
}

/** One server's cache by RFC 9111 §4: messages with their fields go in and come out. */
export class ByHttp implements Decider {
  readonly #cache: HttpCache;
  readonly #control: string;

  constructor(terms: Terms, collapse: boolean) {
    this.#cache = new HttpCache({ ...GATEWAY_CACHE, name: 'edge', heuristic: false, targets: [], collapse });
    this.#control = cacheControl(terms);
  }

  ask(asked: Asked, onlyIfCached: boolean, now: Ns): Outcome {
    const outcome = this.#cache.request(requestOf(asked, onlyIfCached), now);
    const { ticket, because } = outcome;
    const why = whyOf(because.at(outcome.kind === 'answer' && outcome.from === 'own' ? -1 : 0)!);
    if (outcome.kind === 'wait') return { ticket, why, kind: 'wait', forwardId: outcome.forwardId };
    if (outcome.kind === 'forward')
      return { ticket, why, kind: 'forward', forward: forwardOf(outcome.forward) };
    const { from, response, background } = outcome;
    return {
      ticket,
      why,
      kind: 'answer',
      from,
      reply: replyOf(response),
      background: background && forwardOf(background),
    };
  }

  answered(id: number, reply: Reply, now: Ns): Completion {
    return this.#completed(this.#cache.response(id, this.#responseOf(reply), now));
  }

  failed(id: number, now: Ns): Completion {
    return this.#completed(this.#cache.failure(id, now));
  }

  remove(key: number): boolean {
    return this.#cache.purge(addressOf(key));
  }

  held(key: number): Held | undefined {
    const [stored] = this.#cache.store.of(addressOf(key));
    if (!stored) return undefined;
    const left = stored.lifetime - ageOf(stored, EPOCH_SECONDS);
    return { key, version: versionOf(stored.etag), staleAtNs: left * SECOND };
  }

  #completed({ answers, forwards, because }: ReturnType<HttpCache['response']>): Completion {
    return {
      answers: answers.map((one) => ({
        ticket: one.ticket,
        reply: replyOf(one.response),
        why: whyOf(one.because[0]!),
      })),
      forwards: forwards.map(forwardOf),
      why: whyOf(because[0] ?? { reason: 'http.again' }),
      kept: because.some(({ reason }) => KEPT.has(reason)),
    };
  }

  #responseOf({ status, version, dateSeconds, ageSeconds }: Reply): HttpResponse {
    const error = status >= 500;
    const fields: Field[] = [['Date', formatHttpDate(dateSeconds)]];
    if (ageSeconds > 0) fields.push(['Age', String(ageSeconds)]);
    if (!error) fields.push(['ETag', `"${version}"`], ['Cache-Control', this.#control]);
    return { status, fields, body: NO_BODY };
  }
}

const whyOf = ({ reason, with: numbers }: Because): Why => {
  const { age, lifetime } = numbers ?? {};
  return typeof age === 'number' && typeof lifetime === 'number' ? { reason, age, lifetime } : { reason };
};

const versionOf = (etag: string | undefined): number => (etag === undefined ? -1 : Number(etag.slice(1, -1)));

function requestOf({ key, has }: Asked, onlyIfCached: boolean): HttpRequest {
  const fields: Field[] = [['Host', 'cdn.example']];
  if (has.length > 0) fields.push(['If-None-Match', has.map((version) => `"${version}"`).join(', ')]);
  if (onlyIfCached) fields.push(['Cache-Control', 'only-if-cached']);
  return { method: 'GET', url: addressOf(key), fields };
}

function forwardOf({ id, request }: HttpForward): Forward {
  const tags = field(request.fields, 'if-none-match');
  const has = tags === undefined ? [] : listMembers(tags).map(versionOf);
  return { id, key: Number(request.url.slice(HOST.length)), has };
}

function replyOf({ status, fields }: HttpResponse): Reply {
  return {
    status: status as Reply['status'],
    version: versionOf(firstField(fields, 'etag')),
    dateSeconds: parseHttpDate(firstField(fields, 'date')!, EPOCH_SECONDS)!,
    ageSeconds: Number(firstField(fields, 'age') ?? 0),
  };
}
