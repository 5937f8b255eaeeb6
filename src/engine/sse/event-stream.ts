import { decodeUtf8 } from '../wire/utf8.ts';

/** What a page's EventSource gives its script. */
export interface ServerSentEvent {
  /** 'message' where the stream names no other. */
  readonly type: string;
  readonly data: string;
  /** What a new connection would send as Last-Event-ID. */
  readonly lastEventId: string;
}

const [LF, CR] = [10, 13];
/** A line may be so long; longer ones are cut off and passed over. */
const LONGEST_LINE = 64 * 1024;

/** Reads text/event-stream (HTML §9.2.6 "Interpreting an event stream"). What the stream ends in the middle of is thrown away. */
export class EventStream {
  #line: number[] = [];
  #afterCr = false;
  #first = true;
  #type = '';
  #data: string | undefined;
  #lastEventId = '';
  #pendingId = '';
  #reconnectMs: number | undefined;

  get lastEventId(): string {
    return this.#lastEventId;
  }
  /** What the server asked for with retry; undefined where it has not. */
  get reconnectMs(): number | undefined {
    return this.#reconnectMs;
  }

  take(bytes: Uint8Array): ServerSentEvent[] {
    const events: ServerSentEvent[] = [];
    for (const byte of bytes) {
      // HTML §9.2.5: a line ends with CR LF, LF or CR
      if (byte === LF && this.#afterCr) {
        this.#afterCr = false;
        continue;
      }
      this.#afterCr = byte === CR;
      if (byte !== LF && byte !== CR) {
        if (this.#line.length < LONGEST_LINE) this.#line.push(byte);
        continue;
      }
      let text = decodeUtf8(Uint8Array.from(this.#line));
      this.#line = [];
      // one leading byte order mark is passed over
      if (this.#first && text.startsWith('\ufeff')) text = text.slice(1);
      this.#first = false;
      const event = this.#takeLine(text);
      if (event) events.push(event);
    }
    return events;
  }

  #takeLine(line: string): ServerSentEvent | undefined {
    if (line === '') return this.#dispatch();
    const colon = line.indexOf(':');
    // a comment: servers send them to keep the connection
    if (colon === 0) return undefined;
    const name = colon < 0 ? line : line.slice(0, colon);
    const rest = colon < 0 ? '' : line.slice(colon + 1);
    const value = rest.startsWith(' ') ? rest.slice(1) : rest;
    if (name === 'event') this.#type = value;
    else if (name === 'data') this.#data = this.#data === undefined ? value : `${this.#data}\n${value}`;
    else if (name === 'id' && !value.includes('\0')) this.#pendingId = value;
    else if (name === 'retry' && /^[0-9]{1,9}$/.test(value)) this.#reconnectMs = Number(value);
    return undefined;
  }

  #dispatch(): ServerSentEvent | undefined {
    this.#lastEventId = this.#pendingId;
    const [type, data] = [this.#type === '' ? 'message' : this.#type, this.#data];
    this.#type = '';
    this.#data = undefined;
    return data === undefined ? undefined : { type, data, lastEventId: this.#lastEventId };
  }
}

/** An event as a server writes it: a data line for each line of the text. `id` without NUL and ends of line. */
export function writeEvent(
  data: string,
  { type, id }: { readonly type?: string; readonly id?: string } = {},
): string {
  const lines = data.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`);
  return `${type === undefined ? '' : `event: ${type}\n`}${id === undefined ? '' : `id: ${id}\n`}${lines.join('')}\n`;
}
