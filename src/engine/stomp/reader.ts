import { decodeUtf8 } from '../wire/utf8.ts';
import { Gathered } from '../websocket/gathered.ts';
import { Utf8Check } from '../websocket/utf8-check.ts';
import { STOMP_LIMITS, type StompFault, type StompLimits } from './faults.ts';
import { isEscaped, mayHaveBody, type Header, type StompFrame } from './frame.ts';

export type StompRead =
  | { readonly what: 'frame'; readonly frame: StompFrame }
  /** An end of line between frames ("Heart-beating"). */
  | { readonly what: 'beat' }
  /** Nothing is read behind it. */
  | { readonly what: 'fault'; readonly fault: StompFault };

const [NUL, LF, CR] = [0, 10, 13];

/** Reads frames from a stream, however the bytes come ("Augmented BNF"). Keeps no more than one frame within its limits. */
export class StompReader {
  readonly #commands: readonly string[];
  readonly #limits: StompLimits;
  #state: 'command' | 'headers' | 'body' | 'over' = 'command';
  #line: number[] = [];
  #command = '';
  #headers: Header[] = [];
  /** Of the content-length header; undefined: the body goes to the first NUL. */
  #length: number | undefined;
  #body = new Gathered();

  /** `commands`: those that this side may hear. */
  constructor(commands: readonly string[], limits: Partial<StompLimits> = {}) {
    this.#commands = commands;
    this.#limits = { ...STOMP_LIMITS, ...limits };
  }

  take(bytes: Uint8Array): StompRead[] {
    const out: StompRead[] = [];
    for (let at = 0; at < bytes.length && this.#state !== 'over'; at += 1) {
      const fault =
        this.#state === 'body' ? this.#bodyByte(bytes[at]!, out) : this.#lineByte(bytes[at]!, out);
      if (fault) {
        this.#state = 'over';
        out.push({ what: 'fault', fault });
      }
    }
    return out;
  }

  #lineByte(byte: number, out: StompRead[]): StompFault | undefined {
    if (byte !== LF) {
      if (this.#line.length >= this.#limits.lineBytes) return 'line-too-long';
      this.#line.push(byte);
      return undefined;
    }
    // "EOL = [CR] LF"
    if (this.#line.at(-1) === CR) this.#line.pop();
    const bytes = Uint8Array.from(this.#line);
    this.#line = [];
    const check = new Utf8Check();
    if (!check.take(bytes) || !check.whole) return 'not-utf8';
    const text = decodeUtf8(bytes);
    return this.#state === 'command' ? this.#begin(text, out) : this.#headerLine(text);
  }

  #begin(text: string, out: StompRead[]): StompFault | undefined {
    if (text === '') {
      out.push({ what: 'beat' });
      return undefined;
    }
    if (!this.#commands.includes(text)) return 'unknown-command';
    this.#command = text;
    this.#headers = [];
    this.#length = undefined;
    this.#state = 'headers';
    return undefined;
  }

  #headerLine(text: string): StompFault | undefined {
    if (text === '') {
      this.#state = 'body';
      return undefined;
    }
    if (this.#headers.length >= this.#limits.headers) return 'too-many-headers';
    const colon = text.indexOf(':');
    if (colon < 1) return 'bad-header';
    const written = [text.slice(0, colon), text.slice(colon + 1)] as const;
    // header-value: any octet but CR, LF and ":"; CONNECT and CONNECTED have nothing to escape a colon with
    const strict = isEscaped(this.#command);
    if (text.includes('\r') || (strict && written[1].includes(':'))) return 'bad-header';
    const [name, value] = strict ? [unescaped(written[0]), unescaped(written[1])] : written;
    if (name === undefined || value === undefined) return 'bad-escape';
    // "Repeated Header Entries": the first one counts
    if (name === 'content-length' && this.#length === undefined) {
      if (!/^[0-9]{1,9}$/.test(value)) return 'bad-length';
      this.#length = Number(value);
      if (this.#length > this.#limits.bodyBytes) return 'body-too-long';
    }
    this.#headers.push([name, value]);
    return undefined;
  }

  #bodyByte(byte: number, out: StompRead[]): StompFault | undefined {
    const whole = this.#length === undefined ? byte === NUL : this.#body.length === this.#length;
    if (!whole) {
      if (!mayHaveBody(this.#command)) return 'unexpected-body';
      if (this.#body.length >= this.#limits.bodyBytes) return 'body-too-long';
      this.#body.add(Uint8Array.of(byte));
      return undefined;
    }
    // "Body": followed by the NUL octet
    if (byte !== NUL) return 'no-null';
    out.push({
      what: 'frame',
      frame: { command: this.#command, headers: this.#headers, body: this.#body.take() },
    });
    this.#state = 'command';
    return undefined;
  }
}

const MEANINGS: Readonly<Record<string, string>> = { '\\': '\\', r: '\r', n: '\n', c: ':' };

/** "Value Encoding": undefined escape sequences such as \t MUST be treated as a fatal protocol error. */
const unescaped = (text: string): string | undefined =>
  /^(?:[^\\]|\\[\\rnc])*$/.test(text)
    ? text.replace(/\\(.)/g, (_, one: string) => MEANINGS[one]!)
    : undefined;
