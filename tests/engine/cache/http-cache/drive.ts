import { SECOND } from '#engine/kernel/time.ts';
import {
  GATEWAY_CACHE,
  PRIVATE_CACHE,
  PROXY_CACHE,
  type HttpCacheConfig,
} from '#engine/cache/http-cache/config.ts';
import { HttpCache } from '#engine/cache/http-cache/http-cache.ts';
import { formatHttpDate } from '#engine/cache/http-cache/http-date.ts';
import type { Field } from '#engine/http/message.ts';
import { firstField, type HttpRequest, type HttpResponse } from '#engine/cache/http-cache/message.ts';
import type { Completion, Outcome } from '#engine/cache/http-cache/outcome.ts';

export const CONFIGS = { private: PRIVATE_CACHE, proxy: PROXY_CACHE, gateway: GATEWAY_CACHE } as const;
export const URL = 'https://example.org/thing';

/** `Name: value` a line; `Last-Modified: -100` and the like mean so many seconds from now. */
export function fieldsOf(text: string, nowSeconds: number): Field[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const colon = line.indexOf(':');
      const [name, value] = [line.slice(0, colon), line.slice(colon + 1).trim()];
      const dated = /^(Date|Expires|Last-Modified|If-Modified-Since)$/i.test(name) && /^[+-]\d+$/.test(value);
      return [name, dated ? formatHttpDate(nowSeconds + Number(value)) : value];
    });
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export interface Answered {
  readonly status: number;
  readonly body: string;
  readonly age: string | undefined;
  readonly response: HttpResponse;
}

/** A cache in front of an origin that answers at once with what the test says next. */
export class Bench {
  readonly cache: HttpCache;
  readonly config: HttpCacheConfig;
  now = 0;
  /** What reached the origin. */
  readonly forwarded: HttpRequest[] = [];

  constructor(kind: keyof typeof CONFIGS, more: Partial<HttpCacheConfig> = {}) {
    this.config = { ...CONFIGS[kind], ...more };
    this.cache = new HttpCache(this.config);
  }

  get seconds(): number {
    return this.config.epochSeconds + Math.floor(this.now / SECOND);
  }
  wait(seconds: number): void {
    this.now += seconds * SECOND;
  }

  request(fields = '', method = 'GET', url = URL): HttpRequest {
    return { method, url, fields: fieldsOf(fields, this.seconds) };
  }
  /** `200 body` and fields below; no Date is added. */
  response(text: string): HttpResponse {
    const [head = '', ...rest] = text.trim().split('\n');
    const [status, ...body] = head.split(' ');
    return {
      status: Number(status),
      fields: fieldsOf(rest.join('\n'), this.seconds),
      body: bytes(body.join(' ')),
    };
  }

  ask(request: HttpRequest): Outcome {
    return this.cache.request(request, this.now);
  }

  /** One request from the client to its answer; the origin answers as `origin` says ('down' is no answer), if it is asked. */
  fetch(
    request: HttpRequest,
    origin = 'down',
  ): { outcome: Outcome; answer: Answered; completion?: Completion } {
    const outcome = this.ask(request);
    if (outcome.kind === 'answer') return { outcome, answer: told(outcome.response) };
    if (outcome.kind === 'wait') throw new Error('the request waits');
    return this.#bring(outcome, outcome.forward.id, outcome.forward.request, origin);
  }

  #bring(outcome: Outcome, id: number, request: HttpRequest, origin: string): ReturnType<Bench['fetch']> {
    this.forwarded.push(request);
    const completion =
      origin === 'down'
        ? this.cache.failure(id, this.now)
        : this.cache.response(id, this.response(origin), this.now);
    const again = completion.forwards[0];
    if (again) return this.#bring(outcome, again.id, again.request, origin);
    const answer = completion.answers.find((one) => one.ticket === outcome.ticket)!;
    return { outcome, answer: told(answer.response), completion };
  }
}

const told = (response: HttpResponse): Answered => ({
  status: response.status,
  body: new TextDecoder().decode(response.body),
  age: firstField(response.fields, 'age'),
  response,
});
