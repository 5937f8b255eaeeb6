import { encodeArp } from '#engine/wire/arp.ts';
import { DNS_PORT } from '#engine/wire/dns-header.ts';
import { ETHER_TYPE } from '#engine/wire/ethernet.ts';
import { PROTOCOL } from '#engine/wire/ipv4.ts';
import { NO_BYTES } from '#engine/wire/layer.ts';
import { mend } from '#engine/wire/mend.ts';
import { putU16 } from '#engine/wire/octets.ts';
import type { Layer } from '#engine/wire/packet.ts';
import { spliced } from '#engine/wire/edit.ts';
import { ADDRESS, MAC, OPEN } from './network.ts';
import { dnsQuestion, pingFrame, tcpFrame, text, udpFrame } from './packets.ts';

/** What a layer may have inside. */
export type Part = 'ipv4' | 'arp' | 'tcp' | 'udp' | 'icmp' | 'dns' | 'data' | 'nothing';

const INSIDE: Readonly<Record<string, readonly Part[]>> = {
  ethernet: ['ipv4', 'arp', 'data'],
  ipv4: ['tcp', 'udp', 'icmp', 'data'],
  tcp: ['data', 'dns', 'nothing'],
  udp: ['data', 'dns', 'nothing'],
  icmp: ['data', 'nothing'],
};

export interface Choice {
  readonly options: readonly Part[];
  /** What is inside now; undefined where it is something else. */
  readonly now: Part | undefined;
}

/** What can be put into a layer of a frame; undefined where nothing can. */
export function choiceOf(layers: readonly Layer[], index: number): Choice | undefined {
  const layer = layers[index]!;
  const options = layer.quoted || layer.length === 0 ? undefined : INSIDE[layer.name];
  if (!options) return undefined;
  const inner = layers[index + 1]?.name ?? 'nothing';
  const now = inner === 'padding' ? 'nothing' : inner;
  return { options, now: options.find((one) => one === now) };
}

/** RFC 3692 §2.1: protocol 253 is kept for experiments; so is IEEE 802's Local Experimental EtherType 1. */
const EXPERIMENT = { protocol: 253, etherType: 0x88b5 } as const;

/** The frame with something else inside of one of its layers: all that was inside goes, what comes is right and begins anew. */
export function withInside(frame: Uint8Array, layer: Layer, part: Part): Uint8Array {
  const end = layer.offset + layer.length;
  const inner = layer.name === 'tcp' && part === 'dns' ? dnsOverTcp() : contents(part);
  const bytes = spliced(frame.subarray(0, end), end, 0, inner);
  if (layer.name === 'ethernet')
    putU16(bytes, end - 2, part === 'data' ? EXPERIMENT.etherType : etherTypeOf(part));
  else if (layer.name === 'ipv4')
    bytes[layer.offset + 9] = part === 'data' ? EXPERIMENT.protocol : protocolOf(part);
  else if (part === 'dns') putU16(bytes, layer.offset + 2, DNS_PORT);
  return mend(bytes);
}

const etherTypeOf = (part: Part): number => (part === 'arp' ? ETHER_TYPE.arp : ETHER_TYPE.ipv4);
const protocolOf = (part: Part): number =>
  part === 'tcp' ? PROTOCOL.tcp : part === 'udp' ? PROTOCOL.udp : PROTOCOL.icmp;

/** RFC 1035 §4.2.2: over TCP its length stands before a message. */
function dnsOverTcp(): Uint8Array {
  const message = dnsQuestion();
  return Uint8Array.of(message.length >> 8, message.length & 255, ...message);
}

const ETHERNET = 14;
const IPV4 = 20;

function contents(part: Part): Uint8Array {
  switch (part) {
    case 'ipv4':
      return udpFrame(OPEN.udp, text('hello')).subarray(ETHERNET);
    case 'arp':
      return encodeArp({
        ...{ operation: 1, senderMac: MAC.you, senderIp: ADDRESS.you },
        ...{ targetMac: 0, targetIp: ADDRESS.router },
      });
    case 'tcp':
      return tcpFrame({}).subarray(ETHERNET + IPV4);
    case 'udp':
      return udpFrame(OPEN.udp, text('hello')).subarray(ETHERNET + IPV4);
    case 'icmp':
      return pingFrame(text('hello')).subarray(ETHERNET + IPV4);
    case 'dns':
      return dnsQuestion();
    case 'data':
      return text('hello');
    case 'nothing':
      return NO_BYTES;
  }
}
