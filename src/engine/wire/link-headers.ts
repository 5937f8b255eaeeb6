import { ETHER_TYPE } from './ethernet.ts';
import { NO_BYTES, type Decoded, type Field } from './layer.ts';
import { LINK_TYPE } from './capture.ts';
import { hex, u16, u32 } from './octets.ts';

/** What a link header other than Ethernet's says of use here: which protocol follows, as an EtherType (0 if unknown). */
export interface LinkHeader {
  readonly etherType: number;
}

/** Numbers of the address family IPv4 (2 everywhere) in BSD's loopback header. */
const AF_INET = 2;

/** The header in front of the packets of such an interface, or undefined where there is none that we know. */
export function decodeLinkHeader(bytes: Uint8Array, linkType: number): Decoded<LinkHeader> | undefined {
  switch (linkType) {
    case LINK_TYPE.null:
    case LINK_TYPE.loop:
      return loopback(bytes, linkType);
    case LINK_TYPE.linuxCooked:
      return cooked(bytes);
    case LINK_TYPE.linuxCooked2:
      return cooked2(bytes);
    default:
      return undefined;
  }
}

function cut(bytes: Uint8Array, expected: number): Decoded<LinkHeader> {
  const places = { offset: 0, length: bytes.length, expected, found: bytes.length };
  const problem = { code: 'link.truncated', ...places };
  return { value: undefined, payload: NO_BYTES, fields: [], problems: [problem] };
}

/** The family is in the writer's byte order with type 0, in network order with 108: small numbers, so either is told. */
function loopback(bytes: Uint8Array, linkType: number): Decoded<LinkHeader> {
  if (bytes.length < 4) return cut(bytes, 4);
  const number = u32(bytes, 0);
  const family = linkType === LINK_TYPE.null && number > 0xffff ? bytes[0]! : number;
  const fields: Field[] = [{ name: 'link.family', offset: 0, length: 4, value: family }];
  const etherType = family === AF_INET ? ETHER_TYPE.ipv4 : 0;
  return { value: { etherType }, payload: bytes.subarray(4), fields, problems: [] };
}

/** LINKTYPE_LINUX_SLL: packet type, hardware type, address length, 8 bytes of address, protocol. */
function cooked(bytes: Uint8Array): Decoded<LinkHeader> {
  if (bytes.length < 16) return cut(bytes, 16);
  const fields: Field[] = [
    { name: 'link.packetType', offset: 0, length: 2, value: u16(bytes, 0), ...direction(u16(bytes, 0)) },
    { name: 'link.hardware', offset: 2, length: 2, value: u16(bytes, 2) },
    { name: 'link.addressLength', offset: 4, length: 2, value: u16(bytes, 4) },
    { name: 'link.address', offset: 6, length: 8, value: hex(bytes.subarray(6, 14)) },
    { name: 'ethernet.etherType', offset: 14, length: 2, value: u16(bytes, 14), hex: true },
  ];
  return { value: { etherType: u16(bytes, 14) }, payload: bytes.subarray(16), fields, problems: [] };
}

/** LINKTYPE_LINUX_SLL2: protocol, reserved, interface index, hardware type, packet type, address length, address. */
function cooked2(bytes: Uint8Array): Decoded<LinkHeader> {
  if (bytes.length < 20) return cut(bytes, 20);
  const fields: Field[] = [
    { name: 'ethernet.etherType', offset: 0, length: 2, value: u16(bytes, 0), hex: true },
    { name: 'link.reserved', offset: 2, length: 2, value: u16(bytes, 2) },
    { name: 'link.interface', offset: 4, length: 4, value: u32(bytes, 4) },
    { name: 'link.hardware', offset: 8, length: 2, value: u16(bytes, 8) },
    { name: 'link.packetType', offset: 10, length: 1, value: bytes[10]!, ...direction(bytes[10]!) },
    { name: 'link.addressLength', offset: 11, length: 1, value: bytes[11]! },
    { name: 'link.address', offset: 12, length: 8, value: hex(bytes.subarray(12, 20)) },
  ];
  return { value: { etherType: u16(bytes, 0) }, payload: bytes.subarray(20), fields, problems: [] };
}

/** Sent to us, broadcast, multicast, to another host, or sent by us. */
const direction = (type: number): { meaning?: string } =>
  type <= 4 ? { meaning: `link.packetType.${type}` } : {};
