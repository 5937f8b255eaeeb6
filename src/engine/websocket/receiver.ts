import { u16 } from '../wire/octets.ts';
import { decodeUtf8 } from '../wire/utf8.ts';
import { Gathered } from './gathered.ts';
import { CLOSE, isCloseCode } from './close-codes.ts';
import type { Fault } from './faults.ts';
import { FrameReader, type FrameSink, type Stop } from './frame-reader.ts';
import { isControl, OPCODE } from './frame.ts';
import type { Header } from './header.ts';
import { Utf8Check } from './utf8-check.ts';

/** What frames make: a whole message, or a control frame. */
export type Received =
  | {
      readonly what: 'message';
      /** Valid UTF-8 where it is text. */
      readonly text: boolean;
      readonly bytes: Uint8Array;
      /** How many frames it came in (RFC 6455 §5.4). */
      readonly frames: number;
    }
  | { readonly what: 'ping' | 'pong'; readonly bytes: Uint8Array };

/** Why nothing more is read. */
export type End =
  | { readonly what: 'closed'; readonly code: number; readonly reason: string }
  | { readonly what: 'fault'; readonly fault: Fault };

/** Puts frames together to messages (RFC 6455 §6.2). Holds one message of at most `maxMessageBytes` and one control frame. */
export class Receiver implements FrameSink {
  readonly #frames: FrameReader;
  readonly #maxMessageBytes: number;
  readonly #message = new Gathered();
  readonly #control = new Gathered();
  #header: Header | undefined;
  /** Opcode of the message whose fragments are coming; undefined between messages. */
  #opcode: number | undefined;
  #fragments = 0;
  #check = new Utf8Check();
  #tell: (received: Received) => void = () => {};
  #closed: End | undefined;

  /** `fromClient`: the frames that come are a client's. */
  constructor(fromClient: boolean, maxMessageBytes: number) {
    this.#frames = new FrameReader(fromClient);
    this.#maxMessageBytes = maxMessageBytes;
  }

  /** Tells of everything that is whole. Gives the end where the bytes come to one; it is not to be called after that. */
  take(bytes: Uint8Array, tell: (received: Received) => void): End | undefined {
    this.#tell = tell;
    const stop = this.#frames.take(bytes, this);
    return stop === 'closed' || stop === undefined ? this.#closed : { what: 'fault', fault: stop };
  }

  begin(header: Header): Fault | undefined {
    this.#header = header;
    if (isControl(header.opcode)) return undefined;
    // §5.4: fragments of one message are not mixed with those of another
    if (header.opcode === OPCODE.continuation) {
      if (this.#opcode === undefined) return 'continues-nothing';
    } else {
      if (this.#opcode !== undefined) return 'begins-within';
      this.#opcode = header.opcode;
      this.#fragments = 0;
      this.#check = new Utf8Check();
    }
    this.#fragments += 1;
    return this.#message.length + header.length > this.#maxMessageBytes ? 'too-big' : undefined;
  }

  data(bytes: Uint8Array): Fault | undefined {
    if (isControl(this.#header!.opcode)) {
      this.#control.add(bytes);
      return undefined;
    }
    if (this.#opcode === OPCODE.text && !this.#check.take(bytes)) return 'not-utf8';
    this.#message.add(bytes);
    return undefined;
  }

  end(): Stop | undefined {
    const { opcode, fin } = this.#header!;
    if (isControl(opcode)) return this.#controlled(opcode, this.#control.take());
    if (!fin) return undefined;
    const text = this.#opcode === OPCODE.text;
    // §8.1: the message as a whole, so a code point may not be left half
    if (text && !this.#check.whole) return 'not-utf8';
    this.#opcode = undefined;
    this.#tell({ what: 'message', text, bytes: this.#message.take(), frames: this.#fragments });
    return undefined;
  }

  #controlled(opcode: number, bytes: Uint8Array): Stop | undefined {
    if (opcode !== OPCODE.close) {
      this.#tell({ what: opcode === OPCODE.ping ? 'ping' : 'pong', bytes });
      return undefined;
    }
    const fault = closeFault(bytes);
    if (fault) return fault;
    const code = bytes.length === 0 ? CLOSE.noStatus : u16(bytes, 0);
    this.#closed = { what: 'closed', code, reason: decodeUtf8(bytes.subarray(2)) };
    return 'closed';
  }
}

/** RFC 6455 §5.5.1: nothing, or a status code of two bytes and a reason in UTF-8. */
function closeFault(bytes: Uint8Array): Fault | undefined {
  if (bytes.length === 0) return undefined;
  if (bytes.length === 1) return 'close-one-byte';
  if (!isCloseCode(u16(bytes, 0))) return 'close-bad-code';
  const check = new Utf8Check();
  return check.take(bytes.subarray(2)) && check.whole ? undefined : 'close-not-utf8';
}
