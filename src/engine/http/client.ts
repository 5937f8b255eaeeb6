import type { Fault } from './faults.ts';
import { marksOf, persists } from './framing.ts';
import type { Limits } from './limits.ts';
import { hasField, type Fields, type RequestHead, type ResponseHead } from './message.ts';
import { announced, OutgoingBody, withLength } from './outgoing.ts';
import { Parser, type Asked as AskedOf, type Parsed } from './parser.ts';
import type { SaidBefore } from './said-before.ts';
import { encodeRequestHead } from './write.ts';

/** `id`: the number of the request, from 0, that it answers. */
export type ClientEvent =
  /** 1xx: the answer itself is still to come (RFC 9110 §15.2). */
  | { readonly kind: 'interim'; readonly id: number; readonly head: ResponseHead }
  | { readonly kind: 'response'; readonly id: number; readonly head: ResponseHead }
  | { readonly kind: 'body'; readonly id: number; readonly bytes: Uint8Array }
  | { readonly kind: 'end'; readonly id: number; readonly trailers: Fields }
  /** Behind 101 or a successful CONNECT: the connection belongs to another protocol, and these bytes are its first (perhaps none), then its next. */
  | { readonly kind: 'tunnel'; readonly id: number; readonly bytes: Uint8Array }
  /** The connection is of no more use; which requests have had no whole answer. A fault: why. */
  | { readonly kind: 'over'; readonly unanswered: readonly number[]; readonly fault?: Fault };

export type ToSend = Omit<RequestHead, 'minor'> & { readonly minor?: RequestHead['minor'] };

type Asked = AskedOf & { readonly id: number };

/** The client's end of a connection (RFC 9112): requests in, bytes out; bytes in, answers out, each by its request's number. */
export class HttpClient {
  readonly #parser: Parser;
  /** In order; the first is being answered. */
  readonly #asked: Asked[] = [];
  #out: Uint8Array[] = [];
  #next = 0;
  /** The body of the last request, while it is written. */
  #body: OutgoingBody | undefined;
  #interim = false;
  /** No more requests: somebody has said close, or something is wrong. */
  #last = false;
  #over = false;
  #tunnel = false;
  /** The answer that is being read says that the connection ends with it. */
  #ends = false;

  /** `before` for a connection that will bring many answers. */
  constructor(limits: Partial<Limits> = {}, before?: SaidBefore) {
    this.#parser = new Parser('response', limits, () => this.#asked[0], before);
  }

  /** Whether a request may be sent now: before the answers to earlier ones that is pipelining (RFC 9112 §9.3.2). */
  get ready(): boolean {
    return !this.#last && !this.#over && !this.#tunnel && (this.#body?.done ?? true);
  }
  /** Requests whose answers are not whole. */
  get waiting(): number {
    return this.#asked.length;
  }
  /** The connection is to be closed, once what `take` gives is sent. */
  get closes(): boolean {
    return this.#over;
  }

  /**
   * Sends a request. With `body` it is whole, its length is announced; without, a body follows by `write` and `finish` where the
   * fields announce one, else there is none. Gives its number; undefined where none may be sent.
   */
  request(head: ToSend, body?: Uint8Array): number | undefined {
    if (!this.ready) return undefined;
    const fields = body ? withLength(head.fields, body.length) : head.fields;
    const minor = head.minor ?? 1;
    if (minor === 1 && !hasField(fields, 'host')) throw new Error('no Host (RFC 9112 §3.2)');
    const length = announced(fields);
    // RFC 9112 §6.1: only to a server that is known to speak 1.1, and who says 1.0 does not know it
    if (length === 'chunked' && minor === 0) throw new Error('no chunks in HTTP/1.0');
    const id = this.#next++;
    const marks = marksOf(fields);
    this.#asked.push({ id, method: head.method, upgrades: marks.upgrade !== undefined });
    // RFC 9112 §9.6: who has said close sends no more; §9.3.6 of RFC 9110: what follows CONNECT is not HTTP
    if (!persists(marks, minor) || head.method === 'CONNECT') this.#last = true;
    this.#out.push(encodeRequestHead({ method: head.method, target: head.target, minor, fields }));
    this.#body =
      length === 'chunked'
        ? new OutgoingBody('chunked')
        : new OutgoingBody(length ? 'length' : 'none', length);
    if (body) {
      this.#out.push(...this.#body.write(body));
      this.#out.push(...this.#body.finish());
    }
    return id;
  }
  write(bytes: Uint8Array): void {
    if (!this.#over) this.#out.push(...this.#body!.write(bytes));
  }
  finish(trailers: Fields = []): void {
    if (!this.#over) this.#out.push(...this.#body!.finish(trailers));
  }

  /** What is to be sent, in order. */
  take(): Uint8Array[] {
    const out = this.#out;
    this.#out = [];
    return out;
  }

  receive(bytes: Uint8Array): ClientEvent[] {
    return this.#over ? [] : this.#told(this.#parser.push(bytes));
  }
  /** The server will send no more. */
  end(): ClientEvent[] {
    if (this.#over) return [];
    const events = this.#told(this.#parser.end());
    if (!this.#over) events.push(this.#close());
    return events;
  }

  #told(parsed: readonly Parsed[]): ClientEvent[] {
    const events: ClientEvent[] = [];
    for (const one of parsed) {
      if (this.#over) break;
      const id = this.#asked[0]?.id ?? 0;
      if (one.kind === 'fault') events.push(this.#close(one.fault));
      else if (one.kind === 'body' || one.kind === 'tunnel') events.push({ ...one, id });
      else if (one.kind === 'response') this.#response(one, id, events);
      else if (one.kind === 'end') {
        if (this.#interim) this.#interim = false;
        else {
          this.#asked.shift();
          events.push({ kind: 'end', id, trailers: one.trailers });
          if (this.#ends || (this.#last && this.#asked.length === 0)) events.push(this.#close());
        }
      }
    }
    return events;
  }

  #response(one: Extract<Parsed, { kind: 'response' }>, id: number, events: ClientEvent[]): void {
    const { head, framing } = one;
    if (framing.body === 'tunnel') {
      this.#tunnel = true;
      this.#asked.shift();
      events.push({ kind: 'response', id, head }, { kind: 'tunnel', id, bytes: new Uint8Array(0) });
      return;
    }
    this.#interim = head.status < 200;
    if (!this.#interim) {
      this.#ends = !one.persists;
      if (this.#ends) this.#last = true;
    }
    events.push({ kind: this.#interim ? 'interim' : 'response', id, head });
  }

  #close(fault?: Fault): ClientEvent {
    this.#over = this.#last = true;
    const unanswered = this.#asked.map(({ id }) => id);
    this.#asked.length = 0;
    return { kind: 'over', unanswered, ...(fault && { fault }) };
  }
}
