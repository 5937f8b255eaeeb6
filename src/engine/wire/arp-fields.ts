import { formatIpv4, formatMac } from './address.ts';
import { ARP, ARP_HARDWARE, arpProblem, IPV4_BYTES, MAC_BYTES, readArp, type ArpPacket } from './arp.ts';
import { ETHER_TYPE } from './ethernet.ts';
import type { Decoded, Field } from './layer.ts';

/** The packet with its fields, for whoever opens it; hosts only `readArp`. */
export function decodeArp(bytes: Uint8Array): Decoded<ArpPacket> {
  const { value, payload } = readArp(bytes);
  if (!value) return { value, payload, fields: [], problems: [arpProblem(bytes)!] };
  const fields: Field[] = [
    { name: 'arp.hardware', offset: 0, length: 2, value: ARP_HARDWARE },
    { name: 'arp.protocol', offset: 2, length: 2, value: ETHER_TYPE.ipv4, hex: true, meaning: 'ipv4' },
    { name: 'arp.hardwareLength', offset: 4, length: 1, value: MAC_BYTES },
    { name: 'arp.protocolLength', offset: 5, length: 1, value: IPV4_BYTES },
    { name: 'arp.operation', offset: 6, length: 2, value: value.operation, ...operationName(value) },
    { name: 'arp.senderMac', offset: 8, length: 6, value: formatMac(value.senderMac) },
    { name: 'arp.senderIp', offset: 14, length: 4, value: formatIpv4(value.senderIp) },
    { name: 'arp.targetMac', offset: 18, length: 6, value: formatMac(value.targetMac) },
    { name: 'arp.targetIp', offset: 24, length: 4, value: formatIpv4(value.targetIp) },
  ];
  return { value, payload, fields, problems: [] };
}

function operationName({ operation }: ArpPacket): { meaning?: string } {
  const name = Object.entries(ARP).find(([, number]) => number === operation)?.[0];
  return name === undefined ? {} : { meaning: `arp.${name}` };
}
