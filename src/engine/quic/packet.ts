import { u16, u32 } from '../wire/octets.ts';

/**
 * Packets of the model: as large as RFC 9000 §17 makes them, the frames as §19 writes them, but not encrypted. The two high bits are 01 in all
 * of them, so that no analyser takes a handshake packet for one that it could decrypt.
 */
export type PacketKind = 'initial' | 'zero-rtt' | 'handshake' | 'one-rtt';
const KINDS: readonly PacketKind[] = ['initial', 'zero-rtt', 'handshake', 'one-rtt'];

export type QuicFrame =
  | { readonly kind: 'ping' }
  /** RFC 9000 §19.3: first and last number of each range, highest first; `delayNs` since the largest came. */
  | {
      readonly kind: 'ack';
      readonly ranges: readonly (readonly [number, number])[];
      readonly delayNs: number;
    }
  /** RFC 9000 §19.6: what TLS says. Only its length counts here. */
  | { readonly kind: 'crypto'; readonly offset: number; readonly length: number }
  | {
      readonly kind: 'stream';
      readonly id: number;
      readonly offset: number;
      readonly data: Uint8Array;
      readonly fin: boolean;
    }
  | { readonly kind: 'handshake-done' };

export interface QuicPacket {
  readonly kind: PacketKind;
  readonly number: number;
  readonly frames: readonly QuicFrame[];
}

const CONNECTION_ID_BYTES = 8;
const NUMBER_BYTES = 4;
/** RFC 9001 §5.3: the authentication tag of every packet. */
const TAG_BYTES = 16;
/** RFC 9000 §17.2: version, lengths, the source's connection id and the length field of a long header. */
const LONG_BYTES = 4 + 1 + 1 + CONNECTION_ID_BYTES + 2;
/** RFC 9000 §19.3: in units of 2^3 microseconds unless told otherwise (§18.2). */
const ACK_DELAY_NS = 8000;

export const overheadOf = (kind: PacketKind): number =>
  1 + CONNECTION_ID_BYTES + NUMBER_BYTES + TAG_BYTES + (kind === 'one-rtt' ? 0 : LONG_BYTES);

/** RFC 9000 §16. Numbers here stay below 2^30. */
const varintBytes = (value: number): number => (value < 0x40 ? 1 : value < 0x4000 ? 2 : 4);

/** The bytes that a STREAM frame needs besides its data (RFC 9000 §19.8, with offset and length). */
export const streamOverhead = (id: number, offset: number, length: number): number =>
  1 + varintBytes(id) + varintBytes(offset) + varintBytes(length);
export const cryptoOverhead = (offset: number, length: number): number =>
  1 + varintBytes(offset) + varintBytes(length);

/** With PADDING up to `leastBytes` (RFC 9000 §14.1: 1,200 where a client's Initial is in it). */
export function encodePacket(packet: QuicPacket, leastBytes = 0): Uint8Array {
  const body: number[] = [];
  for (const frame of packet.frames) writeFrame(body, frame);
  const overhead = overheadOf(packet.kind);
  const bytes = new Uint8Array(Math.max(overhead + body.length, leastBytes));
  bytes[0] = 0x40 | KINDS.indexOf(packet.kind);
  const at = overhead - TAG_BYTES - NUMBER_BYTES;
  bytes.set(
    [packet.number >>> 24, packet.number >>> 16, packet.number >>> 8, packet.number].map((one) => one & 0xff),
    at,
  );
  bytes.set(body, at + NUMBER_BYTES);
  return bytes;
}

/** Undefined where it is none of the model's: nothing else is ever thrown at it by a peer of ours, but a corrupted one is. */
export function readPacket(bytes: Uint8Array): QuicPacket | undefined {
  const kind = KINDS[bytes[0]! & 0x3f];
  if ((bytes[0]! & 0xc0) !== 0x40 || !kind) return undefined;
  const overhead = overheadOf(kind);
  if (bytes.length < overhead) return undefined;
  const at = overhead - TAG_BYTES - NUMBER_BYTES;
  const frames = readFrames(bytes, at + NUMBER_BYTES, bytes.length - TAG_BYTES);
  return frames && { kind, number: u32(bytes, at), frames };
}

function writeFrame(out: number[], frame: QuicFrame): void {
  switch (frame.kind) {
    case 'ping':
      out.push(0x01);
      return;
    case 'ack': {
      const [first, ...others] = frame.ranges;
      out.push(0x02);
      writeVarint(out, first![1]);
      writeVarint(out, Math.floor(frame.delayNs / ACK_DELAY_NS));
      writeVarint(out, others.length);
      writeVarint(out, first![1] - first![0]);
      let least = first![0];
      for (const [from, to] of others) {
        writeVarint(out, least - to - 2);
        writeVarint(out, to - from);
        least = from;
      }
      return;
    }
    case 'crypto':
      out.push(0x06);
      writeVarint(out, frame.offset);
      writeVarint(out, frame.length);
      for (let at = 0; at < frame.length; at += 1) out.push(0);
      return;
    case 'stream':
      out.push(0x0e | (frame.fin ? 1 : 0));
      writeVarint(out, frame.id);
      writeVarint(out, frame.offset);
      writeVarint(out, frame.data.length);
      for (const octet of frame.data) out.push(octet);
      return;
    case 'handshake-done':
      out.push(0x1e);
  }
}

function readFrames(bytes: Uint8Array, from: number, end: number): QuicFrame[] | undefined {
  const frames: QuicFrame[] = [];
  let at = from;
  const varint = (): number => {
    const first = bytes[at] ?? 0;
    const size = 1 << (first >>> 6);
    const value =
      size === 1 ? first & 0x3f : size === 2 ? u16(bytes, at) & 0x3fff : u32(bytes, at) & 0x3fff_ffff;
    at += size;
    return value;
  };
  while (at < end) {
    const type = bytes[at++]!;
    if (type === 0x00) continue;
    if (type === 0x01) frames.push({ kind: 'ping' });
    else if (type === 0x02) {
      const largest = varint();
      const delayNs = varint() * ACK_DELAY_NS;
      const count = varint();
      const ranges: [number, number][] = [[largest - varint(), largest]];
      for (let nth = 0; nth < count && at < end; nth += 1) {
        const to = ranges.at(-1)![0] - varint() - 2;
        ranges.push([to - varint(), to]);
      }
      frames.push({ kind: 'ack', ranges, delayNs });
    } else if (type === 0x06) {
      const offset = varint();
      const length = varint();
      frames.push({ kind: 'crypto', offset, length });
      at += length;
    } else if ((type & 0xf8) === 0x08) {
      const id = varint();
      const offset = varint();
      const length = varint();
      frames.push({ kind: 'stream', id, offset, data: bytes.slice(at, at + length), fin: (type & 1) === 1 });
      at += length;
    } else if (type === 0x1e) frames.push({ kind: 'handshake-done' });
    else return undefined;
    if (at > end) return undefined;
  }
  return frames;
}

function writeVarint(out: number[], value: number): void {
  if (value < 0x40) out.push(value);
  else if (value < 0x4000) out.push(0x40 | (value >>> 8), value & 0xff);
  else out.push(0x80 | (value >>> 24), (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);
}
