import { SIMULATED_NS, type CaptureInterface, type CapturePacket, type DecodedCapture } from './capture.ts';
import type { Problem } from './layer.ts';
import { BLOCK, BYTE_ORDER_MAGIC, OPTION } from './pcapng.ts';
import { decodeUtf8 } from './utf8.ts';

/** How an interface counts time and cuts packets: ticks of 1/`perSecond` s from `offsetSeconds` after 1970. */
interface Clock {
  readonly perSecond: bigint;
  readonly offsetSeconds: bigint;
  /** The most of a packet that was captured; Infinity where there is no limit. */
  readonly snapBytes: number;
}

const BILLION = 1_000_000_000n;
const MOST_NS = BigInt(SIMULATED_NS);

/**
 * Both byte orders, several sections, any time resolution; blocks of no use to us are skipped. Never throws.
 * A file that breaks off, or whose blocks' lengths cannot be, is read up to there.
 */
export function decodePcapng(bytes: Uint8Array): DecodedCapture {
  const reader = new Reader(bytes);
  reader.run();
  return reader.result();
}

class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #problems: Problem[] = [];
  readonly #interfaces: CaptureInterface[] = [];
  readonly #clocks: Clock[] = [];
  readonly #packets: { readonly ns: bigint; readonly packet: Omit<CapturePacket, 'atNs'> }[] = [];
  /** Interfaces are numbered from 0 in each section: index of this section's first. */
  #firstInterface = 0;
  #little = true;
  #known = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  run(): void {
    let at = 0;
    while (at < this.#bytes.length) {
      const left = this.#bytes.length - at;
      // the section's type reads the same in both byte orders
      if (left >= 12 && this.#u32(at) === BLOCK.section && !this.#beginSection(at)) return;
      if (!this.#known) return this.#say('pcapng.not-a-capture', at, Math.min(left, 12));
      if (left < 12) return this.#say('pcapng.truncated', at, left, 12, left);
      const length = this.#u32(at + 4);
      if (length < 12 || length % 4 !== 0) return this.#say('pcapng.bad-block-length', at + 4, 4);
      if (length > left) return this.#say('pcapng.truncated', at, left, length, left);
      const again = this.#u32(at + length - 4);
      if (again !== length) return this.#say('pcapng.bad-block-length', at + length - 4, 4, length, again);
      this.#block(at, at + length - 4);
      at += length;
    }
    if (!this.#known) this.#say('pcapng.not-a-capture', 0, 0);
  }

  result(): DecodedCapture {
    if (!this.#known) return { value: undefined, problems: this.#problems };
    const first = this.#packets[0]?.ns ?? 0n;
    const epochSeconds = first >= 0n && first <= MOST_NS ? 0n : first / BILLION;
    const packets = this.#packets.map(({ ns, packet }) => ({
      ...packet,
      atNs: Number(ns - epochSeconds * BILLION),
    }));
    const value = { epochSeconds: Number(epochSeconds), interfaces: this.#interfaces, packets };
    return { value, problems: this.#problems };
  }

  #beginSection(at: number): boolean {
    const magic = this.#view.getUint32(at + 8, true);
    if (magic !== BYTE_ORDER_MAGIC && this.#view.getUint32(at + 8, false) !== BYTE_ORDER_MAGIC) {
      this.#say('pcapng.bad-byte-order', at + 8, 4);
      return false;
    }
    this.#little = magic === BYTE_ORDER_MAGIC;
    this.#firstInterface = this.#interfaces.length;
    this.#known = true;
    return true;
  }

  /** One block; `end` is where its second length stands. */
  #block(at: number, end: number): void {
    const type = this.#u32(at);
    const least = { [BLOCK.section]: 24, [BLOCK.interface]: 16, [BLOCK.packet]: 28, [BLOCK.simple]: 12 }[
      type
    ];
    if (least === undefined) return;
    if (end - at < least) return this.#say('pcapng.bad-block-length', at + 4, 4, least + 4, end + 4 - at);
    if (type === BLOCK.section) {
      const major = this.#u16(at + 12);
      if (major !== 1) this.#say('pcapng.other-version', at + 12, 2, 1, major);
    } else if (type === BLOCK.interface) this.#interface(at, end);
    else if (type === BLOCK.packet) this.#packet(at, end);
    else this.#simplePacket(at, end);
  }

  #interface(at: number, end: number): void {
    let name = '';
    let perSecond = 1_000_000n;
    let offsetSeconds = 0n;
    for (const { code, offset, data } of this.#options(at + 16, end)) {
      if (code === OPTION.name) name = decodeUtf8(data);
      else if (code === OPTION.resolution && data.length === 1) perSecond = ticksPerSecond(data[0]!);
      else if (code === OPTION.timeOffset && data.length === 8) {
        offsetSeconds = this.#view.getBigInt64(offset, this.#little);
      }
    }
    this.#interfaces.push({ name, linkType: this.#u16(at + 8) });
    const snapBytes = this.#u32(at + 12) || Infinity;
    this.#clocks.push({ perSecond, offsetSeconds, snapBytes });
  }

  #packet(at: number, end: number): void {
    const captured = this.#u32(at + 20);
    const dataEnd = at + 28 + captured;
    if (dataEnd > end) {
      return this.#say('pcapng.bad-packet-length', at + 20, 4, end - at - 28, captured);
    }
    let comment: string | undefined;
    for (const { code, data } of this.#options((dataEnd + 3) & ~3, end)) {
      if (code === OPTION.comment) comment ??= decodeUtf8(data);
    }
    const ticks = (BigInt(this.#u32(at + 12)) << 32n) | BigInt(this.#u32(at + 16));
    this.#add(at, this.#u32(at + 8), at + 28, captured, this.#u32(at + 24), ticks, comment);
  }

  /** Has neither interface nor time nor captured length: the section's first interface, at time 0, cut as that cuts. */
  #simplePacket(at: number, end: number): void {
    const original = this.#u32(at + 8);
    const { snapBytes } = this.#clocks[this.#firstInterface] ?? { snapBytes: Infinity };
    this.#add(at, 0, at + 12, Math.min(original, snapBytes, end - at - 12), original, 0n, undefined);
  }

  #add(
    at: number,
    inSection: number,
    start: number,
    length: number,
    originalLength: number,
    ticks: bigint,
    comment: string | undefined,
  ): void {
    const index = this.#firstInterface + inSection;
    const clock = this.#clocks[index];
    if (!clock) return this.#say('pcapng.unknown-interface', at + 8, 4, undefined, inSection);
    const packet = {
      interface: index,
      bytes: this.#bytes.slice(start, start + length),
      ...(originalLength === length ? {} : { originalLength }),
      ...(comment === undefined ? {} : { comment }),
    };
    const ns = clock.offsetSeconds * BILLION + (ticks * BILLION) / clock.perSecond;
    this.#packets.push({ ns, packet });
  }

  #options(start: number, end: number): { code: number; offset: number; data: Uint8Array }[] {
    const options = [];
    let at = start;
    while (at + 4 <= end) {
      const code = this.#u16(at);
      const length = this.#u16(at + 2);
      if (code === OPTION.end) break;
      if (at + 4 + length > end) {
        this.#say('pcapng.bad-option-length', at + 2, 2, end - at - 4, length);
        break;
      }
      options.push({ code, offset: at + 4, data: this.#bytes.subarray(at + 4, at + 4 + length) });
      at += 4 + ((length + 3) & ~3);
    }
    return options;
  }

  #u16(at: number): number {
    return this.#view.getUint16(at, this.#little);
  }

  #u32(at: number): number {
    return this.#view.getUint32(at, this.#little);
  }

  #say(code: string, offset: number, length: number, expected?: number, found?: number): void {
    this.#problems.push({
      code,
      offset,
      length,
      ...(expected === undefined ? {} : { expected }),
      ...(found === undefined ? {} : { found }),
    });
  }
}

/** if_tsresol: 10^-n of a second, or 2^-n where the top bit is set. */
function ticksPerSecond(resolution: number): bigint {
  const base = resolution & 0x80 ? 2n : 10n;
  let ticks = 1n;
  for (let n = resolution & 0x7f; n > 0; n -= 1) ticks *= base;
  return ticks;
}
