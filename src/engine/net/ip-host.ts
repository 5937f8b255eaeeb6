import type { Ns } from '../kernel/time.ts';
import type { Ipv4 } from '../wire/address.ts';
import { fragment } from '../wire/fragment.ts';
import {
  echoReply,
  encodeIcmp,
  EXCEEDED,
  ICMP,
  identifierOf,
  isError,
  nextHopMtuOf,
  quoteOf,
  readIcmp,
  sequenceOf,
  timeExceeded,
  UNREACHABLE,
  unreachable,
  type IcmpHeader,
} from '../wire/icmp.ts';
import { encodeIpv4, IPV4_HEADER_BYTES, PROTOCOL, type Ipv4Header } from '../wire/ipv4.ts';
import { readIpv4 } from '../wire/ipv4-read.ts';
import { NO_BYTES } from '../wire/layer.ts';
import { Reassembler, type ReassemblyConfig } from '../wire/reassembly.ts';
import type { Interface, Observation, Observe, TracedHost, Transmission } from './host.ts';
import { ErrorLimit, isWorthTelling, mayBeToldOf } from './icmp-rules.ts';
import { Memberships } from './memberships.ts';
import { readOther } from './other-fields.ts';
import { BROADCAST, broadcastOf, isGroup } from './port.ts';
import { ETHERNET_MTU } from './router.ts';
import { Routes, type Route } from './routes.ts';
import type { Datagram, PathError, RawTransport, Transport } from './transport.ts';

export interface IpHostSetup {
  readonly name: string;
  readonly interfaces: readonly (Interface & { readonly mtu?: number })[];
  /** Besides those of its own interfaces and their gateways. */
  readonly routes?: readonly Route[];
  /** What stands on IP here; each says what it does through the function it is given. */
  transports(observe: Observe): readonly Transport[];
  readonly raw?: RawTransport;
  readonly reassembly?: ReassemblyConfig;
  readonly observe?: Observe;
}

/** A host of the Internet layer (RFC 1122 §3): takes in what is for it, gives it to the protocols above, sends what they want sent. */
export class IpHost implements TracedHost {
  readonly name: string;
  readonly address: Ipv4;
  readonly interfaces: readonly (Interface & { readonly mtu?: number })[];
  readonly reads = readOther;
  readonly memberships = new Memberships();
  readonly #observe: Observe;
  readonly #transports = new Map<number, Transport>();
  readonly #raw: RawTransport | undefined;
  readonly #routes: Routes;
  readonly #reassembler: Reassembler;
  readonly #limit = new ErrorLimit();
  #out: Transmission[] = [];
  /** Packets to itself: they are taken in at the next turn. */
  #loop: Uint8Array[] = [];
  #outAt: Ns = 0;
  /** The packet at hand came from this host itself, so that no frame holds it. */
  #looping = false;
  #identification = 0;

  constructor({
    name,
    interfaces,
    routes = [],
    transports,
    raw,
    reassembly,
    observe = () => {},
  }: IpHostSetup) {
    this.name = name;
    this.interfaces = interfaces;
    this.address = interfaces[0]!.address;
    this.#observe = observe;
    this.#raw = raw;
    this.#reassembler = new Reassembler(reassembly);
    this.#routes = new Routes([...routes, ...interfaces.flatMap(waysOf)]);
    for (const one of transports(this.#said)) this.#transports.set(one.protocol, one);
  }

  get groups(): ReadonlySet<Ipv4> {
    return this.memberships.groups;
  }

  /** Whether a packet for this address is for this host alone. */
  isMine(address: Ipv4): boolean {
    return address >>> 24 === 127 || this.interfaces.some((one) => one.address === address);
  }
  /** The source address that a packet to `destination` gets (RFC 1122 §3.3.4.3); undefined where there is no way to go. */
  sourceTo(destination: Ipv4): Ipv4 | undefined {
    if (this.isMine(destination)) return destination;
    if (destination === BROADCAST) return this.address;
    const by = this.#routes.to(destination)?.by;
    return by === undefined
      ? isGroup(destination)
        ? this.address
        : undefined
      : this.interfaces[by]!.address;
  }
  isBroadcast(address: Ipv4): boolean {
    return (
      address === BROADCAST ||
      this.interfaces.some(
        (one) => one.prefixLength > 0 && broadcastOf(one.address, one.prefixLength) === address,
      )
    );
  }

  // --- in

  receive(packet: Uint8Array, now: Ns): void {
    const { value, fault, payload } = readIpv4(packet);
    // RFC 1122 §3.2.1.1, §3.2.1.2: what is not version 4, or fails its checksum, is silently discarded
    if (!value || fault) return this.#discard('ip.discard-faulty', fault ?? '', now);
    // §3.2.1.3 (g): addresses of the loopback must not be seen outside of a host
    if (isLoopback(value.source) || isLoopback(value.destination))
      return this.#discard('ip.discard-martian', '', now);
    // §3.2.1.3: a source must be one host
    if (value.source >>> 28 >= 14 || this.isBroadcast(value.source))
      return this.#discard('ip.discard-martian', '', now);
    const { destination } = value;
    if (!this.isMine(destination) && !this.isBroadcast(destination) && !this.groups.has(destination))
      return this.#discard('ip.discard-not-mine', '', now);
    this.#takeIn(value, payload, packet, now);
  }

  /** Told by the link that no neighbour has the address (RFC 1122 §2.4): the protocol hears it as from a router. */
  undelivered(packet: Uint8Array, now: Ns): void {
    const { value, payload } = readIpv4(packet);
    if (value) this.#tellMyself(unreachable(UNREACHABLE.host), value, payload, now);
  }

  #takeIn(header: Ipv4Header, payload: Uint8Array, packet: Uint8Array, now: Ns): void {
    if (!header.moreFragments && header.fragmentOffset === 0)
      return this.#dispatch(header, payload, packet.subarray(0, lengthOf(header, payload)), now);
    this.#expire(now);
    const arrival = this.#reassembler.receive(header, payload, now);
    if (arrival.kind === 'complete') {
      const whole = { ...arrival.header, moreFragments: false, fragmentOffset: 0 };
      this.#observe(now, {
        kind: 'update',
        reason: 'ip.reassembled',
        connection: null,
        set: { heldFragmentBytes: this.#reassembler.heldBytes },
      });
      this.#dispatch(whole, arrival.payload, encodeIpv4(whole, arrival.payload), now);
    } else if (arrival.kind === 'waiting') {
      const set = { heldFragmentBytes: this.#reassembler.heldBytes };
      this.#observe(now, { kind: 'update', reason: 'ip.fragment-kept', connection: null, set });
      this.#outAt = now;
    } else this.#discard('ip.discard-piece', arrival.kind === 'dropped' ? arrival.fault : '', now);
  }

  /** RFC 1122 §3.2.2.1: a protocol that the host does not have is answered by "protocol unreachable". */
  #dispatch(header: Ipv4Header, payload: Uint8Array, packet: Uint8Array, now: Ns): void {
    const asked = this.#raw?.receive(packet, header, now) ?? false;
    if (header.protocol === PROTOCOL.icmp) return this.#icmp(header, payload, asked, now);
    const transport = this.#transports.get(header.protocol);
    if (!transport) {
      if (asked) return;
      this.#discard('ip.discard-protocol', '', now);
      return this.#complain(UNREACHABLE.protocol, 'ip.tell-no-protocol', header, payload, packet, now);
    }
    if (transport.receive(header, payload, now) === 'nobody')
      this.#complain(UNREACHABLE.port, 'ip.tell-no-port', header, payload, packet, now);
    this.#outAt = now;
  }

  #icmp(ip: Ipv4Header, message: Uint8Array, asked: boolean, now: Ns): void {
    const { value, fault, payload } = readIcmp(message);
    if (!value || fault) return this.#discard('ip.discard-icmp', fault ?? '', now);
    if (value.type === ICMP.echo) {
      // RFC 1122 §3.2.2.6: an echo for many may be discarded, and is (Linux: icmp_echo_ignore_broadcasts)
      if (!this.isMine(ip.destination)) return this.#discard('ip.discard-echo-for-many', '', now);
      const reply = echoReply(identifierOf(value), sequenceOf(value));
      return this.#originate(reply, payload, ip.destination, ip.source, 'ip.echo-reply', now);
    }
    const quoted = isError(value) ? readIpv4(payload) : undefined;
    if (quoted?.value && value.type !== ICMP.redirect && this.isMine(quoted.value.source))
      return this.#tell(value, ip.source, quoted.value, quoted.payload, now);
    if (!asked) this.#discard('ip.discard-icmp', '', now);
  }

  /** RFC 1122 §3.2.2.1, §3.2.2.4: an error goes to the protocol whose packet it quotes. */
  #tell(message: IcmpHeader, from: Ipv4, quoted: Ipv4Header, quotedPayload: Uint8Array, now: Ns): void {
    const { type, code } = message;
    const mtu =
      type === ICMP.unreachable && code === UNREACHABLE.fragmentationNeeded ? nextHopMtuOf(message) : 0;
    const error: PathError = { from, type, code, mtu, quoted, quotedPayload };
    const transport = this.#transports.get(quoted.protocol);
    if (transport) transport.receiveError(error, now);
    else this.#discard('ip.discard-icmp', '', now);
    this.#outAt = now;
  }
  /** The same of a packet that has not left: no frame is at hand. */
  #tellMyself(message: IcmpHeader, packet: Ipv4Header, payload: Uint8Array, now: Ns): void {
    const looping = this.#looping;
    this.#looping = true;
    this.#tell(message, this.address, packet, payload, now);
    this.#looping = looping;
  }

  // --- out

  poll(now: Ns): Uint8Array[] {
    return this.transmit(now).map(({ packet }) => packet);
  }

  transmit(now: Ns): Transmission[] {
    this.#expire(now);
    const looped = this.#loop;
    this.#loop = [];
    for (const packet of looped) this.#takeBack(packet, now);
    for (const transport of this.#transports.values())
      for (const one of transport.transmit(now)) this.#send(one, transport.protocol, now);
    for (const one of this.#raw?.transmit(now) ?? []) {
      if ('packet' in one) this.#route(one.packet, readIpv4(one.packet).value!, one, now);
      else this.#send(one, one.protocol, now);
    }
    const out = this.#out;
    this.#out = [];
    return out;
  }

  nextWake(): Ns | null {
    if (this.#out.length > 0 || this.#loop.length > 0) return this.#outAt;
    let next = this.#reassembler.nextWake() ?? null;
    for (const one of [...this.#transports.values(), this.#raw]) {
      const due = one?.nextWake() ?? null;
      if (due !== null && (next === null || due < next)) next = due;
    }
    return next;
  }

  /** What the host has sent to itself. */
  #takeBack(packet: Uint8Array, now: Ns): void {
    const { value, payload } = readIpv4(packet);
    this.#looping = true;
    this.#takeIn(value!, payload, packet, now);
    this.#looping = false;
  }

  #send(one: Datagram, protocol: number, now: Ns): void {
    const { source, destination, payload, dontFragment, ecn = 0 } = one;
    const ttl = one.ttl ?? (isGroup(destination) ? 1 : 64);
    this.#identification = (this.#identification + 1) & 0xffff;
    const header: Ipv4Header = {
      ...PLAIN, ecn, identification: this.#identification, dontFragment, ttl, protocol, source, destination,
    }; // prettier-ignore
    const way = this.#wayTo(destination, one.by);
    if (!way) return this.#tellMyself(unreachable(UNREACHABLE.net), header, payload, now);
    const { mtu = ETHERNET_MTU } = this.interfaces[way.by]!;
    const small = IPV4_HEADER_BYTES + payload.length <= mtu || this.isMine(destination);
    // RFC 1191 §6.1: it would not get past the first link; the layer above hears at once what would
    if (!small && dontFragment)
      return this.#tellMyself(unreachable(UNREACHABLE.fragmentationNeeded, mtu), header, payload, now);
    for (const packet of small ? [encodeIpv4(header, payload)] : fragment(header, payload, mtu))
      this.#route(packet, header, one, now, way);
  }

  /** RFC 1122 §3.3.1; what is for this host, or for it too, comes back in. */
  #route(
    packet: Uint8Array,
    { destination }: Ipv4Header,
    { reason, ...one }: Pick<Datagram, 'reason'> & Partial<Datagram>,
    now: Ns,
    way = this.#wayTo(destination, one.by),
  ): void {
    if (this.isMine(destination) || this.groups.has(destination) || this.isBroadcast(destination)) {
      this.#loop.push(packet);
      this.#outAt = now;
      if (this.isMine(destination)) return;
    }
    if (!way) return;
    const { retransmission = false, set } = one;
    const nextHop = way.nextHop !== undefined && { nextHop: way.nextHop };
    this.#out.push({ packet, reason, retransmission, by: way.by, ...nextHop, ...(set && { set }) });
    this.#outAt = now;
  }

  #wayTo(destination: Ipv4, by?: number): Pick<Route, 'by' | 'nextHop'> | undefined {
    if (this.isMine(destination)) return { by: 0 };
    if (isGroup(destination)) return { by: by ?? this.#routes.to(destination)?.by ?? 0 };
    return destination === BROADCAST ? { by: by ?? 0 } : this.#routes.to(destination);
  }

  #complain(
    code: number,
    reason: string,
    header: Ipv4Header,
    payload: Uint8Array,
    packet: Uint8Array,
    now: Ns,
  ): void {
    const toOne = this.isMine(header.source) ? isWorthTelling(header, payload) : mayBeToldOf(header, payload);
    const told = toOne && this.isMine(header.destination);
    if (told && this.#limit.allows(header.source, now))
      this.#originate(unreachable(code), quoteOf(packet), header.destination, header.source, reason, now);
  }

  #originate(
    message: IcmpHeader,
    payload: Uint8Array,
    source: Ipv4,
    destination: Ipv4,
    reason: string,
    now: Ns,
  ): void {
    const bytes = encodeIcmp(message, payload);
    const one = { source, destination, payload: bytes, dontFragment: false, retransmission: false, reason };
    this.#send(one, PROTOCOL.icmp, now);
  }

  /** RFC 1122 §3.3.2: what was not put together in time is discarded; its sender is told where the first fragment is there. */
  #expire(now: Ns): void {
    for (const first of this.#reassembler.expire(now)) {
      const set = { heldFragmentBytes: this.#reassembler.heldBytes };
      this.#observe(now, { kind: 'update', reason: 'ip.reassembly-over', connection: null, set });
      if (!first || !mayBeToldOf(first.header, first.payload) || !this.isMine(first.header.destination))
        continue;
      if (!this.#limit.allows(first.header.source, now)) continue;
      const quote = quoteOf(encodeIpv4(first.header, first.payload));
      const { source, destination } = first.header;
      this.#originate(
        timeExceeded(EXCEEDED.inReassembly),
        quote,
        destination,
        source,
        'ip.tell-reassembly-over',
        now,
      );
    }
  }

  /** A discard speaks of the frame at hand; of what came back from the host itself there is none. */
  readonly #said: Observe = (at, observation) => {
    if (observation.kind !== 'discard' || !this.#looping) return this.#observe(at, observation);
    const { reason, fault } = observation;
    this.#observe(at, { kind: 'update', reason, connection: null, set: { fault } });
  };

  #discard(reason: string, fault: string, now: Ns): void {
    const observation: Observation = { kind: 'discard', reason, fault };
    this.#said(now, observation);
  }
}

const PLAIN = { dscp: 0, moreFragments: false, fragmentOffset: 0, options: NO_BYTES } as const;

const isLoopback = (address: Ipv4): boolean => address >>> 24 === 127;
const lengthOf = ({ options }: Ipv4Header, payload: Uint8Array): number =>
  IPV4_HEADER_BYTES + options.length + payload.length;

/** The lines that an interface brings with it: its neighbours, and its gateway for all else. */
function waysOf({ address, prefixLength, gateway }: Interface, by: number): Route[] {
  const neighbours = { prefix: address, length: prefixLength, by };
  return gateway === undefined ? [neighbours] : [neighbours, { prefix: 0, length: 0, by, nextHop: gateway }];
}
