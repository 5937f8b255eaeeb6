import type { Mac } from './address.ts';
import { NO_BYTES, type Read } from './layer.ts';
import { putU16, putU48, u16, u48 } from './octets.ts';

/** Ethernet II (IEEE 802.3-2022 §3.2), without preamble and frame check sequence, as captures hold it. */
export interface EthernetHeader {
  readonly destination: Mac;
  readonly source: Mac;
  /** What the payload is: ETHER_TYPE.ipv4. Below 1536 it is the length of an 802.3 frame instead. */
  readonly etherType: number;
  /** The 802.1Q tag, where there is one; of two, the outer one. */
  readonly vlan?: VlanTag;
}

/** IEEE 802.1Q-2022 §9.6. */
export interface VlanTag {
  /** Priority code point, 3 bits. */
  readonly priority: number;
  readonly dropEligible: boolean;
  /** VLAN identifier, 12 bits. */
  readonly id: number;
}

export const ETHER_TYPE = { ipv4: 0x0800, arp: 0x0806, vlan: 0x8100, ipv6: 0x86dd } as const;
export const ETHERNET_HEADER_BYTES = 14;
/** IEEE 802.3 §4.2.3.3: shorter frames are filled up, here to what is left of 64 bytes without the check sequence. */
export const SHORTEST_FRAME_BYTES = 60;
const TAGGED_HEADER_BYTES = 18;

export function encodeEthernet(header: EthernetHeader, payload: Uint8Array): Uint8Array {
  const { vlan } = header;
  const headerLength = vlan ? TAGGED_HEADER_BYTES : ETHERNET_HEADER_BYTES;
  const bytes = new Uint8Array(headerLength + payload.length);
  putU48(bytes, 0, header.destination);
  putU48(bytes, 6, header.source);
  if (vlan) {
    putU16(bytes, 12, ETHER_TYPE.vlan);
    putU16(bytes, 14, (vlan.priority << 13) | (vlan.dropEligible ? 0x1000 : 0) | vlan.id);
  }
  putU16(bytes, headerLength - 2, header.etherType);
  bytes.set(payload, headerLength);
  return bytes;
}

/** Of the header: longer by the tag, where there is one. */
export const ethernetHeaderLength = (bytes: Uint8Array): number =>
  bytes.length >= ETHERNET_HEADER_BYTES && u16(bytes, 12) === ETHER_TYPE.vlan
    ? TAGGED_HEADER_BYTES
    : ETHERNET_HEADER_BYTES;

/** `payload` is everything after the header: padding up to the shortest frame is told apart by the layer above. */
export function readEthernet(bytes: Uint8Array): Read<EthernetHeader> {
  const headerLength = ethernetHeaderLength(bytes);
  if (bytes.length < headerLength) {
    return { value: undefined, payload: NO_BYTES, fault: 'ethernet.truncated' };
  }
  const addresses = { destination: u48(bytes, 0), source: u48(bytes, 6) };
  const etherType = u16(bytes, headerLength - 2);
  const value =
    headerLength === ETHERNET_HEADER_BYTES
      ? { ...addresses, etherType }
      : { ...addresses, etherType, vlan: tagOf(u16(bytes, 14)) };
  return { value, payload: bytes.subarray(headerLength), fault: undefined };
}

const tagOf = (control: number): VlanTag => ({
  priority: control >> 13,
  dropEligible: (control & 0x1000) !== 0,
  id: control & 0xfff,
});
