import { field, type Fields } from '../http/message.ts';
import { OPCODE } from '../websocket/frame.ts';
import { FrameReader, type FrameSink } from '../websocket/frame-reader.ts';
import type { Header } from '../websocket/header.ts';
import { decodeUtf8 } from '../wire/utf8.ts';
import { u16, u32 } from '../wire/octets.ts';
import { mask } from '../websocket/mask.ts';

/** How much of a payload a line shows. */
const SHOWN = 24;

const NAMES: Readonly<Record<number, string>> = Object.fromEntries(
  Object.entries(OPCODE).map(([name, code]) => [code, name === 'continuation' ? 'CONT' : name.toUpperCase()]),
);

/** 'TEXT FIN MASK 5 B "Hello"'. */
export function describeFrame(header: Pick<Header, 'fin' | 'opcode' | 'key'>, payload: Uint8Array): string {
  const { fin, opcode, key } = header;
  const parts = [NAMES[opcode] ?? `OPCODE ${opcode}`];
  if (fin) parts.push('FIN');
  if (key !== undefined) parts.push('MASK');
  parts.push(`${payload.length} B`);
  if (opcode === OPCODE.close && payload.length >= 2) {
    parts.push(String(u16(payload, 0)));
    if (payload.length > 2) parts.push(quoted(payload.subarray(2)));
  } else if (opcode !== OPCODE.binary && payload.length > 0) parts.push(quoted(payload));
  return parts.join(' ');
}

/** The same of bytes that are to be one frame, whatever is wrong with it. */
export function describeBytes(bytes: Uint8Array): string {
  if (bytes.length < 2) return `${bytes.length} B`;
  const [first, second] = [bytes[0]!, bytes[1]!];
  const at = 2 + ((second & 127) === 126 ? 2 : (second & 127) === 127 ? 8 : 0);
  const masked = second >= 0x80;
  const key = masked ? u32(bytes, at) : undefined;
  const from = Math.min(bytes.length, at + (masked ? 4 : 0));
  const payload = new Uint8Array(bytes.length - from);
  if (key === undefined) payload.set(bytes.subarray(from));
  else mask(bytes, from, payload.length, payload, 0, key, 0);
  const rsv = (first & 0x70) === 0 ? '' : 'RSV ';
  return rsv + describeFrame({ fin: first >= 0x80, opcode: first & 15, key }, payload);
}

export function quoted(bytes: Uint8Array): string {
  const text = decodeUtf8(bytes.subarray(0, 4 * SHOWN))
    .replaceAll('\n', '⏎')
    .replaceAll('\0', '␀');
  return text.length > SHOWN ? `"${text.slice(0, SHOWN)}…"` : `"${text}"`;
}

/** Tells of each frame that comes whole; for looking only: it stops at the first that cannot be read. */
export class FrameWatch implements FrameSink {
  readonly #reader: FrameReader;
  #header: Header | undefined;
  #parts: Uint8Array[] = [];
  #told: { readonly text: string; readonly bytes: number }[] = [];
  #over = false;

  constructor(fromClient: boolean) {
    this.#reader = new FrameReader(fromClient);
  }
  take(bytes: Uint8Array): readonly { readonly text: string; readonly bytes: number }[] {
    if (!this.#over && this.#reader.take(bytes, this)) this.#over = true;
    const told = this.#told;
    this.#told = [];
    return told;
  }
  begin(header: Header): undefined {
    this.#header = header;
    this.#parts = [];
  }
  data(bytes: Uint8Array): undefined {
    this.#parts.push(bytes);
  }
  end(): undefined {
    const header = this.#header!;
    const payload = new Uint8Array(header.length);
    let at = 0;
    for (const part of this.#parts) {
      payload.set(part, at);
      at += part.length;
    }
    this.#told.push({ text: describeFrame(header, payload), bytes: header.bytes + header.length });
  }
}

/** What of a head decides whether it upgrades: 'Connection: close · Upgrade –'. */
export const describeUpgrade = (fields: Fields): string =>
  `Connection: ${field(fields, 'connection') ?? '–'} · Upgrade: ${field(fields, 'upgrade') ?? '–'}`;
