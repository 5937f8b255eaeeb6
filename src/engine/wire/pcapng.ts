import { LINK_TYPE, type Capture, type CapturePacket } from './capture.ts';
import { encodeUtf8, putUtf8, utf8Length } from './utf8.ts';

/** Block types and option codes of draft-ietf-opsawg-pcapng §4 and §3.5. */
export const BLOCK = { section: 0x0a0d0d0a, interface: 1, simple: 3, packet: 6 } as const;
export const OPTION = { end: 0, comment: 1, application: 4, name: 2, resolution: 9, timeOffset: 14 } as const;
export const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
const NANOSECONDS = 9;
const BILLION = 1_000_000_000n;

interface Option {
  readonly code: number;
  readonly data: Uint8Array;
}

/**
 * A pcapng file: one section, its interfaces with times in nanoseconds, one enhanced packet block a packet.
 * The size is known before the first byte is written, so that everything goes into one buffer.
 */
export function encodePcapng(capture: Capture, byteOrder: 'little' | 'big' = 'little'): Uint8Array {
  const section: Option[] = [{ code: OPTION.application, data: encodeUtf8('Keepalive') }];
  const interfaces = capture.interfaces.map(({ name }): Option[] => [
    { code: OPTION.name, data: encodeUtf8(name) },
    { code: OPTION.resolution, data: Uint8Array.of(NANOSECONDS) },
  ]);
  const commentLengths = capture.packets.map(({ comment }) =>
    comment === undefined ? 0 : utf8Length(comment),
  );
  const packetLength = ({ bytes, comment }: CapturePacket, index: number): number =>
    32 + padded(bytes.length) + (comment === undefined ? 0 : 8 + padded(commentLengths[index]!));
  let size = 28 + optionsLength(section);
  for (const options of interfaces) size += 20 + optionsLength(options);
  capture.packets.forEach((packet, index) => {
    size += packetLength(packet, index);
  });

  const out = new Output(size, byteOrder === 'little');
  out.begin(BLOCK.section, 28 + optionsLength(section));
  out.u32(BYTE_ORDER_MAGIC);
  out.u16(1); // version 1.0
  out.u16(0);
  out.u32(0xffffffff); // section length not given
  out.u32(0xffffffff);
  out.end(section);
  capture.interfaces.forEach(({ linkType = LINK_TYPE.ethernet }, index) => {
    out.begin(BLOCK.interface, 20 + optionsLength(interfaces[index]!));
    out.u16(linkType);
    out.u16(0);
    out.u32(0); // no limit on the captured length
    out.end(interfaces[index]!);
  });
  const epoch = BigInt(capture.epochSeconds ?? 0) * BILLION;
  const epochHigh = Number(epoch >> 32n);
  const epochLow = Number(epoch & 0xffff_ffffn);
  capture.packets.forEach((packet, index) => {
    const { atNs, bytes, comment } = packet;
    const low = epochLow + (atNs >>> 0);
    out.begin(BLOCK.packet, packetLength(packet, index));
    out.u32(packet.interface);
    out.u32(epochHigh + Math.floor(atNs / 0x1_0000_0000) + (low > 0xffff_ffff ? 1 : 0));
    out.u32(low);
    out.u32(bytes.length);
    out.u32(packet.originalLength ?? bytes.length);
    out.bytes(bytes);
    if (comment !== undefined) out.text(OPTION.comment, comment, commentLengths[index]!);
    out.end([]);
  });
  return out.buffer;
}

const padded = (length: number): number => (length + 3) & ~3;

const optionsLength = (options: readonly Option[]): number =>
  options.length === 0 ? 0 : options.reduce((sum, { data }) => sum + 4 + padded(data.length), 4);

/** A buffer of known size that is filled from the front, block by block. */
class Output {
  readonly buffer: Uint8Array;
  readonly #view: DataView;
  readonly #little: boolean;
  #at = 0;
  #blockLength = 0;

  constructor(size: number, little: boolean) {
    this.buffer = new Uint8Array(size);
    this.#view = new DataView(this.buffer.buffer);
    this.#little = little;
  }

  u16(value: number): void {
    this.#view.setUint16(this.#at, value, this.#little);
    this.#at += 2;
  }

  u32(value: number): void {
    this.#view.setUint32(this.#at, value, this.#little);
    this.#at += 4;
  }

  /** The bytes, and zeros up to the next 32-bit word. */
  bytes(data: Uint8Array): void {
    this.buffer.set(data, this.#at);
    this.#at += padded(data.length);
  }

  /** An option that is a text of `length` bytes, and the end of the options. */
  text(code: number, text: string, length: number): void {
    if (length > 0xffff) throw new RangeError(`pcapng comment of ${length} bytes`);
    this.u16(code);
    this.u16(length);
    putUtf8(this.buffer, this.#at, text);
    this.#at += padded(length);
    this.u32(OPTION.end);
  }

  begin(type: number, length: number): void {
    this.#blockLength = length;
    this.u32(type);
    this.u32(length);
  }

  /** The options, and the block's length again, so that a reader can go backwards. */
  end(options: readonly Option[]): void {
    for (const { code, data } of options) {
      this.u16(code);
      this.u16(data.length);
      this.bytes(data);
    }
    if (options.length > 0) this.u32(OPTION.end);
    this.u32(this.#blockLength);
  }
}
