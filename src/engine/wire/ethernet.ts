import { formatMac, type Mac } from './address.ts';
import { NO_BYTES, type Decoded, type Read } from './layer.ts';
import { putU16, putU48, u16, u48 } from './octets.ts';

/** Ethernet II (IEEE 802.3-2022 §3.2), without preamble and frame check sequence, as captures hold it. */
export interface EthernetHeader {
  readonly destination: Mac;
  readonly source: Mac;
  /** What the payload is: ETHER_TYPE.ipv4. Below 1536 it is the length of an 802.3 frame instead. */
  readonly etherType: number;
}

export const ETHER_TYPE = { ipv4: 0x0800, arp: 0x0806, ipv6: 0x86dd } as const;
export const ETHERNET_HEADER_BYTES = 14;

export function encodeEthernet(header: EthernetHeader, payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(ETHERNET_HEADER_BYTES + payload.length);
  putU48(bytes, 0, header.destination);
  putU48(bytes, 6, header.source);
  putU16(bytes, 12, header.etherType);
  bytes.set(payload, ETHERNET_HEADER_BYTES);
  return bytes;
}

/** `payload` is everything after the header: padding up to the shortest frame is told apart by the layer above. */
export function readEthernet(bytes: Uint8Array): Read<EthernetHeader> {
  if (bytes.length < ETHERNET_HEADER_BYTES) {
    return { value: undefined, payload: NO_BYTES, fault: 'ethernet.truncated' };
  }
  const value = { destination: u48(bytes, 0), source: u48(bytes, 6), etherType: u16(bytes, 12) };
  return { value, payload: bytes.subarray(ETHERNET_HEADER_BYTES), fault: undefined };
}

export function decodeEthernet(bytes: Uint8Array): Decoded<EthernetHeader> {
  const { value, payload } = readEthernet(bytes);
  if (!value) {
    const problem = {
      code: 'ethernet.truncated',
      offset: 0,
      length: bytes.length,
      expected: ETHERNET_HEADER_BYTES,
      found: bytes.length,
    };
    return { value, payload, fields: [], problems: [problem] };
  }
  const fields = [
    { name: 'ethernet.destination', offset: 0, length: 6, value: formatMac(value.destination) },
    { name: 'ethernet.source', offset: 6, length: 6, value: formatMac(value.source) },
    { name: 'ethernet.etherType', offset: 12, length: 2, value: value.etherType, hex: true },
  ] as const;
  return { value, payload, fields, problems: [] };
}
