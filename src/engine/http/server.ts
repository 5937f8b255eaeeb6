import { statusFor, type Fault } from './faults.ts';
import type { Limits } from './limits.ts';
import { LIMITS } from './limits.ts';
import { hasField, sameName, tokensOf, type Fields, type RequestHead } from './message.ts';
import { announced, OutgoingBody, withLength } from './outgoing.ts';
import { Parser, type Parsed } from './parser.ts';
import type { SaidBefore } from './said-before.ts';
import { reasonPhrase } from './status.ts';
import { encodeResponseHead } from './write.ts';

/** `id`: number of the request on this connection, from 0. */
export type ServerEvent =
  | {
      readonly kind: 'request';
      readonly id: number;
      readonly head: RequestHead;
      /** Protocols that the client would switch to, as it named them (RFC 9110 §7.8). */
      readonly upgrade: readonly string[];
      /** The client sends its body once it is told to `proceed`, or tires of waiting (RFC 9110 §10.1.1). */
      readonly expectsContinue: boolean;
    }
  | { readonly kind: 'body'; readonly id: number; readonly bytes: Uint8Array }
  | { readonly kind: 'end'; readonly id: number; readonly trailers: Fields }
  /** After `switch`: bytes of the other protocol. */
  | { readonly kind: 'tunnel'; readonly bytes: Uint8Array }
  /** A request that cannot be read. It has been answered with the fault's status, where its answer had not begun. */
  | { readonly kind: 'fault'; readonly fault: Fault }
  /** The client will send no more. What is owed to it may still be sent. */
  | { readonly kind: 'end-of-stream' };

export interface Answer {
  readonly status: number;
  readonly reason?: string;
  readonly fields: Fields;
}

/** A request and its answer. */
interface Exchange {
  readonly id: number;
  readonly head: RequestHead;
  stays: boolean;
  /** The client waits to be told to go on. */
  expects: boolean;
  received: boolean;
  body: OutgoingBody | undefined;
  /** Of the answer, as long as it is not its turn. */
  readonly waiting: Uint8Array[];
  done: boolean;
}

/** The server's end of a connection (RFC 9112): bytes in, requests out; answers in, in any order; bytes out, in the order of the requests (§9.3.2). */
export class HttpServer {
  readonly #parser: Parser;
  readonly #limits: Limits;
  /** Not wholly answered, in order; the first is being sent. */
  readonly #open: Exchange[] = [];
  #out: Uint8Array[] = [];
  #next = 0;
  /** Whose request is being read. */
  #reading: Exchange | undefined;
  /** Nothing more is read as a request: somebody has said close, something is wrong, the stream is over. */
  #last = false;
  #closed = false;
  #tunnel = false;

  /** `before` for a connection that will bring many requests. */
  constructor(limits: Partial<Limits> = {}, before?: SaidBefore) {
    this.#limits = { ...LIMITS, ...limits };
    this.#parser = new Parser('request', limits, undefined, before);
  }

  /** Too many requests wait for their answers, or for one that may switch protocols: who has the bytes should leave them where they are. */
  get full(): boolean {
    return this.#parser.heldBytes > this.#limits.sectionBytes;
  }
  /** The connection is to be closed, once what `take` gives is sent. */
  get closes(): boolean {
    return this.#closed || (this.#last && this.#open.length === 0 && !this.#tunnel);
  }

  receive(bytes: Uint8Array): ServerEvent[] {
    if (this.#tunnel) return bytes.length > 0 ? [{ kind: 'tunnel', bytes }] : [];
    if (this.#last && !this.#reading) return [];
    return this.#told(this.#parser.push(bytes));
  }
  /** Requests that have been waiting for an answer to others: to be called after answers. */
  more(): ServerEvent[] {
    return this.#tunnel ? [] : this.#told([]);
  }
  end(): ServerEvent[] {
    const events = this.#told(this.#parser.end());
    this.#last = true;
    this.#tunnel = false;
    return [...events, { kind: 'end-of-stream' }];
  }

  /** 100 (Continue), where the client waits for it. */
  proceed(id: number): boolean {
    const exchange = this.#find(id);
    if (!exchange?.expects || exchange.body) return false;
    exchange.expects = false;
    this.#send(exchange, [
      encodeResponseHead({ status: 100, reason: reasonPhrase(100), minor: 1, fields: [] }),
    ]);
    return true;
  }

  /**
   * Begins an answer; with `body` it is whole. How it is framed and what becomes of the connection is said here (RFC 9112 §6, §9.3);
   * fields may announce Content-Length. False where the request is no longer there to be answered, or has been.
   */
  respond(id: number, answer: Answer, body?: Uint8Array): boolean {
    if (answer.status < 200) throw new Error('1xx is for proceed and switch');
    const exchange = this.#find(id);
    if (!exchange || exchange.body) return false;
    const bodiless = isBodiless(exchange.head, answer.status);
    const fields = body && !bodiless ? withLength(answer.fields, body.length) : answer.fields;
    // The client takes all that follows for a tunnel's, and there is none: `switch` opens one
    if (isTunnel(exchange.head, answer.status)) exchange.stays = false;
    exchange.body = this.#framed(exchange, answer.status, fields);
    if (!this.#stays(exchange, fields)) exchange.stays = false;
    const head = this.#head(exchange, { ...answer, fields });
    this.#send(exchange, [head]);
    if (body) this.#send(exchange, exchange.body.write(body));
    if (body || exchange.body.done) this.finish(id);
    return true;
  }
  write(id: number, bytes: Uint8Array): boolean {
    const exchange = this.#find(id);
    if (!exchange?.body) return false;
    this.#send(exchange, exchange.body.write(bytes));
    return true;
  }
  finish(id: number, trailers: Fields = []): boolean {
    const exchange = this.#find(id);
    if (!exchange?.body) return false;
    this.#send(exchange, exchange.body.finish(trailers));
    exchange.done = true;
    this.#advance();
    return true;
  }

  /** Switches protocols, with 101, or with 2xx to CONNECT: what follows is not HTTP/1. Gives what of it has come already. */
  switch(id: number, answer: Answer): Uint8Array | undefined {
    const exchange = this.#find(id);
    if (!exchange || exchange.body || !exchange.received || this.#open[0] !== exchange) return undefined;
    const { status, reason = reasonPhrase(status) } = answer;
    // RFC 9110 §8.6, RFC 9112 §6.1: neither stands in 1xx, nor in 2xx to CONNECT
    const fields = answer.fields.filter(
      ([name]) => !sameName(name, 'content-length') && !sameName(name, 'transfer-encoding'),
    );
    this.#out.push(encodeResponseHead({ status, reason, minor: 1, fields }));
    this.#open.shift();
    this.#tunnel = true;
    return this.#parser.handOver();
  }

  /** What is to be sent, in order. */
  take(): Uint8Array[] {
    const out = this.#out;
    this.#out = [];
    return out;
  }

  #find(id: number): Exchange | undefined {
    return this.#open.find((one) => one.id === id && !one.done);
  }

  #told(first: readonly Parsed[]): ServerEvent[] {
    const events: ServerEvent[] = [];
    let parsed = first;
    for (;;) {
      for (const one of parsed) this.#tell(one, events);
      if (!this.#goesOn()) return events;
      parsed = this.#parser.resume();
      if (parsed.length === 0) return events;
    }
  }

  /** Whether the next request may be read: not behind one that may switch protocols, and not too far ahead of the answers. */
  #goesOn(): boolean {
    if (this.#last || this.#reading || this.#parser.over) return false;
    const before = this.#open.at(-1);
    const mayTunnel =
      before !== undefined && (before.head.method === 'CONNECT' || this.#asksToSwitch(before));
    return !mayTunnel && this.#open.length < this.#limits.waiting;
  }
  #asksToSwitch = ({ head }: Exchange): boolean => head.minor === 1 && hasField(head.fields, 'upgrade');

  #tell(one: Parsed, events: ServerEvent[]): void {
    const reading = this.#reading;
    if (one.kind === 'request') events.push(this.#request(one));
    else if (one.kind === 'fault') {
      events.push({ kind: 'fault', fault: one.fault });
      this.#refuse(one.fault);
    } else if (one.kind === 'body') {
      reading!.expects = false;
      events.push({ kind: 'body', id: reading!.id, bytes: one.bytes });
    } else if (one.kind === 'end') {
      reading!.received = true;
      this.#reading = undefined;
      // RFC 9112 §9.6: nothing is read behind the client's close
      if (!reading!.stays) this.#last = true;
      events.push({ kind: 'end', id: reading!.id, trailers: one.trailers });
    }
  }

  #request({ head, persists, framing, marks }: Extract<Parsed, { kind: 'request' }>): ServerEvent {
    const id = this.#next++;
    const hasBody = framing.body === 'chunked' || (framing.body === 'length' && framing.bytes > 0);
    // RFC 9110 §10.1.1: from HTTP/1.0, or without a body, it means nothing
    const expectsContinue = head.minor === 1 && hasBody && tokensOf(marks.expect).includes('100-continue');
    this.#reading = {
      ...{ id, head, stays: persists, expects: expectsContinue, received: false },
      ...{ body: undefined, waiting: [], done: false },
    };
    this.#open.push(this.#reading);
    // RFC 9110 §7.8: in HTTP/1.0 it is to be ignored; and it counts only where Connection names it
    const named = head.minor === 1 && tokensOf(marks.connection).includes('upgrade');
    const upgrade =
      named && marks.upgrade !== undefined ? marks.upgrade.split(',').map((each) => each.trim()) : [];
    return { kind: 'request', id, head, upgrade, expectsContinue };
  }

  /** Answers what cannot be read, in its turn, and reads no more. */
  #refuse(fault: Fault): void {
    this.#last = true;
    let exchange = this.#reading;
    this.#reading = undefined;
    if (!exchange) {
      const head: RequestHead = { method: 'GET', target: '/', minor: 1, fields: [] };
      exchange = {
        ...{ id: this.#next++, head, stays: false, expects: false, received: false },
        ...{ body: undefined, waiting: [], done: false },
      };
      this.#open.push(exchange);
    }
    exchange.stays = false;
    if (!this.respond(exchange.id, { status: statusFor(fault.code), fields: [] }, new Uint8Array(0)))
      this.#abandon(exchange);
  }

  /** Its answer had begun: it is left as it is, and the connection's end says that it is not whole. */
  #abandon(exchange: Exchange): void {
    exchange.done = true;
    this.#advance();
  }

  #framed({ head }: Exchange, status: number, fields: Fields): OutgoingBody {
    const length = announced(fields);
    // RFC 9112 §6.3 rule 1
    if (isBodiless(head, status) || head.method === 'HEAD') return new OutgoingBody('none');
    if (typeof length === 'number') return new OutgoingBody('length', length);
    // RFC 9112 §6.1: an HTTP/1.0 client does not know chunks; the end of the connection ends the body
    return new OutgoingBody(head.minor === 0 ? 'until-close' : 'chunked');
  }

  /** RFC 9112 §9.3, and what we have said ourselves. A body that is not going to be asked for cannot be waited for (RFC 9110 §10.1.1). */
  #stays({ stays, expects, body }: Exchange, fields: Fields): boolean {
    const said = fields.some(
      ([name, value]) => sameName(name, 'connection') && tokensOf(value).includes('close'),
    );
    return stays && !said && !expects && body!.sending !== 'until-close';
  }

  #head(exchange: Exchange, { status, reason = reasonPhrase(status), fields }: Answer): Uint8Array {
    // Ours to say
    const others = fields.filter(([name]) => !sameName(name, 'transfer-encoding'));
    // RFC 9110 §8.6: not beside 204, nor 2xx to CONNECT
    const lengthless = status === 204 || isTunnel(exchange.head, status);
    const all = lengthless ? others.filter(([name]) => !sameName(name, 'content-length')) : others;
    if (exchange.body!.sending === 'chunked') all.push(['Transfer-Encoding', 'chunked']);
    if (!hasField(all, 'connection')) {
      if (!exchange.stays) all.push(['Connection', 'close']);
      // RFC 9112 §9.3 and appendix C.2.2: to HTTP/1.0 it has to be said
      else if (exchange.head.minor === 0) all.push(['Connection', 'keep-alive']);
    }
    return encodeResponseHead({ status, reason, minor: 1, fields: all });
  }

  #send(exchange: Exchange, pieces: readonly Uint8Array[]): void {
    if (this.#open[0] === exchange) this.#out.push(...pieces);
    else exchange.waiting.push(...pieces);
  }

  /** Lets go of answers that are whole, and sends what waited behind them. */
  #advance(): void {
    for (let first = this.#open[0]; first?.done; first = this.#open[0]) {
      this.#open.shift();
      if (!first.stays) {
        // RFC 9112 §9.6: nothing follows an answer that says close
        this.#last = this.#closed = true;
        this.#open.length = 0;
        return;
      }
      const next = this.#open[0];
      if (next) this.#out.push(...next.waiting.splice(0));
    }
  }
}

/** RFC 9112 §6.3 rule 2: fields of length count for nothing. */
const isTunnel = (head: RequestHead, status: number): boolean => head.method === 'CONNECT' && status < 300;

/** RFC 9112 §6.3 rules 1 and 2. */
const isBodiless = (head: RequestHead, status: number): boolean =>
  status < 200 || status === 204 || status === 304 || isTunnel(head, status);
