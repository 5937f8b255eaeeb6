import type { Field } from '../http/message.ts';
import type { Stream } from '../kernel/random.ts';
import type { Ns } from '../kernel/time.ts';
import { EventStream } from '../sse/event-stream.ts';
import { decodeUtf8, encodeUtf8 } from '../wire/utf8.ts';
import { OpeningFraming, OwnFraming, type Framing } from './framing.ts';
import { HttpLine } from './http-line.ts';
import type { Calls } from './program.ts';

/** What a user's end needs to know of everything else. */
export interface Around {
  readonly calls: Calls;
  readonly fields: readonly Field[];
  readonly random: Stream;
  /** How many of the server's list this user has: it gets them in the list's order. */
  readonly known: () => number;
  /** Lines have come. */
  readonly lines: (lines: readonly string[], now: Ns) => void;
  /** A file has come. */
  readonly file: (content: Uint8Array, now: Ns) => void;
  /** The server has all of the file. */
  readonly stored: (now: Ns) => void;
  /** A request is sent, with so much content. */
  readonly asks: (contentBytes: number, now: Ns) => void;
  /** So much content is sent over a connection that stays. */
  readonly sends: (contentBytes: number, now: Ns) => void;
}

/** One user's way to the server. */
export interface UserEnd {
  has(connection: number): boolean;
  start(now: Ns): void;
  opened(connection: number, now: Ns): void;
  data(connection: number, bytes: Uint8Array, now: Ns): void;
  lost(connection: number, now: Ns): void;
  /** Asks whether there is anything new. */
  poll(now: Ns): void;
  /** Brings a line to the server. */
  say(line: string, now: Ns): void;
  /** Asks for a file. */
  request(file: number, now: Ns): void;
  store(content: Uint8Array, now: Ns): void;
  hangUp(now: Ns): void;
}

/** Requests and their answers; news by asking (RFC 6202 §1), by a request that is held, or by a response without end. */
export class HttpUser implements UserEnd {
  readonly #around: Around;
  readonly #news: 'poll' | 'long' | 'sse';
  readonly #line: HttpLine;
  /** A held request, or a response without end, has a connection to itself; what is said goes over another. */
  readonly #second: HttpLine;
  readonly #events = new EventStream();

  constructor(around: Around, way: 'close' | 'keep' | 'long' | 'sse') {
    this.#around = around;
    this.#news = way === 'long' || way === 'sse' ? way : 'poll';
    const line = () => new HttpLine(around.calls, around.fields, way === 'close', around.asks);
    this.#line = line();
    this.#second = this.#news === 'poll' ? this.#line : line();
  }
  has(connection: number): boolean {
    return this.#line.has(connection) || this.#second.has(connection);
  }
  start(now: Ns): void {
    if (this.#news !== 'poll') this.#listen(now);
  }
  opened(connection: number, now: Ns): void {
    this.#of(connection).opened(now);
  }
  data(connection: number, bytes: Uint8Array, now: Ns): void {
    this.#of(connection).data(bytes, now);
  }
  lost(connection: number, now: Ns): void {
    this.#of(connection).lost(now);
  }
  poll(now: Ns): void {
    // Who is still waiting for an answer does not ask again
    if (this.#news === 'poll' && this.#line.idle) this.#ask(now);
  }
  say(line: string, now: Ns): void {
    const fields: Field[] = [['Content-Type', 'text/plain']];
    this.#second.ask({ method: 'POST', target: '/messages', fields, body: encodeUtf8(line) }, now);
  }
  request(file: number, now: Ns): void {
    const answered = (body: Uint8Array, at: Ns) => this.#around.file(body, at);
    this.#line.ask({ method: 'GET', target: `/files/${file}`, answered }, now);
  }
  store(content: Uint8Array, now: Ns): void {
    const fields: Field[] = [['Content-Type', 'application/octet-stream']];
    const answered = (_: Uint8Array, at: Ns) => this.#around.stored(at);
    this.#line.ask({ method: 'POST', target: '/files', fields, body: content, answered }, now);
  }
  hangUp(now: Ns): void {
    this.#line.hangUp(now);
    this.#second.hangUp(now);
  }

  #of(connection: number): HttpLine {
    return this.#line.has(connection) ? this.#line : this.#second;
  }
  #ask(now: Ns): void {
    const target = `/messages?after=${this.#around.known()}`;
    const answered = (body: Uint8Array, at: Ns) => {
      this.#around.lines(linesOf(body), at);
      if (this.#news === 'long') this.#ask(at);
    };
    this.#line.ask({ method: 'GET', target, answered }, now);
  }
  #listen(now: Ns): void {
    if (this.#news === 'long') return this.#ask(now);
    const fields: Field[] = [['Accept', 'text/event-stream']];
    // HTML §9.2.4: who comes again says what it has
    if (this.#events.lastEventId !== '') fields.push(['Last-Event-ID', this.#events.lastEventId]);
    const streamed = (bytes: Uint8Array, at: Ns) =>
      this.#around.lines(
        this.#events.take(bytes).map(({ data }) => data),
        at,
      );
    this.#line.ask({ method: 'GET', target: '/events', fields, streamed }, now);
  }
}

const linesOf = (body: Uint8Array): string[] =>
  decodeUtf8(body)
    .split('\n')
    .filter((line) => line !== '');

/** A connection that stays, and messages over it in both directions: WebSocket's frames, or one's own. */
export class ConnectionUser implements UserEnd {
  readonly #around: Around;
  readonly #way: 'ws' | 'raw';
  readonly #framing: Framing;
  #connection: number | undefined;
  #open = false;

  constructor(around: Around, way: 'ws' | 'raw') {
    this.#around = around;
    this.#way = way;
    this.#framing = way === 'ws' ? new OpeningFraming(around.fields, around.random) : new OwnFraming();
  }
  has(connection: number): boolean {
    return connection === this.#connection;
  }
  start(now: Ns): void {
    if (this.#way === 'ws') this.#around.asks(0, now);
    this.#connection = this.#around.calls.connect(now);
  }
  opened(_: number, now: Ns): void {
    this.#open = true;
    this.#flush(now);
  }
  data(_: number, bytes: Uint8Array, now: Ns): void {
    const contents = this.#framing.take(bytes);
    this.#flush(now);
    for (const content of contents) {
      if (typeof content !== 'string') this.#around.file(content, now);
      else if (content === STORED) this.#around.stored(now);
      else this.#around.lines([content], now);
    }
  }
  lost(_: number, now: Ns): void {
    if (this.#connection !== undefined) this.#around.calls.close(this.#connection, now);
    this.#connection = undefined;
  }
  poll(): void {}
  say(line: string, now: Ns): void {
    this.#around.sends(line.length, now);
    this.#framing.put(line);
    this.#flush(now);
  }
  request(file: number, now: Ns): void {
    this.#framing.put(`get ${file}`);
    this.#flush(now);
  }
  store(content: Uint8Array, now: Ns): void {
    this.#around.sends(content.length, now);
    this.#framing.put(content);
    this.#flush(now);
  }
  hangUp(now: Ns): void {
    this.#framing.end();
    this.#flush(now);
  }

  #flush(now: Ns): void {
    const connection = this.#connection;
    if (connection === undefined || !this.#open) return;
    for (const bytes of this.#framing.output()) this.#around.calls.send(connection, bytes, now);
    if (this.#framing.hangsUp) this.#around.calls.close(connection, now);
  }
}

/** What the server says over a connection when it has all of a file. */
export const STORED = 'stored';
