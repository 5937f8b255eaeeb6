import type { DnsMessage } from './dns.ts';
import { u16 } from './octets.ts';

export const DNS_PORT = 53;
export const DNS_HEADER_BYTES = 12;

/** Types of records (RFC 1035 §3.2.2; AAAA: RFC 3596 §2.1; OPT: RFC 6891 §6.1.1). */
export const DNS_TYPE = {
  a: 1,
  ns: 2,
  cname: 5,
  soa: 6,
  ptr: 12,
  mx: 15,
  txt: 16,
  aaaa: 28,
  opt: 41,
} as const;
export const DNS_CLASS_INTERNET = 1;
/** Response codes (RFC 1035 §4.1.1). */
export const DNS_CODE = {
  noError: 0,
  formatError: 1,
  serverFailure: 2,
  nameError: 3,
  notImplemented: 4,
  refused: 5,
} as const;

export type DnsFlags = Omit<DnsMessage, 'id' | 'questions' | 'answers' | 'authorities' | 'additionals'>;

/** The switches of the second word, from the most significant bit on; bit 9, Z, is reserved (RFC 1035 §4.1.1). */
export const DNS_SWITCHES = {
  response: 0,
  authoritative: 5,
  truncated: 6,
  recursionDesired: 7,
  recursionAvailable: 8,
  authenticData: 10,
  checkingDisabled: 11,
} as const;
type Switch = keyof typeof DNS_SWITCHES;
const SWITCHES = Object.entries(DNS_SWITCHES) as readonly [Switch, number][];
export const RESERVED_BIT = 9;

export function flagsOf(message: DnsFlags): number {
  let word = (message.opcode << 11) | message.responseCode;
  for (const [name, bit] of SWITCHES) if (message[name]) word |= 0x8000 >> bit;
  return word;
}

/** From a message that is at least as long as the header. */
export function readFlags(bytes: Uint8Array): DnsFlags {
  const word = u16(bytes, 2);
  const switches = Object.fromEntries(SWITCHES.map(([name, bit]) => [name, (word & (0x8000 >> bit)) !== 0]));
  return { ...(switches as Record<Switch, boolean>), opcode: (word >> 11) & 15, responseCode: word & 15 };
}
