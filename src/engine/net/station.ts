import type { Ns } from '../kernel/time.ts';
import { BROADCAST_MAC, formatIpv4, type Ipv4, type Mac } from '../wire/address.ts';
import { encodeEthernet, ETHER_TYPE, ETHERNET_HEADER_BYTES, readEthernet } from '../wire/ethernet.ts';
import { u16, u32, u48 } from '../wire/octets.ts';
import type { Carrier, Why } from './carrier.ts';
import type { Interface, TracedHost, Transmission } from './host.ts';
import type { Transit } from './link.ts';
import type { Framed, Neighbours } from './neighbours.ts';
import {
  BROADCAST,
  broadcastOf,
  inPrefix,
  isGroup,
  isGroupMac,
  macOfGroup,
  type Node,
  type Port,
} from './port.ts';
import type { Recorder } from './recorder.ts';

/** Who has which address, where that is known from the start; undefined where it is asked by ARP. */
export type Directory = ReadonlyMap<Ipv4, Mac> | undefined;

/** What a card finds its neighbours by where it must ask. A world in which all know each other does not load it. */
export type Asks = new (mac: Mac, address: Ipv4) => Neighbours<Transmission>;

interface Card {
  readonly port: Port;
  readonly interface: Interface;
  /** The header of every frame to the other end, where that is a host and its address is known. */
  readonly header: Uint8Array | undefined;
  readonly neighbours: Neighbours<Transmission> | undefined;
}

/** A host with its network cards: puts its packets into frames for the next hop, and takes in the frames that are for it. */
export class Station implements Node {
  readonly kind = 'wake';
  readonly name: string;
  readonly host: TracedHost;
  readonly ports: Port[] = [];
  alive = true;
  /** The wake that is in the world's queue, Infinity where there is none; any other is out of date. */
  wakeAt: Ns = Infinity;
  /** `Frame.id` of the packet that the host is looking at. */
  atHand: number | undefined;
  #cards: Card[] = [];
  readonly #carrier: Carrier;
  readonly #recorder: Recorder;
  #directory: Directory;

  constructor(host: TracedHost, carrier: Carrier, recorder: Recorder) {
    this.name = host.name;
    this.host = host;
    this.#carrier = carrier;
    this.#recorder = recorder;
  }

  interfaceOf(index: number): Interface {
    return this.host.interfaces?.[index] ?? { address: this.host.address, prefixLength: 0 };
  }

  /** Once all links are there: who is known, or by what they are asked for. */
  plug(directory: Directory, Arp?: Asks): void {
    this.#directory = directory;
    this.#cards = this.ports.map((port) => {
      const own = this.interfaceOf(port.index);
      const known = directory && port.far.node instanceof Station;
      const addresses = { destination: port.far.mac, source: port.mac };
      return {
        port,
        interface: own,
        header: known ? encodeEthernet({ ...addresses, etherType: ETHER_TYPE.ipv4 }, NOTHING) : undefined,
        neighbours: Arp && new Arp(port.mac, own.address),
      };
    });
  }

  nextWake(): Ns | null {
    let next = this.host.nextWake();
    if (this.#directory) return next;
    for (const { neighbours } of this.#cards) {
      const due = neighbours!.nextWake();
      if (due !== null && (next === null || due < next)) next = due;
    }
    return next;
  }

  poll(now: Ns): void {
    for (const transmission of this.host.transmit(now)) this.#send(transmission, now);
    if (this.#directory) return;
    for (const card of this.#cards) {
      card.neighbours!.poll(
        now,
        (frame) => this.#arp(card, frame, 'net.arp-asks', now),
        (one, address) => this.#unsent(one, address, now),
      );
    }
  }

  take(port: Port, { frame, content: bytes }: Transit, now: Ns): void {
    // What nearly every frame is, is not opened twice
    const plain = bytes.length >= ETHERNET_HEADER_BYTES && u16(bytes, 12) === ETHER_TYPE.ipv4;
    const destination = bytes.length >= ETHERNET_HEADER_BYTES ? u48(bytes, 0) : 0;
    if (destination !== port.mac && destination !== BROADCAST_MAC && !this.#hears(destination))
      return this.#recorder.discard(now, this.name, 'net.discard-frame', '', frame);
    this.atHand = frame;
    if (plain && this.host.receiveIn) this.host.receiveIn(bytes, ETHERNET_HEADER_BYTES, now);
    else if (plain) this.host.receive(bytes.subarray(ETHERNET_HEADER_BYTES), now, port.index);
    else this.#takeOther(port, bytes, frame, now);
    this.atHand = undefined;
  }

  #takeOther(port: Port, bytes: Uint8Array, frame: number, now: Ns): void {
    const { value, payload } = readEthernet(bytes);
    if (value?.etherType === ETHER_TYPE.ipv4) this.host.receive(payload, now, port.index);
    else if (value?.etherType !== ETHER_TYPE.arp || !this.#takeArp(port, payload, now))
      // IEEE 802.3 §3.2.6: of a type that nobody here knows
      this.#recorder.discard(now, this.name, 'net.discard-frame', '', frame);
  }

  /** RFC 1112 §7.2: the card lets in the frames of the groups that the host has joined. */
  #hears(mac: Mac): boolean {
    if (!isGroupMac(mac)) return false;
    for (const group of this.host.groups ?? []) if (macOfGroup(group) === mac) return true;
    return false;
  }

  #takeArp(port: Port, payload: Uint8Array, now: Ns): boolean {
    const card = this.#cards[port.index]!;
    // Where everybody knows everybody a question is answered all the same by nobody: none is asked
    if (!card.neighbours) return true;
    return card.neighbours.receive(
      payload,
      now,
      (frame) => this.#arp(card, frame, 'net.arp-answers', now),
      (one, mac) => this.#put(card, mac, one, now),
    );
  }

  #send(one: Transmission, now: Ns): void {
    const card = this.#cards[one.by ?? 0];
    if (!card) throw new Error(`host ${this.name} is on no link ${one.by ?? 0}`);
    if (one.frame) return this.#carrier.send(card.port.out, one.frame, now, one);
    const bytes = one.room ?? one.packet;
    const at = one.room ? ETHERNET_HEADER_BYTES : 0;
    // A first octet of 224 and above is a group or a broadcast
    if (bytes[at + 16]! < 224 && card.header) return this.#frame(card.port, card.header, one, now);
    const destination = u32(bytes, at + 16);
    const { address, prefixLength, gateway } = card.interface;
    if (isGroup(destination)) return this.#put(card, macOfGroup(destination), one, now);
    if (destination === BROADCAST || destination === broadcastOf(address, prefixLength))
      return this.#put(card, BROADCAST_MAC, one, now);
    const nextHop =
      one.nextHop ??
      (gateway === undefined || inPrefix(destination, address, prefixLength) ? destination : gateway);
    const mac = card.neighbours
      ? card.neighbours.resolve(nextHop, one, now, (frame) => this.#arp(card, frame, 'net.arp-asks', now))
      : this.#directory!.get(nextHop);
    if (mac !== undefined) this.#put(card, mac, one, now);
    else if (!card.neighbours) this.#unsent(one, nextHop, now);
  }

  #put({ port }: Card, destination: Mac, one: Transmission, now: Ns): void {
    const header = encodeEthernet({ destination, source: port.mac, etherType: ETHER_TYPE.ipv4 }, NOTHING);
    this.#frame(port, header, one, now);
  }

  /** Where the stack has left no room in front, the packet is copied. */
  #frame(port: Port, header: Uint8Array, one: Transmission, now: Ns): void {
    const bytes = one.room ?? behindRoom(one.packet);
    // Byte by byte: of so few, a call that copies them all takes longer
    for (let at = 0; at < ETHERNET_HEADER_BYTES; at += 1) bytes[at] = header[at]!;
    this.#carrier.send(port.out, bytes, now, one);
  }

  #arp({ port }: Card, { destination, payload }: Framed, reason: string, now: Ns): void {
    const bytes = encodeEthernet({ destination, source: port.mac, etherType: ETHER_TYPE.arp }, payload);
    const why: Why = { reason, retransmission: false };
    this.#carrier.send(port.out, bytes, now, why);
  }

  /** RFC 1122 §2.4: the layer above is told, where it wants to hear it. */
  #unsent(one: Transmission, nextHop: Ipv4, now: Ns): void {
    this.#recorder.unsent(now, this.name, formatIpv4(nextHop));
    this.host.undelivered?.(one.packet, now);
  }
}

const NOTHING = new Uint8Array(0);

function behindRoom(packet: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(ETHERNET_HEADER_BYTES + packet.length);
  bytes.set(packet, ETHERNET_HEADER_BYTES);
  return bytes;
}
