import { formatHttpDate, parseHttpDate } from '../cache/http-cache/http-date.ts';
import { field, hasField, type Field } from '../http/message.ts';
import { firstField, listMembers, type HttpRequest, type HttpResponse } from '../cache/http-cache/message.ts';
import { weaklyEqual } from '../cache/http-cache/validators.ts';
import { SECOND, type Ns } from '../kernel/time.ts';
import { asBytes } from './message.ts';
import { HOST, PATH, type OriginDeed, type OriginSetup } from './setup.ts';

const NOTHING = new Uint8Array(0);

/** The server whose content it is. It answers conditions and ranges as RFC 9110 §13.2.2 and §14.2 say, and has no cache. */
export class Origin {
  readonly #setup: OriginSetup;
  readonly #epochSeconds: number;
  #modifiedSeconds: number;
  version = 1;
  state: 'up' | 'down' | 'fail' = 'up';
  /** So many requests have come to it. */
  requests = 0;

  constructor(setup: OriginSetup, epochSeconds: number) {
    this.#setup = setup;
    this.#epochSeconds = epochSeconds;
    this.#modifiedSeconds = epochSeconds - setup.modifiedAgoSeconds;
  }

  /** The address of the content as it is now. */
  get url(): string {
    return `https://${HOST}${PATH}${this.#setup.versionedUrl ? `.v${this.version}` : ''}`;
  }

  does(deed: OriginDeed, now: Ns): void {
    if (deed === 'change') this.#change(now);
    else this.state = deed;
  }

  #change(now: Ns): void {
    this.version += 1;
    this.#modifiedSeconds = this.#seconds(now);
  }

  /** The answer; 'refused' where nobody is there to give one. */
  answer(request: HttpRequest, now: Ns): HttpResponse | 'refused' {
    if (this.state === 'down') return 'refused';
    this.requests += 1;
    const date: Field = ['Date', formatHttpDate(this.#seconds(now))];
    if (this.state === 'fail') return { status: 503, fields: [date, ['Content-Length', '0']], body: NOTHING };
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      // What a POST brings changes the content
      this.#change(now);
      return { status: 204, fields: [date], body: NOTHING };
    }
    const whole = this.#whole(request, date);
    if (this.#clientHas(request, whole.fields))
      return { ...whole, status: 304, fields: of304(whole.fields), body: NOTHING };
    const ranged = this.#range(request, whole);
    return request.method === 'HEAD' ? { ...ranged, body: NOTHING } : ranged;
  }

  /** What the reader wrote stands in place of what the origin would say by itself. */
  #whole(request: HttpRequest, date: Field): HttpResponse {
    const { status, fields, etag, lastModified, bodyBytes } = this.#setup;
    const variant = this.#variant(request);
    const tag = `"v${this.version}${variant === '' ? '' : `-${variant}`}"`;
    const own: Field[] = [date, ['Content-Type', 'text/plain'], ['Content-Length', String(bodyBytes)]];
    if (this.#setup.differs === 'language') own.push(['Content-Language', variant]);
    if (this.#setup.differs === 'encoding' && variant !== 'identity') own.push(['Content-Encoding', variant]);
    if (etag !== 'none') own.push(['ETag', etag === 'weak' ? `W/${tag}` : tag]);
    if (lastModified) own.push(['Last-Modified', formatHttpDate(this.#modifiedSeconds)]);
    const kept = own.filter(([name]) => !hasField(fields, name.toLowerCase()));
    const said = status === 200 ? `v${this.version}` : `status ${status}`;
    const text = variant === '' ? said : `${said} ${variant}`;
    return {
      status,
      fields: [...kept, ...fields],
      body: asBytes(`${text} `.padEnd(bodyBytes, '.').slice(0, bodyBytes)),
    };
  }

  /** What of the request the content depends on: 'ko', 'gzip', 'for-a'. */
  #variant({ fields }: HttpRequest): string {
    switch (this.#setup.differs) {
      case 'nothing':
        return '';
      case 'language':
        return /^ko\b/i.test(field(fields, 'accept-language') ?? '') ? 'ko' : 'en';
      case 'encoding': {
        const accepted = listMembers(field(fields, 'accept-encoding') ?? '');
        return ['br', 'gzip'].find((one) => accepted.includes(one)) ?? 'identity';
      }
      case 'user': {
        const named = firstField(fields, 'cookie') ?? firstField(fields, 'authorization') ?? '';
        return `for-${/([a-z])$/.exec(named)?.[1] ?? 'nobody'}`;
      }
    }
  }

  /** RFC 9110 §13.2.2: If-None-Match goes before If-Modified-Since. */
  #clientHas(request: HttpRequest, own: readonly Field[]): boolean {
    if (this.#setup.status !== 200) return false;
    const etags = field(request.fields, 'if-none-match');
    const etag = firstField(own, 'etag');
    if (etags !== undefined)
      return (
        etags === '*' || (etag !== undefined && listMembers(etags).some((one) => weaklyEqual(one, etag)))
      );
    const since = parseHttpDate(firstField(request.fields, 'if-modified-since') ?? '', this.#epochSeconds);
    const modified = parseHttpDate(firstField(own, 'last-modified') ?? '', this.#epochSeconds);
    return since !== undefined && modified !== undefined && modified <= since;
  }

  /** One range, where the condition on it holds (RFC 9110 §13.1.5, §14.2); anything else is answered whole. */
  #range(request: HttpRequest, whole: HttpResponse): HttpResponse {
    const range = /^bytes=(\d+)-(\d*)$/.exec(firstField(request.fields, 'range') ?? '');
    if (!range || whole.status !== 200) return whole;
    const condition = firstField(request.fields, 'if-range');
    if (condition !== undefined && condition !== firstField(whole.fields, 'etag')) return whole;
    const total = whole.body.length;
    const first = Number(range[1]);
    const last = range[2] === '' ? total - 1 : Math.min(Number(range[2]), total - 1);
    if (first > last) return whole;
    const fields = whole.fields.map(([name, value]): Field => [
      name,
      name === 'Content-Length' ? String(last - first + 1) : value,
    ]);
    return {
      status: 206,
      fields: [...fields, ['Content-Range', `bytes ${first}-${last}/${total}`]],
      body: whole.body.slice(first, last + 1),
    };
  }

  #seconds = (now: Ns): number => this.#epochSeconds + Math.floor(now / SECOND);
}

/** RFC 9110 §15.4.5: a 304 repeats what a cache has to renew, and leaves out what describes a body. */
const of304 = (fields: readonly Field[]): Field[] =>
  fields.filter(
    ([name]) =>
      !/^(content-(type|length|language|encoding)|last-modified)$/i.test(name) ||
      isOnlyValidator(name, fields),
  );
const isOnlyValidator = (name: string, fields: readonly Field[]): boolean =>
  name.toLowerCase() === 'last-modified' && !hasField(fields, 'etag');
