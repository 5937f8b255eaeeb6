import { HttpClient } from '../http/client.ts';
import type { Field } from '../http/message.ts';
import type { Stream } from '../kernel/random.ts';
import { putU32, u32 } from '../wire/octets.ts';
import { checkAnswer, keyFrom, openingFields } from '../websocket/client-handshake.ts';
import { WebSocketEnd } from '../websocket/endpoint.ts';
import { decodeUtf8, encodeUtf8 } from '../wire/utf8.ts';
import { HOST } from './fields.ts';

/** A message of either kind: a line of text, or a file's content. */
export type Content = string | Uint8Array;

/** Messages on a byte stream: bytes in, messages out, and the other way round. */
export interface Framing {
  take(bytes: Uint8Array): Content[];
  put(content: Content): void;
  /** Says goodbye, where the protocol has a word for it. */
  end(): void;
  /** What is to be sent. */
  output(): Uint8Array[];
  /** The connection is to be closed. */
  readonly hangsUp: boolean;
}

const HEAD_BYTES = 5;

/** One's own: a byte for the kind, four for the length, then the message. TCP keeps no boundaries (RFC 9293 §3.9.1): somebody has to. */
export class OwnFraming implements Framing {
  hangsUp = false;
  #held = new Uint8Array(0);
  #out: Uint8Array[] = [];

  take(more: Uint8Array): Content[] {
    const held = new Uint8Array(this.#held.length + more.length);
    held.set(this.#held);
    held.set(more, this.#held.length);
    const contents: Content[] = [];
    let at = 0;
    while (held.length - at >= HEAD_BYTES && held.length - at - HEAD_BYTES >= u32(held, at + 1)) {
      const from = at + HEAD_BYTES;
      const to = from + u32(held, at + 1);
      contents.push(held[at] === 0 ? decodeUtf8(held.subarray(from, to)) : held.slice(from, to));
      at = to;
    }
    this.#held = held.slice(at);
    return contents;
  }
  put(content: Content): void {
    const text = typeof content === 'string';
    const bytes = text ? encodeUtf8(content) : content;
    const message = new Uint8Array(HEAD_BYTES + bytes.length);
    message[0] = text ? 0 : 1;
    putU32(message, 1, bytes.length);
    message.set(bytes, HEAD_BYTES);
    this.#out.push(message);
  }
  end(): void {
    this.hangsUp = true;
  }
  output(): Uint8Array[] {
    return this.#out.splice(0);
  }
}

/** WebSocket's (RFC 6455 §5), from the first byte behind the opening handshake. */
export class WebSocketFraming implements Framing {
  readonly #end: WebSocketEnd;

  constructor(end: WebSocketEnd) {
    this.#end = end;
  }
  get hangsUp(): boolean {
    return this.#end.hangUp;
  }
  take(bytes: Uint8Array): Content[] {
    return this.#end
      .receive(bytes)
      .flatMap((one) => (one.what === 'message' ? [one.text ? decodeUtf8(one.bytes) : one.bytes] : []));
  }
  put(content: Content): void {
    this.#end.send(content);
  }
  end(): void {
    this.#end.close(1000);
  }
  output(): Uint8Array[] {
    return this.#end.output();
  }
}

/** The client's, which begins with the opening handshake (RFC 6455 §4.1): what is put before the answer has come waits. */
export class OpeningFraming implements Framing {
  readonly #http = new HttpClient();
  readonly #key: string;
  readonly #frames: WebSocketFraming;
  readonly #waiting: Content[] = [];
  #open = false;
  #failed = false;

  constructor(fields: readonly Field[], random: Stream) {
    this.#key = keyFrom(random);
    const opening = openingFields({
      host: HOST[1],
      target: '/socket',
      key: this.#key,
      origin: 'http://app.example',
    });
    const others = fields.filter(([name]) => name !== 'Host');
    this.#http.request({ method: 'GET', target: '/socket', fields: [...opening, ...others] });
    this.#frames = new WebSocketFraming(new WebSocketEnd({ role: 'client', random }));
  }
  get hangsUp(): boolean {
    return this.#failed || this.#frames.hangsUp;
  }
  take(bytes: Uint8Array): Content[] {
    if (this.#open) return this.#frames.take(bytes);
    for (const event of this.#http.receive(bytes)) {
      if (event.kind === 'response') this.#failed = 'fault' in checkAnswer({ key: this.#key }, event.head);
      else if (event.kind === 'tunnel' && !this.#failed) {
        this.#open = true;
        for (const content of this.#waiting.splice(0)) this.#frames.put(content);
        if (event.bytes.length > 0) return this.#frames.take(event.bytes);
      } else if (event.kind === 'over') this.#failed = true;
    }
    return [];
  }
  put(content: Content): void {
    if (this.#open) this.#frames.put(content);
    else this.#waiting.push(content);
  }
  end(): void {
    this.#frames.end();
  }
  output(): Uint8Array[] {
    return [...this.#http.take(), ...(this.#open ? this.#frames.output() : [])];
  }
}
