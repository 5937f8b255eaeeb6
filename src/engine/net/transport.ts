import type { Changes } from '../kernel/delta.ts';
import type { Ns } from '../kernel/time.ts';
import { ETHERNET_HEADER_BYTES } from '../wire/ethernet.ts';
import type { Ipv4Header } from '../wire/ipv4.ts';
import { FRONT } from '../wire/slab.ts';
import type { Transmission } from './host.ts';

/** What a protocol above IP wants sent; the IP layer adds the header, and fragments where it may (RFC 791 §3.3 SEND). */
export interface Datagram {
  readonly source: number;
  readonly destination: number;
  readonly payload: Uint8Array;
  /** RFC 1191: set by TCP; a datagram too large for the path then comes back as an ICMP error in place of in pieces. */
  readonly dontFragment: boolean;
  /** Where it is not said, 64, and 1 to a group (RFC 1112 §6.1). */
  readonly ttl?: number;
  /** The interface that a packet to a group or to all is to leave by; where it is not said, as the routes have it. */
  readonly by?: number;
  /** The two ECN bits (RFC 3168 §5). */
  readonly ecn?: number;
  /** The trace's, as in `Transmission`. */
  readonly reason: string;
  readonly retransmission: boolean;
  readonly set?: Changes | undefined;
}

/**
 * A datagram on its way down in a room (`Slab.room`): every layer writes its header in front of what is there, and nothing is copied. Of what it is to
 * a layer above the link no view is made before somebody looks.
 */
export class Parcel implements Datagram, Transmission {
  readonly source: number;
  readonly destination: number;
  readonly room: Uint8Array;
  readonly dontFragment = true;
  readonly ecn: number;
  readonly reason: string;
  readonly retransmission: boolean;
  readonly set: Changes | undefined;

  constructor(
    source: number,
    destination: number,
    room: Uint8Array,
    ecn: number,
    reason: string,
    retransmission: boolean,
    set: Changes | undefined,
  ) {
    this.source = source;
    this.destination = destination;
    this.room = room;
    this.ecn = ecn;
    this.reason = reason;
    this.retransmission = retransmission;
    this.set = set;
  }
  get packet(): Uint8Array {
    return this.room.subarray(ETHERNET_HEADER_BYTES);
  }
  get payload(): Uint8Array {
    return this.room.subarray(FRONT);
  }
}

/** An ICMP error about a packet that this host sent (RFC 792, RFC 1122 §3.2.2): what came back, and what it quotes. */
export interface PathError {
  readonly from: number;
  readonly type: number;
  readonly code: number;
  /** RFC 1191 §4: next-hop MTU of "fragmentation needed"; 0 where the router does not say. */
  readonly mtu: number;
  readonly quoted: Ipv4Header;
  /** What the error quotes behind the IP header: 8 octets at least (RFC 792). */
  readonly quotedPayload: Uint8Array;
}

/** A protocol that stands on IP, driven as a host is: `receive` never sends, `transmit` gives what waits (RFC 1122 §3.4). */
export interface Transport {
  /** Number in the IP header. */
  readonly protocol: number;
  /** 'nobody' where the sender is to be told that no port takes it (RFC 1122 §3.2.2.1); TCP says that by itself, with a reset. */
  receive(header: Ipv4Header, payload: Uint8Array, now: Ns): 'nobody' | void;
  receiveError(error: PathError, now: Ns): void;
  transmit(now: Ns): Datagram[];
  nextWake(): Ns | null;
}

/** What a raw socket wants sent: a datagram of any protocol, or a packet with the header that the program made (IP_HDRINCL). */
export type RawDatagram =
  (Datagram & { readonly protocol: number }) | { readonly packet: Uint8Array; readonly reason: string };

/** Raw sockets, which get copies of what the host takes in, beside the protocols (raw(7)). */
export interface RawTransport {
  /** Whole packets, put together from their fragments. True where somebody has asked for this protocol. */
  receive(packet: Uint8Array, header: Ipv4Header, now: Ns): boolean;
  transmit(now: Ns): RawDatagram[];
  nextWake(): Ns | null;
}
