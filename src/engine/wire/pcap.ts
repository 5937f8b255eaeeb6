import { LINK_TYPE, SIMULATED_NS, type Capture, type CapturePacket, type DecodedCapture } from './capture.ts';
import type { Problem } from './layer.ts';

/**
 * The classic capture file (draft-ietf-opsawg-pcap §4, §5): one header of 24 bytes, then records of 16 bytes and a
 * packet each. The magic number tells the byte order and what the second half of a time counts.
 */
export const PCAP_MAGIC = { microseconds: 0xa1b2c3d4, nanoseconds: 0xa1b23c4d } as const;
const FILE_HEADER_BYTES = 24;
const RECORD_HEADER_BYTES = 16;
const BILLION = 1_000_000_000;
/** What tcpdump writes as the limit when there is none, and takes for damage when a record is longer. */
const LONGEST_BYTES = 262_144;

/** A file with times in nanoseconds. It has place for one interface only and for no comments. */
export function encodePcap(capture: Capture, byteOrder: 'little' | 'big' = 'little'): Uint8Array {
  if (capture.interfaces.length > 1)
    throw new RangeError('a pcap file has one interface; write a pcapng file');
  const little = byteOrder === 'little';
  const records = capture.packets.reduce((sum, { bytes }) => sum + RECORD_HEADER_BYTES + bytes.length, 0);
  const file = new Uint8Array(FILE_HEADER_BYTES + records);
  const view = new DataView(file.buffer);
  view.setUint32(0, PCAP_MAGIC.nanoseconds, little);
  view.setUint16(4, 2, little); // version 2.4
  view.setUint16(6, 4, little);
  view.setUint32(16, LONGEST_BYTES, little);
  view.setUint32(20, capture.interfaces[0]?.linkType ?? LINK_TYPE.ethernet, little);
  let at = FILE_HEADER_BYTES;
  for (const { atNs, bytes, originalLength } of capture.packets) {
    const seconds = Math.floor(atNs / BILLION);
    view.setUint32(at, (capture.epochSeconds ?? 0) + seconds, little);
    view.setUint32(at + 4, atNs - seconds * BILLION, little);
    view.setUint32(at + 8, bytes.length, little);
    view.setUint32(at + 12, originalLength ?? bytes.length, little);
    file.set(bytes, at + RECORD_HEADER_BYTES);
    at += RECORD_HEADER_BYTES + bytes.length;
  }
  return file;
}

/** What the first four bytes say, if they are of such a file. */
export function pcapFormat(bytes: Uint8Array): { little: boolean; nsPerTick: number } | undefined {
  if (bytes.length < 4) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  for (const little of [true, false]) {
    const magic = view.getUint32(0, little);
    if (magic === PCAP_MAGIC.microseconds) return { little, nsPerTick: 1000 };
    if (magic === PCAP_MAGIC.nanoseconds) return { little, nsPerTick: 1 };
  }
  return undefined;
}

/** Never throws. A file that breaks off, or a record of a length that cannot be, is read up to there. */
export function decodePcap(bytes: Uint8Array): DecodedCapture {
  const format = pcapFormat(bytes);
  if (!format) {
    const length = Math.min(bytes.length, 4);
    return { value: undefined, problems: [{ code: 'pcap.not-a-capture', offset: 0, length }] };
  }
  if (bytes.length < FILE_HEADER_BYTES) {
    const places = { offset: 0, length: bytes.length, expected: FILE_HEADER_BYTES, found: bytes.length };
    return { value: undefined, problems: [{ code: 'pcap.truncated', ...places }] };
  }
  const { little, nsPerTick } = format;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const problems: Problem[] = [];
  const major = view.getUint16(4, little);
  if (major !== 2)
    problems.push({ code: 'pcap.other-version', offset: 4, length: 2, expected: 2, found: major });
  const packets: CapturePacket[] = [];
  let epochSeconds = 0;
  let at = FILE_HEADER_BYTES;
  while (at < bytes.length) {
    const wrong = wrongRecord(view, at, little);
    if (wrong) {
      problems.push(wrong);
      break;
    }
    const seconds = view.getUint32(at, little);
    const ticks = view.getUint32(at + 4, little);
    const length = view.getUint32(at + 8, little);
    const originalLength = view.getUint32(at + 12, little);
    if (ticks * nsPerTick >= BILLION) problems.push({ code: 'pcap.odd-time', offset: at + 4, length: 4 });
    if (packets.length === 0 && seconds * BILLION > SIMULATED_NS) epochSeconds = seconds;
    const start = at + RECORD_HEADER_BYTES;
    packets.push({
      interface: 0,
      atNs: (seconds - epochSeconds) * BILLION + ticks * nsPerTick,
      bytes: bytes.slice(start, start + length),
      ...(originalLength === length ? {} : { originalLength }),
    });
    at = start + length;
  }
  // the upper bits say whether frame check sequences were captured, and are not the link type
  const linkType = view.getUint32(20, little) & 0xffff;
  return { value: { epochSeconds, interfaces: [{ name: '', linkType }], packets }, problems };
}

/** Why the record at `at` cannot be read. */
function wrongRecord(view: DataView, at: number, little: boolean): Problem | undefined {
  const left = view.byteLength - at;
  const cut = (expected: number): Problem => {
    return { code: 'pcap.truncated', offset: at, length: left, expected, found: left };
  };
  if (left < RECORD_HEADER_BYTES) return cut(RECORD_HEADER_BYTES);
  const length = view.getUint32(at + 8, little);
  if (length > LONGEST_BYTES) {
    const places = { offset: at + 8, length: 4, expected: LONGEST_BYTES, found: length };
    return { code: 'pcap.bad-packet-length', ...places };
  }
  return RECORD_HEADER_BYTES + length > left ? cut(RECORD_HEADER_BYTES + length) : undefined;
}
