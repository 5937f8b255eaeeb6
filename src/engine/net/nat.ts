import { SECOND, type Ns } from '../kernel/time.ts';
import { formatIpv4, type Ipv4 } from '../wire/address.ts';
import { updated } from '../wire/checksum.ts';
import { ICMP } from '../wire/icmp.ts';
import { IPV4_HEADER_BYTES, PROTOCOL } from '../wire/ipv4.ts';
import { putU16, u16, u32 } from '../wire/octets.ts';
import { FLAG } from '../wire/tcp.ts';

export interface NatSetup {
  /** Index of the interface that faces the outside, whose address all inside share. */
  readonly outside: number;
  /** Who may answer through a mapping: anybody, or only ports that were sent to (RFC 4787 §5). */
  readonly filtering: 'endpoint-independent' | 'address-and-port-dependent';
}

interface Mapping {
  readonly protocol: number;
  readonly address: Ipv4;
  readonly port: number;
  readonly outsidePort: number;
  /** Outside ends that it has sent to, as address and port in one number. */
  readonly peers: Set<number>;
  untilNs: Ns;
}

/** RFC 4787 §4.3 (REQ-5): 5 minutes for UDP. RFC 5382 §5 (REQ-5): 2 hours 4 minutes, 4 minutes. RFC 5508 §3.2 (REQ-2): 60 s. */
const UDP_NS = 300 * SECOND;
const TCP_ESTABLISHED_NS = 7440 * SECOND;
const TCP_TRANSITORY_NS = 240 * SECOND;
const ICMP_NS = 60 * SECOND;
/** RFC 4787 §4.2.2: a port of the range from which the inside one is; 1024 and above here. */
const LOWEST_PORT = 1024;
const NAMES: Readonly<Record<number, string>> = {
  [PROTOCOL.tcp]: 'tcp',
  [PROTOCOL.udp]: 'udp',
  [PROTOCOL.icmp]: 'icmp',
};

/**
 * Network address and port translation (RFC 3022 §2.2) with endpoint-independent mapping (RFC 4787 §4.1, REQ-1): an inside
 * address and port keeps its outside port whoever it talks to. The inside port is kept where it is free. A mapping is kept
 * alive by packets from inside (REQ-6). Echo requests are mapped by their identifier (RFC 5508 §3.1), and ICMP errors are
 * translated with the packet that they quote (RFC 5508 §4). Gives new bytes; checksums are brought up to date (RFC 1624 §3).
 */
export class Nat {
  readonly outside: number;
  readonly #address: Ipv4;
  readonly #filtering: NatSetup['filtering'];
  /** By protocol, inside address and port; and by protocol and outside port. */
  readonly #inner = new Map<string, Mapping>();
  readonly #outer = new Map<number, Mapping>();
  #changed = false;

  constructor({ outside, filtering }: NatSetup, address: Ipv4) {
    this.outside = outside;
    this.#address = address;
    this.#filtering = filtering;
  }

  /** A packet from inside with the outside address; undefined where it has no ports to be told apart by. */
  outwards(packet: Uint8Array, now: Ns): Uint8Array | undefined {
    const bytes = packet.slice();
    const at = headerBytes(bytes);
    if (isError(bytes, at)) return this.#errorOutwards(bytes, at, now);
    const portAt = portPlace(bytes, at, 'source');
    if (portAt === undefined) return undefined;
    const mapping = this.#map(bytes[9]!, u32(bytes, 12), u16(bytes, portAt), now);
    if (!mapping) return undefined;
    this.#refresh(mapping, bytes, at, now);
    mapping.peers.add(peerOf(u32(bytes, 16), portPlace(bytes, at, 'destination'), bytes));
    rewrite(bytes, 0, 12, this.#address, portAt, mapping.outsidePort, checksumPlace(bytes, at));
    return bytes;
  }

  /** A packet from outside for whom it is meant; itself where it is for nobody inside; undefined where it is not let in. */
  inwards(packet: Uint8Array, now: Ns): Uint8Array | undefined {
    const bytes = packet.slice();
    const at = headerBytes(bytes);
    if (isError(bytes, at)) return this.#errorInwards(bytes, at, now);
    const portAt = portPlace(bytes, at, 'destination');
    // An echo request from outside is for the router itself
    if (portAt === undefined) return bytes[9] === PROTOCOL.icmp ? packet : undefined;
    const mapping = this.#outerOf(bytes[9]!, u16(bytes, portAt), now);
    if (!mapping) return undefined;
    const peer = peerOf(u32(bytes, 12), portPlace(bytes, at, 'source'), bytes);
    if (this.#filtering === 'address-and-port-dependent' && !mapping.peers.has(peer)) return undefined;
    rewrite(bytes, 0, 16, mapping.address, portAt, mapping.port, checksumPlace(bytes, at));
    return bytes;
  }

  /** The mappings as text, where one has come or gone since the last time. */
  changed(): readonly string[] | undefined {
    if (!this.#changed) return undefined;
    this.#changed = false;
    return [...this.#outer.values()].map(
      ({ protocol, address, port, outsidePort }) =>
        `${NAMES[protocol]} ${formatIpv4(address)}:${port} = ${formatIpv4(this.#address)}:${outsidePort}`,
    );
  }

  #map(protocol: number, address: Ipv4, port: number, now: Ns): Mapping | undefined {
    const key = innerKey(protocol, address, port);
    const known = this.#inner.get(key);
    if (known && known.untilNs > now) return known;
    if (known) this.#forget(known);
    const outsidePort = this.#freePort(protocol, port, now);
    if (outsidePort === undefined) return undefined;
    const made: Mapping = { protocol, address, port, outsidePort, peers: new Set(), untilNs: now };
    this.#inner.set(key, made);
    this.#outer.set(outerKey(protocol, outsidePort), made);
    this.#changed = true;
    return made;
  }

  /** RFC 4787 §4.2.1: the inside port itself ("port preservation"), else the next one that nobody has. */
  #freePort(protocol: number, wanted: number, now: Ns): number | undefined {
    const span = 0x10000 - LOWEST_PORT;
    const first = wanted < LOWEST_PORT ? LOWEST_PORT : wanted;
    for (let tries = 0; tries < span; tries += 1) {
      const port = LOWEST_PORT + ((first - LOWEST_PORT + tries) % span);
      if (!this.#outerOf(protocol, port, now)) return port;
    }
    return undefined;
  }

  #outerOf(protocol: number, port: number, now: Ns): Mapping | undefined {
    const mapping = this.#outer.get(outerKey(protocol, port));
    if (mapping && mapping.untilNs <= now) this.#forget(mapping);
    return mapping && mapping.untilNs > now ? mapping : undefined;
  }

  #forget(mapping: Mapping): void {
    this.#inner.delete(innerKey(mapping.protocol, mapping.address, mapping.port));
    this.#outer.delete(outerKey(mapping.protocol, mapping.outsidePort));
    this.#changed = true;
  }

  #refresh(mapping: Mapping, bytes: Uint8Array, at: number, now: Ns): void {
    mapping.untilNs = now + lifeNs(bytes, at);
  }

  /** An error about a packet that went out: outer destination and inner source are this router's; both become the inside host's. */
  #errorInwards(bytes: Uint8Array, at: number, now: Ns): Uint8Array | undefined {
    const quoted = at + 8;
    const portAt = quotedPort(bytes, quoted, 'source');
    if (portAt === undefined || u32(bytes, quoted + 12) !== this.#address) return undefined;
    const mapping = this.#outerOf(bytes[quoted + 9]!, u16(bytes, portAt), now);
    if (!mapping) return undefined;
    this.#rewriteQuote(bytes, at, quoted + 12, mapping.address, portAt, mapping.port);
    rewriteAddress(bytes, 0, 16, mapping.address);
    return bytes;
  }

  /** An error about a packet that came in: inner destination and outer source are the inside host's; both become this router's. */
  #errorOutwards(bytes: Uint8Array, at: number, now: Ns): Uint8Array | undefined {
    const quoted = at + 8;
    const portAt = quotedPort(bytes, quoted, 'destination');
    if (portAt === undefined) return undefined;
    const mapping = this.#inner.get(
      innerKey(bytes[quoted + 9]!, u32(bytes, quoted + 16), u16(bytes, portAt)),
    );
    if (!mapping || mapping.untilNs <= now) return undefined;
    this.#rewriteQuote(bytes, at, quoted + 16, this.#address, portAt, mapping.outsidePort);
    rewriteAddress(bytes, 0, 12, this.#address);
    return bytes;
  }

  /** Inside the quote the checksums of IP and, where it is quoted, of the transport follow; then the error's own. */
  #rewriteQuote(
    bytes: Uint8Array,
    at: number,
    addressAt: number,
    address: Ipv4,
    portAt: number,
    port: number,
  ): void {
    const quoted = at + 8;
    const before = bytes.slice(quoted);
    const inner = quoted + headerBytes(bytes, quoted);
    const place = checksumPlace(bytes, inner, bytes[quoted + 9]!);
    rewrite(
      bytes,
      quoted,
      addressAt,
      address,
      portAt,
      port,
      place !== undefined && place + 2 <= bytes.length ? place : undefined,
    );
    for (let word = 0; word + 1 < before.length; word += 2)
      putU16(bytes, at + 2, updated(u16(bytes, at + 2), u16(before, word), u16(bytes, quoted + word)));
  }
}

const innerKey = (protocol: number, address: Ipv4, port: number): string => `${protocol}/${address}/${port}`;
const outerKey = (protocol: number, port: number): number => protocol * 0x10000 + port;
const headerBytes = (bytes: Uint8Array, at = 0): number => (bytes[at]! & 15) * 4;
const peerOf = (address: Ipv4, portAt: number | undefined, bytes: Uint8Array): number =>
  address * 0x10000 + (portAt === undefined ? 0 : u16(bytes, portAt));

const isError = (bytes: Uint8Array, at: number): boolean => {
  const type = bytes[at];
  return (
    bytes[9] === PROTOCOL.icmp &&
    isFirst(bytes) &&
    bytes.length >= at + 8 + IPV4_HEADER_BYTES + 8 &&
    (type === ICMP.unreachable || type === ICMP.timeExceeded || type === ICMP.parameterProblem)
  );
};
const isFirst = (bytes: Uint8Array, at = 0): boolean => (u16(bytes, at + 6) & 0x1fff) === 0;

/** Where the port is that tells hosts apart; of ICMP it is the identifier of a query. Undefined where there is none. */
function portPlace(bytes: Uint8Array, at: number, end: 'source' | 'destination'): number | undefined {
  if (!isFirst(bytes) || bytes.length < at + 8) return undefined;
  return placeOfPort(bytes[9]!, bytes, at, end);
}
const quotedPort = (bytes: Uint8Array, quoted: number, end: 'source' | 'destination'): number | undefined =>
  isFirst(bytes, quoted) && bytes.length >= quoted + headerBytes(bytes, quoted) + 8
    ? placeOfPort(bytes[quoted + 9]!, bytes, quoted + headerBytes(bytes, quoted), end)
    : undefined;

function placeOfPort(
  protocol: number,
  bytes: Uint8Array,
  at: number,
  end: 'source' | 'destination',
): number | undefined {
  if (protocol === PROTOCOL.tcp || protocol === PROTOCOL.udp) return end === 'source' ? at : at + 2;
  if (protocol !== PROTOCOL.icmp) return undefined;
  // A request goes out and its reply comes in; other queries are not translated
  const wanted = end === 'source' ? ICMP.echo : ICMP.echoReply;
  return bytes[at] === wanted ? at + 4 : undefined;
}

/** Where the transport's checksum is; undefined where the sender left it out (UDP). */
function checksumPlace(bytes: Uint8Array, at: number, protocol = bytes[9]!): number | undefined {
  if (protocol === PROTOCOL.tcp) return at + 16;
  if (protocol === PROTOCOL.icmp) return at + 2;
  return u16(bytes, at + 6) === 0 ? undefined : at + 6;
}

/** Address and port; the checksum of TCP and UDP covers both, that of ICMP the identifier only. */
function rewrite(
  bytes: Uint8Array,
  ipAt: number,
  addressAt: number,
  address: Ipv4,
  portAt: number,
  port: number,
  sumAt: number | undefined,
): void {
  const before = [u16(bytes, addressAt), u16(bytes, addressAt + 2), u16(bytes, portAt)];
  rewriteAddress(bytes, ipAt, addressAt, address);
  putU16(bytes, portAt, port);
  if (sumAt === undefined) return;
  const places = [addressAt, addressAt + 2, portAt];
  const protocol = bytes[ipAt + 9]!;
  let sum = u16(bytes, sumAt);
  for (let nth = protocol === PROTOCOL.icmp ? 2 : 0; nth < 3; nth += 1)
    sum = updated(sum, before[nth]!, u16(bytes, places[nth]!));
  // RFC 768: a sum of zero is sent as all ones, for zero says that there is none
  putU16(bytes, sumAt, protocol === PROTOCOL.udp && sum === 0 ? 0xffff : sum);
}

function rewriteAddress(bytes: Uint8Array, ipAt: number, addressAt: number, address: Ipv4): void {
  let sum = u16(bytes, ipAt + 10);
  sum = updated(sum, u16(bytes, addressAt), address >>> 16);
  sum = updated(sum, u16(bytes, addressAt + 2), address & 0xffff);
  putU16(bytes, addressAt, address >>> 16);
  putU16(bytes, addressAt + 2, address & 0xffff);
  putU16(bytes, ipAt + 10, sum);
}

/** How long a packet from inside keeps its mapping. A TCP connection that opens or ends is kept for less. */
function lifeNs(bytes: Uint8Array, at: number): Ns {
  if (bytes[9] === PROTOCOL.udp) return UDP_NS;
  if (bytes[9] === PROTOCOL.icmp) return ICMP_NS;
  return bytes[at + 13]! & (FLAG.SYN | FLAG.FIN | FLAG.RST) ? TCP_TRANSITORY_NS : TCP_ESTABLISHED_NS;
}
