import type { Ns } from '../kernel/time.ts';
import type { Value } from '../kernel/trace.ts';
import type { Ipv4Header } from '../wire/ipv4.ts';

/** What a protocol above IP wants sent; the IP layer adds the header, and fragments where it may (RFC 791 §3.3 SEND). */
export interface Datagram {
  readonly source: number;
  readonly destination: number;
  readonly payload: Uint8Array;
  /** RFC 1191: set by TCP; a datagram too large for the path then comes back as an ICMP error in place of in pieces. */
  readonly dontFragment: boolean;
  readonly ttl?: number;
  /** The two ECN bits (RFC 3168 §5). */
  readonly ecn?: number;
  /** The trace's, as in `Transmission`. */
  readonly reason: string;
  readonly retransmission: boolean;
  readonly set?: Readonly<Record<string, Value>>;
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
  receive(header: Ipv4Header, payload: Uint8Array, now: Ns): void;
  receiveError(error: PathError, now: Ns): void;
  transmit(now: Ns): Datagram[];
  nextWake(): Ns | null;
}
