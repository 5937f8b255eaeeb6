import { formatIpv4 } from '../wire/address.ts';
import { ETHER_TYPE } from '../wire/ethernet.ts';
import { PROTOCOL } from '../wire/ipv4.ts';
import { u16, u32 } from '../wire/octets.ts';
import { FLAG, formatFlags } from '../wire/tcp.ts';
import type { PacketFields } from './events.ts';

/** What is known of one direction between two ports: its name, and where its numbers start. */
interface Flow {
  readonly source: string;
  readonly destination: string;
  base: number | undefined;
  /** The other direction. */
  back: Flow;
}

/** Where the packet begins in an Ethernet frame. */
export const PACKET = 14;
export type Read = Omit<PacketFields, 'frame' | 'name'>;
export const NONE: Omit<Read, 'protocol' | 'label' | 'source' | 'destination'> = {
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

/** The text of an address, made once for each. */
export type AddressText = (address: number) => string;
/** Reads what a trace says of a frame: who speaks anything but TCP brings one along (`TracedHost.reads`, other-fields.ts). */
export type ReadOther = (frame: Uint8Array, text: AddressText) => Read;

/** Of a packet that nobody knows, between whom it goes, and its protocol's number. */
export const readUnknown: ReadOther = (frame, text) => {
  const at = headerEnd(frame);
  if (at < 0) return { ...NONE, protocol: 'other', label: 'unreadable', source: '', destination: '' };
  return {
    ...NONE,
    source: text(u32(frame, PACKET + 12)),
    destination: text(u32(frame, PACKET + 16)),
    protocol: 'ip',
    label: `IP ${frame[PACKET + 9]}`,
    len: packetEnd(frame, at) - at,
  };
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
  /** What is said of a frame that is no whole segment of TCP. */
  others: ReadOther;

  constructor(others: ReadOther = readUnknown) {
    this.others = others;
  }

  /** `learn` where the bytes are as their sender made them, so that their numbers can be believed. */
  read(bytes: Uint8Array, frame: number, name: string, learn: boolean): PacketFields {
    // TCP is spelled out, as most packets are TCP and a run may have millions of them
    if (isPlainTcp(bytes)) return this.#tcp(bytes, frame, name, learn);
    return { frame, name, ...this.others(bytes, this.#address) };
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

  readonly #address: AddressText = (address) => {
    let text = this.#addresses.get(address);
    if (text === undefined) this.#addresses.set(address, (text = formatIpv4(address)));
    return text;
  };

  #flow(from: number, fromPort: number, to: number, toPort: number): Flow {
    const here = from * 0x10000 + fromPort;
    const there = to * 0x10000 + toPort;
    const known = this.#flows.get(here)?.get(there);
    if (known) return known;
    const flow = {
      source: this.#address(from),
      destination: this.#address(to),
      base: undefined,
    } as unknown as Flow;
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
export const packetEnd = (bytes: Uint8Array, at: number): number =>
  Math.max(at, Math.min(bytes.length, PACKET + u16(bytes, PACKET + 2)));

/** Where the header of an IPv4 packet ends; -1 where there is none, or not all of it. */
export function headerEnd(bytes: Uint8Array): number {
  if (bytes.length < PACKET + 20 || u16(bytes, 12) !== ETHER_TYPE.ipv4) return -1;
  const length = (bytes[PACKET]! & 15) * 4;
  return length < 20 || bytes.length < PACKET + length ? -1 : PACKET + length;
}

/** A whole header of TCP in a packet that is no fragment. */
function isPlainTcp(bytes: Uint8Array): boolean {
  const at = headerEnd(bytes);
  if (at < 0 || bytes[PACKET + 9] !== PROTOCOL.tcp || u16(bytes, PACKET + 6) & 0x3fff) return false;
  return packetEnd(bytes, at) >= at + 20;
}
