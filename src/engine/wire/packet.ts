import { decodeArp } from './arp-fields.ts';
import { LINK_TYPE } from './capture.ts';
import { ETHER_TYPE, SHORTEST_FRAME_BYTES } from './ethernet.ts';
import { decodeEthernet } from './ethernet-fields.ts';
import { isError } from './icmp.ts';
import { decodeIcmp } from './icmp-fields.ts';
import { PROTOCOL, type Ipv4Header } from './ipv4.ts';
import { decodeIpv4 } from './ipv4-fields.ts';
import type { DnsMessage } from './dns.ts';
import { DNS_PORT } from './dns-header.ts';
import { decodeDns, decodeDnsOverTcp } from './dns-reader.ts';
import type { Decoded, Field, Problem } from './layer.ts';
import { decodeLinkHeader } from './link-headers.ts';
import { hex } from './octets.ts';
import { decodeBeginning } from './quote.ts';
import { decodeTcp } from './tcp-fields.ts';
import { decodeUdp } from './udp-fields.ts';

export type LayerName =
  'ethernet' | 'link' | 'arp' | 'ipv4' | 'icmp' | 'tcp' | 'udp' | 'dns' | 'data' | 'padding';

/** One layer of a frame. All offsets, in fields and problems too, count from the frame's first byte. */
export interface Layer {
  readonly name: LayerName;
  readonly offset: number;
  /** Of the header (0 where it is unreadable); of 'data' and 'padding' the whole. */
  readonly length: number;
  readonly fields: readonly Field[];
  readonly problems: readonly Problem[];
  /** It is part of the datagram that an ICMP error quotes. */
  readonly quoted?: true;
}

/**
 * A whole frame, layer by layer, for the inspector. The layers lie end to end over all of the frame: what no codec
 * opens (another protocol, a fragment, the rest after an unreadable header) is 'data'. Never throws.
 */
export function decodeFrame(frame: Uint8Array, linkType: number = LINK_TYPE.ethernet): Layer[] {
  const opener = new Opener(frame);
  opener.link(linkType);
  return opener.finish();
}

/** Goes through a frame from the front: each step opens the header at hand and goes on with what is inside. */
class Opener {
  readonly #frame: Uint8Array;
  readonly #layers: Layer[] = [];
  /** What no header has been opened in yet: frame[at, end). From `end` on it is padding. */
  #at = 0;
  #end: number;
  #quoted = false;

  constructor(frame: Uint8Array) {
    this.#frame = frame;
    this.#end = frame.length;
  }

  link(linkType: number): void {
    if (linkType === LINK_TYPE.ipv4) return this.#ipv4();
    // the version says which IP it is
    if (linkType === LINK_TYPE.rawIp) return this.#left()[0]! >> 4 === 6 ? undefined : this.#ipv4();
    const link = decodeLinkHeader(this.#left(), linkType);
    if (link) return this.#next(this.#open('link', link)?.etherType);
    if (linkType !== LINK_TYPE.ethernet) return;
    this.#next(this.#open('ethernet', decodeEthernet(this.#left()))?.etherType);
  }

  #next(etherType: number | undefined): void {
    if (etherType === ETHER_TYPE.ipv4) this.#ipv4();
    // what follows an ARP packet fills the shortest frame
    else if (etherType === ETHER_TYPE.arp && this.#open('arp', decodeArp(this.#left()))) this.#end = this.#at;
  }

  #ipv4(): void {
    const header = this.#open('ipv4', decodeIpv4(this.#left()));
    // only a packet that is no fragment holds a whole segment
    if (header && header.fragmentOffset === 0 && !header.moreFragments) this.#transport(header);
  }

  #transport(header: Ipv4Header, part = whole): void {
    const bytes = this.#left();
    if (header.protocol === PROTOCOL.tcp) {
      const tcp = this.#open(
        'tcp',
        part(bytes, (all) => decodeTcp(all, header)),
      );
      if (tcp && speaksDns(tcp)) this.#dns(decodeDnsOverTcp);
    } else if (header.protocol === PROTOCOL.udp) {
      const udp = this.#open(
        'udp',
        part(bytes, (all) => decodeUdp(all, header)),
      );
      if (udp && speaksDns(udp)) this.#dns(decodeDns);
    } else if (header.protocol === PROTOCOL.icmp) {
      const message = this.#open('icmp', part(bytes, decodeIcmp));
      if (message && isError(message) && !this.#quoted) this.#quote();
    }
  }

  /** Not of what is quoted: that may be a part. */
  #dns(decode: (bytes: Uint8Array) => Decoded<DnsMessage>): void {
    const bytes = this.#left();
    if (bytes.length === 0 || this.#quoted) return;
    const message = decode(bytes);
    if (message.value) this.#open('dns', message);
  }

  /** The datagram that an ICMP error is about, or its beginning. */
  #quote(): void {
    this.#quoted = true;
    const bytes = this.#left();
    const packet = decodeIpv4(bytes);
    const cut = (problem: Problem): boolean =>
      packet.value !== undefined && problem.code === 'ipv4.truncated';
    const problems = packet.problems.filter((problem) => !cut(problem));
    const header = this.#open('ipv4', { ...packet, problems });
    if (header?.fragmentOffset !== 0) return;
    this.#transport(header, header.moreFragments || packet.problems.some(cut) ? decodeBeginning : whole);
  }

  #left(): Uint8Array {
    return this.#frame.subarray(this.#at, this.#end);
  }

  #open<T>(name: LayerName, { value, payload, fields, problems }: Decoded<T>): T | undefined {
    const offset = this.#at;
    const length = value === undefined ? 0 : payload.byteOffset - this.#frame.byteOffset - offset;
    const moved = <P extends { offset: number }>(place: P): P => ({
      ...place,
      offset: place.offset + offset,
    });
    const layer = { name, offset, length, fields: fields.map(moved), problems: problems.map(moved) };
    this.#layers.push(this.#quoted ? { ...layer, quoted: true } : layer);
    this.#at += length;
    if (value !== undefined) this.#end = this.#at + payload.length;
    return value;
  }

  /** The layers, with what was not opened. */
  finish(): Layer[] {
    this.#raw('data', this.#at, this.#end);
    this.#raw('padding', this.#end, this.#frame.length);
    return this.#layers;
  }

  /** Padding fills the shortest frame; in any other there is none, so that a length does not count what it should. */
  #oddPadding(offset: number, length: number): Problem[] {
    const end = this.#frame.length;
    const said = this.#layers.some(({ problems }) => problems.some(({ code }) => code === 'udp.surplus'));
    if (said || end === SHORTEST_FRAME_BYTES) return [];
    return [{ code: 'padding.unneeded', offset, length, expected: offset, found: end }];
  }

  #raw(name: 'data' | 'padding', offset: number, end: number): void {
    const length = end - offset;
    if (length === 0) return;
    const field = { name: `${name}.bytes`, offset, length, value: hex(this.#frame.subarray(offset, end)) };
    const problems = name === 'padding' ? this.#oddPadding(offset, length) : [];
    this.#layers.push({ name, offset, length, fields: [field], problems });
  }
}

/** Decodes a header that is there with all that belongs to it, as opposed to `decodeBeginning`. */
const whole = <T>(bytes: Uint8Array, decode: (whole: Uint8Array) => Decoded<T>): Decoded<T> => decode(bytes);

const speaksDns = (header: { readonly sourcePort: number; readonly destinationPort: number }): boolean =>
  header.sourcePort === DNS_PORT || header.destinationPort === DNS_PORT;
