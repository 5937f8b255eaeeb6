import { ARP, encodeArp } from '#engine/wire/arp.ts';
import { DNS_TYPE } from '#engine/wire/dns-header.ts';
import { encodeDns } from '#engine/wire/dns.ts';
import { encodeEthernet, ETHER_TYPE } from '#engine/wire/ethernet.ts';
import { echo, encodeIcmp } from '#engine/wire/icmp.ts';
import { encodeIpv4, PROTOCOL, type Ipv4Header } from '#engine/wire/ipv4.ts';
import { NO_BYTES } from '#engine/wire/layer.ts';
import { hex } from '#engine/wire/octets.ts';
import { encodeSegment, FLAG, type TcpHeader } from '#engine/wire/tcp.ts';
import { encodeDatagram } from '#engine/wire/udp.ts';
import { encodeUtf8 } from '#engine/wire/utf8.ts';
import { BROADCAST_MAC } from '#engine/wire/address.ts';
import { ADDRESS, MAC, OPEN, OWN_PORT } from './network.ts';

/** Packets that scenarios start from and that layers are filled with: whole frames from you to the server, all of it right. */

const ip = (protocol: number, change: Partial<Ipv4Header> = {}): Ipv4Header => ({
  ...{ dscp: 0, ecn: 0, identification: 1, dontFragment: false, moreFragments: false, fragmentOffset: 0 },
  ...{ ttl: 64, protocol, source: ADDRESS.you, destination: ADDRESS.server, options: NO_BYTES },
  ...change,
});

const framed = (packet: Uint8Array): Uint8Array =>
  encodeEthernet({ destination: MAC.router, source: MAC.you, etherType: ETHER_TYPE.ipv4 }, packet);

export function tcpFrame(
  header: Partial<TcpHeader>,
  payload: Uint8Array = NO_BYTES,
  change: Partial<Ipv4Header> = {},
): Uint8Array {
  const whole: TcpHeader = {
    ...{ sourcePort: OWN_PORT, destinationPort: OPEN.tcp, seq: 1000, ack: 0, flags: FLAG.SYN },
    ...{ window: 65_535, urgent: 0, options: [{ kind: 'mss', mss: 1460 }] },
    ...header,
  };
  return framed(encodeSegment(ip(PROTOCOL.tcp, change), whole, payload));
}

export function udpFrame(
  destinationPort: number,
  payload: Uint8Array,
  change: Partial<Ipv4Header> = {},
): Uint8Array {
  const header = { sourcePort: OWN_PORT, destinationPort, checksummed: true };
  return framed(encodeDatagram(ip(PROTOCOL.udp, change), header, payload));
}

export const pingFrame = (payload: Uint8Array, change: Partial<Ipv4Header> = {}): Uint8Array =>
  framed(encodeIpv4(ip(PROTOCOL.icmp, change), encodeIcmp(echo(1, 1), payload)));

/** Who has the router's address? */
export function arpFrame(): Uint8Array {
  const packet = {
    ...{ operation: ARP.request, senderMac: MAC.you, senderIp: ADDRESS.you },
    ...{ targetMac: 0, targetIp: ADDRESS.router },
  };
  const header = { destination: BROADCAST_MAC, source: MAC.you, etherType: ETHER_TYPE.arp };
  return encodeEthernet(header, encodeArp(packet));
}

export const dnsQuestion = (): Uint8Array =>
  encodeDns({
    ...{ id: 0x1234, response: false, opcode: 0, authoritative: false, truncated: false },
    ...{ recursionDesired: true, recursionAvailable: false, authenticData: false, checkingDisabled: false },
    responseCode: 0,
    questions: [{ name: 'www.example.com', type: DNS_TYPE.a, class: 1 }],
    ...{ answers: [], authorities: [], additionals: [] },
  });

export const text = (words: string): Uint8Array => encodeUtf8(words);

/** As a parameter holds a frame, and back. */
export const toHex = hex;
export const fromHex = (digits: string): Uint8Array =>
  Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
