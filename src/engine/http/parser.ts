import { readChunkLine } from './chunk-line.ts';
import type { Fault, FaultCode } from './faults.ts';
import {
  hostFault,
  marksOf,
  persists,
  requestFraming,
  responseFraming,
  type Framing,
  type Marks,
} from './framing.ts';
import { Held } from './held.ts';
import { LIMITS, type Limits } from './limits.ts';
import type { Fields, RequestHead, ResponseHead } from './message.ts';
import { CR } from './octets.ts';
import type { SaidBefore } from './said-before.ts';
import { Section } from './section.ts';
import { readRequestLine, readStatusLine } from './start-line.ts';

/** What a head says beyond itself. */
export interface Framed {
  readonly framing: Framing;
  /** RFC 9112 §9.3, by this message alone. */
  readonly persists: boolean;
  readonly marks: Readonly<Marks>;
}

/** What has come, in order. `body` bytes are a view of what was pushed. */
export type Parsed =
  | ({ readonly kind: 'request'; readonly head: RequestHead } & Framed)
  | ({ readonly kind: 'response'; readonly head: ResponseHead } & Framed)
  | { readonly kind: 'body'; readonly bytes: Uint8Array }
  /** The message is whole. `trailers`: of a chunked one (RFC 9110 §6.5), never to be taken for fields of the head. */
  | { readonly kind: 'end'; readonly trailers: Fields }
  /** What follows is no HTTP/1 any more: bytes of another protocol (RFC 9110 §7.8, §9.3.6). */
  | { readonly kind: 'tunnel'; readonly bytes: Uint8Array }
  | { readonly kind: 'fault'; readonly fault: Fault };

/** The request that the next response is for: where the response ends depends on it (RFC 9112 §6.3). */
export interface Asked {
  readonly method: string;
  /** It has an Upgrade field. */
  readonly upgrades: boolean;
}

type State =
  | 'start'
  | 'fields'
  | 'counted'
  | 'chunk-line'
  | 'chunk'
  | 'chunk-end'
  | 'trailers'
  | 'until-close'
  | 'tunnel'
  | 'over';

const NO_FIELDS: Fields = [];

/**
 * Reads the messages of one direction of a connection (RFC 9112): bytes in, what they say out. Never throws for what they are, keeps
 * no more than a line and the fields of a head, and says the same whether they come at once or one at a time.
 */
export class Parser {
  readonly #role: 'request' | 'response';
  readonly #limits: Limits;
  readonly #held = new Held();
  readonly #section: Section;
  readonly #asked: () => Asked | undefined;
  #state: State = 'start';
  #start: Omit<RequestHead, 'fields'> | Omit<ResponseHead, 'fields'> | undefined;
  /** The last head's fields, and what they say. */
  #fields: Fields = NO_FIELDS;
  #marks: Readonly<Marks> = marksOf(NO_FIELDS);
  /** What is left of a body or a chunk, and how long the body has become. */
  #left = 0;
  #body = 0;
  /** Bytes of empty lines before a request line. */
  #empty = 0;
  /** A request has ended: what comes is kept until it is clear what follows. */
  #paused = false;
  #out: Parsed[] = [];

  constructor(
    role: 'request' | 'response',
    limits: Partial<Limits> = {},
    asked: () => Asked | undefined = () => undefined,
    before?: SaidBefore,
  ) {
    this.#role = role;
    this.#limits = { ...LIMITS, ...limits };
    this.#section = new Section(this.#limits, role === 'request' ? 'refused' : 'undone', before);
    this.#asked = asked;
  }

  /** Bytes that have come and are not read: part of a line, or all behind a request's end. */
  get heldBytes(): number {
    return this.#held.length;
  }
  get over(): boolean {
    return this.#state === 'over';
  }

  push(bytes: Uint8Array): Parsed[] {
    if (this.#state === 'over') return [];
    if (bytes.length > 0) this.#held.push(bytes);
    return this.#read();
  }

  /** Behind each request reading stops: it may have asked for another protocol. This goes on to the next. */
  resume(): Parsed[] {
    this.#paused = false;
    return this.#read();
  }
  /** What follows is another protocol's; gives what of it has come. */
  handOver(): Uint8Array {
    this.#state = 'over';
    return this.#held.take(this.#held.length);
  }

  /** The peer will send no more. */
  end(): Parsed[] {
    const state = this.#state;
    const held = this.#held.length;
    if (state === 'over') return [];
    this.#state = 'over';
    // RFC 9112 §6.3 rule 8: only this kind of body ends so, whole
    if (state === 'until-close') return [{ kind: 'end', trailers: NO_FIELDS }];
    const at = this.#held.place(this.#held.to);
    const between = state === 'tunnel' || (state === 'start' && held === 0);
    if (between && state === 'start' && this.#asked())
      return [{ kind: 'fault', fault: { code: 'unanswered', at } }];
    // RFC 9112 §8: anything else is incomplete
    return between ? [] : [{ kind: 'fault', fault: { code: 'incomplete', at } }];
  }

  #read(): Parsed[] {
    while (!this.#paused && this.#step());
    const out = this.#out;
    this.#out = [];
    return out;
  }

  /** One line or one piece; false where more must come. */
  #step(): boolean {
    switch (this.#state) {
      case 'start':
        return this.#startLine();
      case 'fields':
      case 'trailers':
        return this.#fieldLine();
      case 'counted':
        return this.#piece();
      case 'chunk-line':
        return this.#chunkLine();
      case 'chunk':
        return this.#piece();
      case 'chunk-end':
        return this.#chunkEnd();
      case 'until-close':
        return this.#rest('body');
      case 'tunnel':
        return this.#rest('tunnel');
      case 'over':
        return false;
    }
  }

  /**
   * Where the line that begins at `from` ends (its CR), if it is there; -1 where it is not, or has more than `room` bytes or no CR:
   * then the fault is told.
   */
  #line(from: number, room: number, tooLong: FaultCode): number {
    const held = this.#held;
    const lf = held.lineEnd(from);
    // A CR may be the last byte of what has come
    if ((lf < 0 ? held.to : lf) - from > room + 1) this.#fail(tooLong, from);
    else if (lf < 0) return -1;
    // RFC 9112 §2.2 lets a recipient take LF alone; readers that do and readers that do not see two different messages
    else if (lf > from && held.bytes[lf - 1] === CR) return lf - 1;
    else this.#fail('bare-lf', from);
    return -1;
  }

  #startLine(): boolean {
    const held = this.#held;
    const request = this.#role === 'request';
    const room = this.#limits.startLineBytes - this.#empty;
    if (!request && held.length > 0 && !this.#asked()) return this.#fail('unasked');
    const { from, bytes } = held;
    const end = this.#line(from, room, request ? 'start-line-too-long' : 'status-line-too-long');
    if (end < 0) return false;
    if (end === from && request) {
      // RFC 9112 §2.2: empty lines before a request line are passed over
      held.from = end + 2;
      this.#empty += 2;
      return true;
    }
    const start = request ? readRequestLine(bytes, from, end) : readStatusLine(bytes, from, end);
    if (typeof start === 'string') return this.#fail(start);
    held.from = end + 2;
    this.#start = start;
    this.#section.begin();
    this.#state = 'fields';
    return true;
  }

  #fieldLine(): boolean {
    const held = this.#held;
    const section = this.#section;
    // The section stays held until it is whole
    let from = held.from + section.bytes;
    // Where part of a line was looked at before, the rest is waited for: no byte is looked at more than twice
    if (!held.seen(from)) from = section.run(held.bytes, from, held.to);
    const end = this.#line(from, section.room, section.tooLong);
    if (end < 0) return false;
    if (end > from) {
      const fault = section.add(held.bytes, from, end);
      return !fault || this.#fail(fault, from);
    }
    const fields = section.fields(held.bytes, held.from);
    held.from = end + 2;
    if (this.#state === 'trailers') this.#end(fields);
    else this.#head(fields);
    return true;
  }

  #head(fields: Fields): void {
    // Word by word what the last message said: it means the same
    if (fields !== this.#fields) this.#marks = marksOf(fields);
    this.#fields = fields;
    const marks = this.#marks;
    const start = this.#start!;
    this.#empty = this.#body = 0;
    if ('method' in start) {
      const framing = hostFault(marks, start.minor) ?? requestFraming(marks, start.minor);
      if (typeof framing === 'string') return void this.#fail(framing);
      const head = { method: start.method, target: start.target, minor: start.minor, fields };
      this.#out.push({ kind: 'request', head, framing, persists: persists(marks, start.minor), marks });
      return this.#frame(framing);
    }
    const { status, reason, minor } = start;
    const asked = this.#asked()!;
    // RFC 9110 §15.2.2: a server switches only to what it was asked for
    if (status === 101 && !asked.upgrades) return void this.#fail('unasked');
    const framing = responseFraming(marks, minor, status, asked.method);
    if (typeof framing === 'string') return void this.#fail(framing);
    const stays = persists(marks, minor) && framing.body !== 'until-close';
    this.#out.push({
      kind: 'response',
      head: { status, reason, minor, fields },
      framing,
      persists: stays,
      marks,
    });
    this.#frame(framing);
  }

  #frame(framing: Framing): void {
    this.#left = 0;
    if (framing.body === 'length') {
      if (framing.bytes > this.#limits.bodyBytes) return void this.#fail('body-too-long');
      this.#left = framing.bytes;
      this.#state = 'counted';
      if (framing.bytes === 0) this.#end(NO_FIELDS);
    } else this.#state = framing.body === 'chunked' ? 'chunk-line' : framing.body;
  }

  #end(trailers: Fields): void {
    this.#state = 'start';
    this.#paused = this.#role === 'request';
    this.#out.push({ kind: 'end', trailers });
  }

  /** Of a body of known length, or of a chunk. */
  #piece(): boolean {
    const held = this.#held;
    const count = Math.min(this.#left, held.length);
    if (count === 0) return false;
    this.#left -= count;
    this.#out.push({ kind: 'body', bytes: held.take(count) });
    if (this.#left > 0) return false;
    if (this.#state === 'chunk') this.#state = 'chunk-end';
    else this.#end(NO_FIELDS);
    return true;
  }

  #chunkLine(): boolean {
    const held = this.#held;
    const end = this.#line(held.from, this.#limits.lineBytes, 'chunk-line-too-long');
    if (end < 0) return false;
    const size = readChunkLine(held.bytes, held.from, end);
    if (typeof size === 'string') return this.#fail(size);
    if (this.#body + size > this.#limits.bodyBytes) return this.#fail('body-too-long');
    held.from = end + 2;
    this.#left = size;
    this.#body += size;
    this.#state = size > 0 ? 'chunk' : 'trailers';
    if (size === 0) this.#section.begin();
    return true;
  }

  /** RFC 9112 §7.1: CRLF ends a chunk's data, and nothing else may. */
  #chunkEnd(): boolean {
    const { bytes, from, length } = this.#held;
    if (length > 0 && bytes[from] !== CR) return this.#fail('bad-chunk-end');
    if (length < 2) return false;
    if (bytes[from + 1] !== 10) return this.#fail('bad-chunk-end');
    this.#held.from += 2;
    this.#state = 'chunk-line';
    return true;
  }

  #rest(kind: 'body' | 'tunnel'): boolean {
    const held = this.#held;
    const room = kind === 'body' ? this.#limits.bodyBytes - this.#body : held.length;
    const count = Math.min(room, held.length);
    this.#body += count;
    if (count > 0) this.#out.push({ kind, bytes: held.take(count) });
    return held.length > 0 && this.#fail('body-too-long');
  }

  /** `at`: where in what is held. Gives false: nothing more is read. */
  #fail(code: FaultCode, at = this.#held.from): false {
    this.#out.push({ kind: 'fault', fault: { code, at: this.#held.place(at) } });
    this.#state = 'over';
    return false;
  }
}
