import type { Ns } from '../kernel/time.ts';
import type { Ipv4 } from '../wire/address.ts';
import { updated } from '../wire/checksum.ts';
import { fragment } from '../wire/fragment.ts';
import {
  echoReply,
  encodeIcmp,
  EXCEEDED,
  ICMP,
  identifierOf,
  quoteOf,
  readIcmp,
  sequenceOf,
  timeExceeded,
  UNREACHABLE,
  unreachable,
  type IcmpHeader,
} from '../wire/icmp.ts';
import { encodeIpv4, PROTOCOL, type Ipv4Header } from '../wire/ipv4.ts';
import { readIpv4 } from '../wire/ipv4-read.ts';
import { NO_BYTES } from '../wire/layer.ts';
import { putU16, u16 } from '../wire/octets.ts';
import type { Interface, Observe, TracedHost, Transmission } from './host.ts';
import { mayBeToldOf } from './icmp-rules.ts';
import type { Nat } from './nat.ts';
import { readOther } from './other-fields.ts';
import { BROADCAST, broadcastOf, inPrefix, isGroup } from './port.ts';
import { Routes, type Route } from './routes.ts';

/** As the links have it, unless a link says otherwise. */
export const ETHERNET_MTU = 1500;

export interface RouterSetup {
  readonly name: string;
  readonly interfaces: readonly (Interface & { readonly mtu?: number })[];
  /** Besides those of its own interfaces. */
  readonly routes?: readonly Route[];
  /** Translates addresses at one of its interfaces. */
  readonly nat?: Nat;
  readonly observe?: Observe;
}

/** A router (RFC 1812): forwards what is not for itself, and says by ICMP where it cannot. */
export class Router implements TracedHost {
  readonly name: string;
  readonly address: Ipv4;
  readonly interfaces: readonly (Interface & { readonly mtu?: number })[];
  readonly reads = readOther;
  readonly #routes: Routes;
  readonly #nat: Nat | undefined;
  readonly #observe: Observe;
  #out: Transmission[] = [];
  #outAt: Ns | null = null;
  #identification = 0;

  constructor({ name, interfaces, routes = [], nat, observe = () => {} }: RouterSetup) {
    this.name = name;
    this.interfaces = interfaces;
    this.address = interfaces[0]!.address;
    this.#observe = observe;
    const own = interfaces.map(({ address, prefixLength }, by) => ({
      prefix: address,
      length: prefixLength,
      by,
    }));
    this.#routes = new Routes([...own, ...routes]);
    this.#nat = nat;
  }

  receive(arrived: Uint8Array, now: Ns, by = 0): void {
    // RFC 1812 §5.2.2: what fails the checks of its header is silently discarded
    const { value, fault, payload } = readIpv4(arrived);
    if (!value || fault) return this.#discard('ip.discard-faulty', fault ?? '', now);
    const packet = arrived.subarray(0, headerBytes(value) + payload.length);
    const translated = this.#translate(packet, value, by, now);
    if (!translated) return;
    const header = translated === packet ? value : readIpv4(translated).value!;
    if (this.#isMine(header.destination)) this.#takeIn(header, payload, packet, now);
    else this.#forward(translated, header, packet, now);
  }

  poll(): Uint8Array[] {
    return this.transmit().map(({ packet }) => packet);
  }
  transmit(): Transmission[] {
    const out = this.#out;
    this.#out = [];
    this.#outAt = null;
    return out;
  }
  nextWake(): Ns | null {
    return this.#outAt;
  }

  /** RFC 1812 §4.3.3.1: nobody on the last segment has the address. */
  undelivered(packet: Uint8Array, now: Ns): void {
    const { value, payload } = readIpv4(packet);
    if (value && !this.#isMine(value.source))
      this.#complain(REFUSALS.host, unreachable(UNREACHABLE.host), value, payload, packet, now);
  }

  /** From inside on its way out, or from outside on its way in; undefined where the translator will not have it. */
  #translate(packet: Uint8Array, header: Ipv4Header, by: number, now: Ns): Uint8Array | undefined {
    const nat = this.#nat;
    if (!nat) return packet;
    const { source, destination, ttl } = header;
    const own = this.interfaces[by]!;
    if (by === nat.outside) {
      if (destination !== own.address) return packet;
      const inwards = nat.inwards(packet, now);
      if (inwards === undefined) this.#discard('net.nat-unknown', '', now);
      else if (inwards !== packet) this.#tellMappings('net.nat-inwards', now);
      return inwards;
    }
    if (this.#isMine(destination) || this.#routes.to(destination)?.by !== nat.outside) return packet;
    // RFC 1812 §5.3.1: a packet that will not go on is not translated either; the answer quotes it as it came
    if (ttl <= 1 || !inPrefix(source, own.address, own.prefixLength)) return packet;
    const outwards = nat.outwards(packet, now);
    if (outwards === undefined) this.#discard('net.nat-no-port', '', now);
    else this.#tellMappings('net.nat-outwards', now);
    return outwards;
  }

  #tellMappings(reason: string, now: Ns): void {
    const mappings = this.#nat!.changed();
    if (mappings) this.#observe(now, { kind: 'update', connection: null, reason, set: { mappings } });
  }

  #isMine(destination: Ipv4): boolean {
    return this.interfaces.some(
      ({ address, prefixLength }) =>
        destination === address ||
        destination === BROADCAST ||
        destination === broadcastOf(address, prefixLength),
    );
  }

  /** RFC 1812 §4.3.3.6: a router answers an echo; it has no program of its own that listens to a port. */
  #takeIn(header: Ipv4Header, payload: Uint8Array, packet: Uint8Array, now: Ns): void {
    if (header.protocol === PROTOCOL.icmp) {
      const icmp = readIcmp(payload);
      if (icmp.value?.type !== ICMP.echo || icmp.fault)
        return this.#discard('net.discard-icmp', icmp.fault ?? '', now);
      const reply = echoReply(identifierOf(icmp.value), sequenceOf(icmp.value));
      return this.#originate(reply, icmp.payload, header.source, 'net.echo-reply', now, header.destination);
    }
    const code = header.protocol === PROTOCOL.udp ? UNREACHABLE.port : UNREACHABLE.protocol;
    this.#refuse(REFUSALS.port, unreachable(code), packet, now);
  }

  /** RFC 1812 §5.2.1.2: TTL, route, size; the first that fails decides. `original` is the packet as it came. */
  #forward(packet: Uint8Array, header: Ipv4Header, original: Uint8Array, now: Ns): void {
    const { ttl, destination } = header;
    // RFC 1812 §5.3.10: there is no multicast routing here
    if (isGroup(destination)) return this.#discard('net.discard-group', '', now);
    if (ttl <= 1) return this.#refuse(REFUSALS.ttl, timeExceeded(EXCEEDED.inTransit), original, now);
    const route = this.#routes.to(destination);
    if (!route) return this.#refuse(REFUSALS.route, unreachable(UNREACHABLE.net), original, now);
    const mtu = this.interfaces[route.by]!.mtu ?? ETHERNET_MTU;
    const small = packet.length <= mtu;
    // RFC 1191 §4: the router says what would have fitted
    const needed = unreachable(UNREACHABLE.fragmentationNeeded, mtu);
    if (!small && header.dontFragment) return this.#refuse(REFUSALS.size, needed, original, now);
    if (small) return this.#send(withTtlDecremented(packet), route, 'net.forwarded', now);
    for (const piece of fragment({ ...header, ttl: ttl - 1 }, packet.subarray(headerBytes(header)), mtu))
      this.#send(piece, route, 'net.fragmented', now);
  }

  /** Discards the packet and says so to its sender. */
  #refuse(why: Refusal, message: IcmpHeader, packet: Uint8Array, now: Ns): void {
    const { value, payload } = readIpv4(packet);
    this.#discard(why.discard, '', now);
    this.#complain(why, message, value!, payload, packet, now);
  }

  #complain(
    { tell }: Refusal,
    message: IcmpHeader,
    header: Ipv4Header,
    payload: Uint8Array,
    packet: Uint8Array,
    now: Ns,
  ): void {
    if (mayBeToldOf(header, payload)) this.#originate(message, quoteOf(packet), header.source, tell, now);
  }

  #originate(message: IcmpHeader, payload: Uint8Array, to: Ipv4, reason: string, now: Ns, from?: Ipv4): void {
    const route = this.#routes.to(to);
    if (!route) return;
    this.#identification = (this.#identification + 1) & 0xffff;
    // RFC 1812 §4.3.2.4: the source is an address of the interface by which the message leaves
    const source = from ?? this.interfaces[route.by]!.address;
    const header = { ...ORIGINATED, identification: this.#identification, source, destination: to };
    this.#send(encodeIpv4(header, encodeIcmp(message, payload)), route, reason, now);
  }

  #send(packet: Uint8Array, { by, nextHop }: Route, reason: string, now: Ns): void {
    this.#out.push({ packet, reason, retransmission: false, by, ...(nextHop !== undefined && { nextHop }) });
    this.#outAt = now;
  }

  #discard(reason: string, fault: string, now: Ns): void {
    this.#observe(now, { kind: 'discard', reason, fault });
  }
}

/** Why a packet goes no further: the reason for that, and for the message about it. */
interface Refusal {
  readonly discard: string;
  readonly tell: string;
}
const REFUSALS = {
  ttl: { discard: 'net.ttl-over', tell: 'net.tell-ttl-over' },
  route: { discard: 'net.no-route', tell: 'net.tell-no-route' },
  host: { discard: 'net.no-neighbour', tell: 'net.tell-no-neighbour' },
  size: { discard: 'net.too-big', tell: 'net.tell-too-big' },
  port: { discard: 'net.nobody-listens', tell: 'net.tell-nobody-listens' },
} as const;

/** RFC 1812 §4.3.2.2 and §4.3.2.5: a TTL as a host would choose it, and precedence 6. */
const ORIGINATED = {
  dscp: 0x30,
  ecn: 0,
  dontFragment: false,
  moreFragments: false,
  fragmentOffset: 0,
  ttl: 64,
  protocol: PROTOCOL.icmp,
  options: NO_BYTES,
} as const;

const headerBytes = ({ options }: Ipv4Header): number => 20 + options.length;

/** RFC 1812 §5.3.1: one less, with the header's checksum brought up to date and not computed anew (RFC 1624 §3). */
export function withTtlDecremented(packet: Uint8Array): Uint8Array {
  const bytes = packet.slice();
  const before = u16(bytes, 8);
  const after = before - 0x100;
  putU16(bytes, 8, after);
  putU16(bytes, 10, updated(u16(bytes, 10), before, after));
  return bytes;
}
