import { field, type Fields } from '../http/message.ts';
import { OPCODE } from '../websocket/frame.ts';
import { readHeader } from '../websocket/header.ts';
import { mask } from '../websocket/mask.ts';
import { NO_BYTES } from '../wire/layer.ts';
import { u16, u32 } from '../wire/octets.ts';
import { decodeUtf8 } from '../wire/utf8.ts';
import { joined } from './joined.ts';

/** How much of a payload a line shows. */
const SHOWN = 24;

const NAMES: Readonly<Record<number, string>> = Object.fromEntries(
  Object.entries(OPCODE).map(([name, code]) => [code, name === 'continuation' ? 'CONT' : name.toUpperCase()]),
);

/** 'TEXT FIN MASK 5 B "Hello"' of bytes that are to be one frame (RFC 6455 §5.2), whatever is wrong with it. */
export function describeBytes(bytes: Uint8Array): string {
  if (bytes.length < 2) return `${bytes.length} B`;
  const [first, second] = [bytes[0]!, bytes[1]!];
  const opcode = first & 15;
  const short = second & 127;
  const at = 2 + (short === 126 ? 2 : short === 127 ? 8 : 0);
  const masked = second >= 0x80;
  const payload = bytes.slice(at + (masked ? 4 : 0));
  if (masked) mask(payload, 0, payload.length, payload, 0, u32(bytes, at), 0);
  const parts = (first & 0x70) === 0 ? [] : ['RSV'];
  parts.push(NAMES[opcode] ?? `OPCODE ${opcode}`);
  if (first >= 0x80) parts.push('FIN');
  if (masked) parts.push('MASK');
  parts.push(`${payload.length} B`);
  if (opcode === OPCODE.close && payload.length >= 2) {
    parts.push(String(u16(payload, 0)));
    if (payload.length > 2) parts.push(quoted(payload.subarray(2)));
  } else if (opcode !== OPCODE.binary && payload.length > 0) parts.push(quoted(payload));
  return parts.join(' ');
}

export function quoted(bytes: Uint8Array): string {
  const text = decodeUtf8(bytes.subarray(0, 4 * SHOWN))
    .replaceAll('\n', '⏎')
    .replaceAll('\0', '␀');
  return text.length > SHOWN ? `"${text.slice(0, SHOWN)}…"` : `"${text}"`;
}

/** Tells of each frame that comes whole; for looking only: it stops at the first that cannot be read. */
export class FrameWatch {
  readonly #fromClient: boolean;
  #held: Uint8Array = NO_BYTES;
  #over = false;

  constructor(fromClient: boolean) {
    this.#fromClient = fromClient;
  }
  take(bytes: Uint8Array): readonly { readonly text: string; readonly bytes: number }[] {
    const told: { text: string; bytes: number }[] = [];
    if (!this.#over) this.#held = joined([this.#held, bytes]);
    for (;;) {
      const header = readHeader(this.#held, 0, this.#held.length, this.#fromClient);
      if (typeof header === 'string') {
        this.#over = true;
        this.#held = NO_BYTES;
      }
      if (typeof header !== 'object') return told;
      const size = header.bytes + header.length;
      if (size > this.#held.length) return told;
      told.push({ text: describeBytes(this.#held.subarray(0, size)), bytes: size });
      this.#held = this.#held.subarray(size);
    }
  }
}

/** What of a head decides whether it upgrades: 'Connection: close · Upgrade –'. */
export const describeUpgrade = (fields: Fields): string =>
  `Connection: ${field(fields, 'connection') ?? '–'} · Upgrade: ${field(fields, 'upgrade') ?? '–'}`;
