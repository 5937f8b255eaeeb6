import type { Stream } from '../kernel/random.ts';
import { putU16 } from '../wire/octets.ts';
import { putUtf8, utf8Length } from '../wire/utf8.ts';
import { CLOSE } from './close-codes.ts';
import { codeOf, type Fault } from './faults.ts';
import { encodeFrame, MOST_OF_CONTROL, OPCODE, type Frame } from './frame.ts';
import { Receiver, type Received } from './receiver.ts';
import { rowOf, type Input, type State } from './states.ts';

export interface EndSetup {
  readonly role: 'client' | 'server';
  /** Where the client's masking keys come from (RFC 6455 §5.3, §10.3); a server needs none. */
  readonly random?: Stream;
  /** A message may have so many bytes (RFC 6455 §10.4); more ends the connection with 1009. */
  readonly maxMessageBytes?: number;
}

/** What an end has to tell its program. 'close' and 'fail' come at most once, and only one of them. */
export type Happening =
  | Received
  /** `clean`: both Close frames have gone (RFC 6455 §7.1.4); the code is the peer's, 1005 without one, 1006 without a Close frame. */
  | { readonly what: 'close'; readonly code: number; readonly reason: string; readonly clean: boolean }
  /** The peer did what it must not: the connection was failed with this code (RFC 6455 §7.1.7). */
  | { readonly what: 'fail'; readonly fault: Fault; readonly code: number };

export const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

/** One end of an open WebSocket (RFC 6455 §5 to §8), from the first byte behind the opening handshake. Bytes in, happenings and bytes out. */
export class WebSocketEnd {
  readonly role: 'client' | 'server';
  readonly #random: Stream | undefined;
  readonly #receiver: Receiver;
  #state: State = 'OPEN';
  #hangUp = false;
  #out: Uint8Array[] = [];

  constructor({ role, random, maxMessageBytes = MAX_MESSAGE_BYTES }: EndSetup) {
    this.role = role;
    this.#random = random;
    this.#receiver = new Receiver(role === 'server', maxMessageBytes);
  }

  get state(): State {
    return this.#state;
  }
  /** The TCP connection is to be closed once `output` has been sent. */
  get hangUp(): boolean {
    return this.#hangUp;
  }

  /** Bytes of the peer's, any. What comes behind a Close frame or a fault is thrown away (RFC 6455 §1.4, §7.1.7). */
  receive(bytes: Uint8Array): readonly Happening[] {
    if (this.#state === 'CLOSED') return [];
    const happenings: Happening[] = [];
    const end = this.#receiver.take(bytes, (received) => {
      // §5.5.2: a Ping is answered with its own bytes, unless a Close has come; none is sent behind our own Close (§5.5.1)
      if (received.what === 'ping') this.pong(received.bytes);
      happenings.push(received);
    });
    if (end?.what === 'closed') happenings.push(this.#closed(end.code, end.reason));
    else if (end?.what === 'fault') happenings.push(this.#fail(end.fault));
    return happenings;
  }

  /** TCP has ended. Without a Close frame before that it is 1006, closed abnormally (RFC 6455 §7.1.5). */
  lost(): readonly Happening[] {
    const told = this.#state === 'CLOSED';
    this.#take('lost');
    if (told) return [];
    return [{ what: 'close', code: CLOSE.abnormal, reason: '', clean: false }];
  }

  /** False where the state does not allow it: nothing follows a Close frame (RFC 6455 §5.5.1). */
  send(message: string | Uint8Array): boolean {
    if (typeof message !== 'string')
      return this.frame({ fin: true, opcode: OPCODE.binary, payload: message });
    const payload = new Uint8Array(utf8Length(message));
    putUtf8(payload, 0, message);
    return this.frame({ fin: true, opcode: OPCODE.text, payload });
  }
  /** At most 125 bytes (RFC 6455 §5.5). */
  ping(payload: Uint8Array): boolean {
    return this.frame({ fin: true, opcode: OPCODE.ping, payload: payload.subarray(0, MOST_OF_CONTROL) });
  }
  /** Answers a Ping, or says unasked that the sender is there (RFC 6455 §5.5.3). */
  pong(payload: Uint8Array): boolean {
    return this.frame({ fin: true, opcode: OPCODE.pong, payload: payload.subarray(0, MOST_OF_CONTROL) });
  }

  /** A data or control frame but a Close, masked as the role asks: a message in fragments is several of them (RFC 6455 §5.4). */
  frame(frame: Omit<Frame, 'key'>): boolean {
    if (this.#state !== 'OPEN') return false;
    this.#put(frame);
    return true;
  }

  /** Bytes that were made elsewhere, as they are: for who wants to see what a peer does with wrong ones. */
  raw(bytes: Uint8Array): void {
    // a Close is a Close, whoever made it
    if ((bytes[0]! & 15) === OPCODE.close) this.#take('send-close');
    this.#out.push(bytes);
  }

  /** Begins the closing handshake (RFC 6455 §7.1.2). Without a code the frame is empty. `reason`: 123 bytes of UTF-8 at most. */
  close(code?: number, reason = ''): boolean {
    if (!this.#take('send-close')) return false;
    this.#putClose(code, reason);
    return true;
  }

  /** A key for a frame that is made elsewhere: unpredictable to the page's script (RFC 6455 §10.3). Undefined for a server. */
  key(): number | undefined {
    if (this.role === 'server' || !this.#random) return undefined;
    return this.#random.below(0x1_0000) * 0x1_0000 + this.#random.below(0x1_0000);
  }

  /** What waits to be sent, in order. */
  output(): Uint8Array[] {
    const out = this.#out;
    this.#out = [];
    return out;
  }

  #closed(code: number, reason: string): Happening {
    // §5.5.1: the answer typically echoes the status code
    if (this.#take('receive-close')?.answer) this.#putClose(code === CLOSE.noStatus ? undefined : code, '');
    return { what: 'close', code, reason, clean: true };
  }

  #fail(fault: Fault): Happening {
    const code = codeOf(fault);
    if (this.#take('fail')?.answer) this.#putClose(code, '');
    return { what: 'fail', fault, code };
  }

  #take(input: Input) {
    const row = rowOf(this.#state, input);
    if (!row) return undefined;
    this.#state = row.to;
    if (row.hangUp === 'both' || row.hangUp === this.role) this.#hangUp = true;
    return row;
  }

  #putClose(code: number | undefined, reason: string): void {
    const payload = new Uint8Array(code === undefined ? 0 : 2 + utf8Length(reason));
    if (code !== undefined) {
      putU16(payload, 0, code);
      putUtf8(payload, 2, reason);
    }
    this.#put({ fin: true, opcode: OPCODE.close, payload });
  }
  #put(frame: Omit<Frame, 'key'>): void {
    const key = this.key();
    this.#out.push(encodeFrame(key === undefined ? frame : { ...frame, key }));
  }
}
