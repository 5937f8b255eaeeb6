import { NO_BYTES, type Decoded } from './layer.ts';

/** No header that is quoted is longer: TCP's with all of its options. */
const LONGEST_HEADER_BYTES = 60;
const TCP_DATA_OFFSET_AT = 12;

/**
 * The beginning of a TCP or UDP header, or of an ICMP message, that an ICMP error quotes: at least
 * RFC 792 "Internet Header + 64 bits of Data Datagram". The fields that are whole are given. Lengths and checksums
 * speak of bytes that are not there, so nothing is a problem.
 */
export function decodeBeginning<T>(bytes: Uint8Array, decode: (whole: Uint8Array) => Decoded<T>): Decoded<T> {
  const whole = new Uint8Array(Math.max(LONGEST_HEADER_BYTES, bytes.length));
  if (bytes.length <= TCP_DATA_OFFSET_AT) whole[TCP_DATA_OFFSET_AT] = 0x50; // of TCP, the shortest header
  whole.set(bytes);
  const { value, payload, fields } = decode(whole);
  if (value === undefined) return { value, payload: NO_BYTES, fields: [], problems: [] };
  const present = fields.filter(({ offset, length }) => offset + length <= bytes.length);
  return { value, payload: bytes.subarray(payload.byteOffset), fields: present, problems: [] };
}
