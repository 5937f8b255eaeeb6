import { formatIpv4 } from '../wire/address.ts';
import { ETHER_TYPE } from '../wire/ethernet.ts';
import { PROTOCOL } from '../wire/ipv4.ts';
import { u16, u32 } from '../wire/octets.ts';
import { FLAG, formatFlags } from '../wire/tcp.ts';
import type { PacketFields } from './events.ts';
import { icmpName } from './icmp-names.ts';

/** What is known of one direction between two ports: its name, and where its numbers start. */
interface Flow {
  readonly source: string;
  readonly destination: string;
  base: number | undefined;
  /** The other direction. */
  back: Flow;
}

/** Where the packet begins in an Ethernet frame. */
const PACKET = 14;
type Read = Omit<PacketFields, 'frame' | 'name'>;
const NONE: Omit<Read, 'protocol' | 'label' | 'source' | 'destination'> = {
  sourcePort: null,
  destinationPort: null,
  flags: '',
  seq: 0,
  ack: 0,
  relSeq: 0,
  relAck: 0,
  len: 0,
  window: 0,
  icmpType: null,
  icmpCode: null,
};

/**
 * Reads what a trace says of a frame, and remembers where each stream's numbers start. It looks straight at the
 * bytes: no checksum is verified (hosts do that) and no option opened, and a header cut short is none. Offsets: RFC 791
 * §3.1, RFC 9293 §3.1.
 */
export class FrameReader {
  readonly #flows = new Map<number, Map<number, Flow>>();
  readonly #addresses = new Map<number, string>();
  readonly #flags: string[] = [];

  /** `learn` where the bytes are as their sender made them, so that their numbers can be believed. */
  read(bytes: Uint8Array, frame: number, name: string, learn: boolean): PacketFields {
    // TCP is spelled out, as most packets are TCP and a run may have millions of them
    if (isPlainTcp(bytes)) return this.#tcp(bytes, frame, name, learn);
    return { frame, name, ...this.#other(bytes) };
  }

  #other(frame: Uint8Array): Read {
    const etherType = frame.length < PACKET ? 0 : u16(frame, 12);
    if (etherType === ETHER_TYPE.arp) return this.#arp(frame);
    const headerLength = (frame[PACKET]! & 15) * 4;
    if (etherType !== ETHER_TYPE.ipv4 || headerLength < 20 || frame.length < PACKET + headerLength)
      return { ...NONE, protocol: 'other', label: 'unreadable', source: '', destination: '' };
    const from = u32(frame, PACKET + 12);
    const to = u32(frame, PACKET + 16);
    const at = PACKET + headerLength;
    const end = packetEnd(frame, at);
    const fragment = u16(frame, PACKET + 6) & 0x3fff;
    if (fragment !== 0) return this.#fragment(from, to, (fragment & 0x1fff) * 8, end - at);
    const protocol = frame[PACKET + 9]!;
    if (protocol === PROTOCOL.udp && end - at >= 8) return this.#udp(frame, at, end, from, to);
    if (protocol === PROTOCOL.icmp && end - at >= 8) return this.#icmp(frame, at, end, from, to);
    return { ...NONE, ...this.#between(from, to), protocol: 'ip', label: `IP ${protocol}`, len: end - at };
  }

  #tcp(bytes: Uint8Array, frame: number, name: string, learn: boolean): PacketFields {
    const at = PACKET + (bytes[PACKET]! & 15) * 4;
    const sourcePort = u16(bytes, at);
    const destinationPort = u16(bytes, at + 2);
    const seq = u32(bytes, at + 4);
    const ack = u32(bytes, at + 8);
    const flags = bytes[at + 13]!;
    const flow = this.#flow(u32(bytes, PACKET + 12), sourcePort, u32(bytes, PACKET + 16), destinationPort);
    if (learn && (flags & FLAG.SYN || flow.base === undefined)) flow.base = seq;
    const label = (this.#flags[flags] ??= formatFlags(flags));
    return {
      frame,
      name,
      protocol: 'tcp',
      label,
      source: flow.source,
      destination: flow.destination,
      sourcePort,
      destinationPort,
      flags: label,
      seq,
      ack,
      relSeq: (seq - (flow.base ?? seq)) >>> 0,
      relAck: flags & FLAG.ACK ? (ack - (flow.back.base ?? ack)) >>> 0 : 0,
      len: Math.max(0, packetEnd(bytes, at) - at - (bytes[at + 12]! >> 4) * 4),
      window: u16(bytes, at + 14),
      icmpType: null,
      icmpCode: null,
    };
  }

  #udp(bytes: Uint8Array, at: number, end: number, from: number, to: number): Read {
    const len = end - at - 8;
    const ports = { sourcePort: u16(bytes, at), destinationPort: u16(bytes, at + 2) };
    return { ...NONE, ...this.#between(from, to), ...ports, protocol: 'udp', label: `UDP ${len} B`, len };
  }

  #icmp(bytes: Uint8Array, at: number, end: number, from: number, to: number): Read {
    const icmpType = bytes[at]!;
    const icmpCode = bytes[at + 1]!;
    const label = `ICMP ${icmpName(icmpType, icmpCode)}`;
    const len = end - at - 8;
    return { ...NONE, ...this.#between(from, to), protocol: 'icmp', label, icmpType, icmpCode, len };
  }

  #fragment(from: number, to: number, offset: number, len: number): Read {
    const label = `IP fragment ${offset}+${len}`;
    return { ...NONE, ...this.#between(from, to), protocol: 'ip', label, len };
  }

  /** RFC 826: the addresses of protocol IPv4 over Ethernet lie at octets 14 and 24. */
  #arp(bytes: Uint8Array): Read {
    const whole = bytes.length >= PACKET + 28;
    const from = whole ? u32(bytes, PACKET + 14) : 0;
    const to = whole ? u32(bytes, PACKET + 24) : 0;
    const label = !whole
      ? 'ARP cut short'
      : u16(bytes, PACKET + 6) === 1
        ? `ARP who has ${this.#address(to)}`
        : `ARP ${this.#address(from)} is at`;
    return { ...NONE, ...this.#between(from, to), protocol: 'arp', label };
  }

  #between(from: number, to: number): Pick<Read, 'source' | 'destination'> {
    return { source: this.#address(from), destination: this.#address(to) };
  }

  #address(address: number): string {
    let text = this.#addresses.get(address);
    if (text === undefined) this.#addresses.set(address, (text = formatIpv4(address)));
    return text;
  }

  #flow(from: number, fromPort: number, to: number, toPort: number): Flow {
    const here = from * 0x10000 + fromPort;
    const there = to * 0x10000 + toPort;
    const known = this.#flows.get(here)?.get(there);
    if (known) return known;
    const flow = { ...this.#between(from, to), base: undefined } as unknown as Flow;
    flow.back = { source: flow.destination, destination: flow.source, base: undefined, back: flow };
    this.#keep(here, there, flow);
    this.#keep(there, here, flow.back);
    return flow;
  }

  #keep(here: number, there: number, flow: Flow): void {
    const known = this.#flows.get(here);
    if (known) known.set(there, flow);
    else this.#flows.set(here, new Map([[there, flow]]));
  }
}

/** Where the packet ends whose header ends at `at`: by its total length, as far as there are bytes. */
const packetEnd = (bytes: Uint8Array, at: number): number =>
  Math.max(at, Math.min(bytes.length, PACKET + u16(bytes, PACKET + 2)));

/** A whole header of TCP in a packet that is no fragment. */
function isPlainTcp(bytes: Uint8Array): boolean {
  if (bytes.length < PACKET + 40 || u16(bytes, 12) !== ETHER_TYPE.ipv4) return false;
  const headerLength = (bytes[PACKET]! & 15) * 4;
  if (headerLength < 20 || bytes[PACKET + 9] !== PROTOCOL.tcp || u16(bytes, PACKET + 6) & 0x3fff)
    return false;
  return packetEnd(bytes, PACKET + headerLength) >= PACKET + headerLength + 20;
}
