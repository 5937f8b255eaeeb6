import { IPV4_HEADER_BYTES, type Ipv4Header } from './ipv4.ts';

/** A packet, or a part of one, as `readIpv4` gives it. */
export interface Datagram {
  readonly header: Ipv4Header;
  readonly payload: Uint8Array;
}

/** What became of a fragment. */
export type Arrival =
  | ({ readonly kind: 'complete' } & Datagram)
  | { readonly kind: 'waiting'; readonly heldBytes: number }
  /** Nothing in it is new; the datagram goes on waiting. */
  | { readonly kind: 'duplicate' }
  /** With it everything that was held of its datagram. */
  | { readonly kind: 'dropped'; readonly fault: string };

export interface ReassemblyConfig {
  /** RFC 1122 §3.3.2 asks for 60 to 120 s, counted from the first fragment to arrive; Linux waits 30 s. */
  readonly timeoutNs: number;
  /** Payload held for all datagrams together; a fragment that would begin another beyond it is dropped. */
  readonly maxBytes: number;
}

/** As Linux has them: net.ipv4.ipfrag_time and ipfrag_high_thresh. */
export const LINUX_REASSEMBLY: ReassemblyConfig = { timeoutNs: 30_000_000_000, maxBytes: 4 * 1024 * 1024 };

/** A place in the datagram's payload: bytes [start, end). */
interface Piece extends Datagram {
  readonly start: number;
  readonly end: number;
}

interface Waiting {
  readonly expiresNs: number;
  /** In the order of their places; they neither overlap nor are there two of one place. */
  readonly pieces: Piece[];
  heldBytes: number;
  /** The end of the furthest piece. */
  end: number;
  /** A piece without MF has arrived, so that `end` is the payload's length. */
  hasLast: boolean;
}

/** Puts the fragments that arrive at a host together again (RFC 791 §3.2, RFC 815 §3); overlaps are not put up with. */
export class Reassembler {
  readonly #config: ReassemblyConfig;
  /** In the order of expiry, which is that of their first fragments. */
  readonly #waiting = new Map<string, Waiting>();
  #heldBytes = 0;

  constructor(config: ReassemblyConfig = LINUX_REASSEMBLY) {
    this.#config = config;
  }

  /** A fragment whose header passed its check. Only for fragments: MF set, or an offset. Call `expire` before. */
  receive(header: Ipv4Header, payload: Uint8Array, now: number): Arrival {
    const key = keyOf(header);
    const known = this.#waiting.get(key);
    const start = header.fragmentOffset * 8;
    // every fragment but the last is cut down to a multiple of 8, as its successor's offset says it must be
    const length = header.moreFragments ? payload.length & ~7 : payload.length;
    const piece: Piece = { header, payload: payload.subarray(0, length), start, end: start + length };
    const fault = faultOf(piece, known);
    if (fault) return this.#drop(key, fault);
    const place = known ? placeOf(piece, known.pieces) : 0;
    if (place === 'duplicate') return { kind: 'duplicate' };
    // RFC 5722 §4 (for IPv6; Linux does so for both): on an overlap the whole datagram is silently discarded
    if (place === 'overlap') return this.#drop(key, 'fragment.overlap');
    if (!known && this.#heldBytes + length > this.#config.maxBytes)
      return this.#drop(key, 'fragment.no-memory');

    const waiting = known ?? this.#begin(key, now);
    waiting.pieces.splice(place, 0, piece);
    waiting.heldBytes += length;
    this.#heldBytes += length;
    waiting.end = Math.max(waiting.end, piece.end);
    waiting.hasLast ||= !header.moreFragments;
    if (!waiting.hasLast || waiting.heldBytes < waiting.end) {
      return { kind: 'waiting', heldBytes: waiting.heldBytes };
    }
    this.#forget(key);
    return put(waiting);
  }

  /**
   * The datagrams whose time is up: what was held of each from its first byte on, for the ICMP time exceeded
   * (code 1), or undefined where the first fragment is missing, of which no ICMP tells (RFC 792, RFC 1122 §3.3.2).
   */
  expire(now: number): (Datagram | undefined)[] {
    const expired: (Datagram | undefined)[] = [];
    for (const [key, { expiresNs, pieces }] of this.#waiting) {
      if (expiresNs > now) break;
      const first = pieces[0]!;
      expired.push(first.start === 0 ? { header: first.header, payload: first.payload } : undefined);
      this.#forget(key);
    }
    return expired;
  }

  /** When `expire` has something to do next. */
  nextWake(): number | undefined {
    for (const { expiresNs } of this.#waiting.values()) return expiresNs;
    return undefined;
  }

  /** Payload bytes held for all datagrams together. */
  get heldBytes(): number {
    return this.#heldBytes;
  }

  #begin(key: string, now: number): Waiting {
    const expiresNs = now + this.#config.timeoutNs;
    const waiting: Waiting = { expiresNs, pieces: [], heldBytes: 0, end: 0, hasLast: false };
    this.#waiting.set(key, waiting);
    return waiting;
  }

  #drop(key: string, fault: string): Arrival {
    this.#forget(key);
    return { kind: 'dropped', fault };
  }

  #forget(key: string): void {
    this.#heldBytes -= this.#waiting.get(key)?.heldBytes ?? 0;
    this.#waiting.delete(key);
  }
}

/** RFC 791 §3.2: the fragments of one datagram have these four in common. */
const keyOf = ({ source, destination, protocol, identification }: Ipv4Header): string =>
  `${source} ${destination} ${protocol} ${identification}`;

/** What no fragment of a datagram can be: empty, beyond the longest datagram, or at odds about where the datagram ends. */
function faultOf({ header, start, end }: Piece, known: Waiting | undefined): string | undefined {
  if (end === start) return 'fragment.empty';
  if (end > longest(header)) return 'fragment.too-long';
  if (!known) return undefined;
  const beyond = known.hasLast && end > known.end;
  const short = !header.moreFragments && end < known.end;
  return beyond || short ? 'fragment.other-end' : undefined;
}

/** What the total length field leaves for the payload (RFC 791 §3.1). */
const longest = ({ options }: Ipv4Header): number => 0xffff - IPV4_HEADER_BYTES - options.length;

/** Index among the pieces where this one goes; or what keeps it from going there. */
function placeOf({ start, end }: Piece, pieces: readonly Piece[]): number | 'duplicate' | 'overlap' {
  let place = pieces.length;
  while (place > 0 && pieces[place - 1]!.start >= start) place -= 1;
  const touched = pieces.filter((one) => one.end > start && one.start < end);
  if (touched.length === 0) return place;
  const whole = touched[0]!.start <= start && touched.at(-1)!.end >= end;
  const joined = touched.every((one, index) => index === 0 || one.start === touched[index - 1]!.end);
  return whole && joined ? 'duplicate' : 'overlap';
}

/** RFC 791 §3.2: the header is the first fragment's. */
function put({ pieces, end }: Waiting): Arrival {
  const ecn = ecnOf(pieces);
  if (ecn === undefined) return { kind: 'dropped', fault: 'fragment.mixed-ecn' };
  if (end > longest(pieces[0]!.header)) return { kind: 'dropped', fault: 'fragment.too-long' };
  const payload = new Uint8Array(end);
  for (const piece of pieces) payload.set(piece.payload, piece.start);
  return { kind: 'complete', header: { ...pieces[0]!.header, moreFragments: false, ecn }, payload };
}

const CONGESTION_EXPERIENCED = 3;

/** RFC 3168 §5.3: congestion met by one fragment was met by the datagram; not if another is not ECN-capable. */
function ecnOf(pieces: readonly Piece[]): number | undefined {
  if (!pieces.some(({ header }) => header.ecn === CONGESTION_EXPERIENCED)) return pieces[0]!.header.ecn;
  return pieces.some(({ header }) => header.ecn === 0) ? undefined : CONGESTION_EXPERIENCED;
}
