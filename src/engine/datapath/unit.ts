/**
 * What goes through the floors in one piece: a call's data, or packets. With segmentation offload, or once frames are merged, one
 * unit is several packets, for which the stack pays once.
 */
export interface Unit {
  /** `<host>/<nth>`. */
  readonly id: string;
  /** IPv4 packets, as they are (or will be) on the wire. Empty above TCP. */
  readonly packets: readonly Uint8Array[];
  /** Their names on the wire, where they have been there. */
  readonly names: readonly string[];
  /** Data in them, without headers. */
  readonly bytes: number;
}

/** IPv4 and TCP header without options: no packet has less. */
const HEADERS = 40;

/** Data in an IPv4 packet that carries TCP (RFC 791 §3.1: IHL; RFC 9293 §3.1: data offset). */
export function dataIn(packet: Uint8Array): number {
  if (packet.length < HEADERS) return 0;
  const ip = (packet[0]! & 15) * 4;
  return Math.max(0, packet.length - ip - (packet[ip + 12]! >> 4) * 4);
}

/**
 * Puts consecutive packets with data together, up to what a large packet may hold: what TCP hands down as one with segmentation
 * offload, and what GRO makes of frames that follow each other. Others stay alone.
 */
export function grouped<P extends { readonly bytes: number }>(
  parts: readonly P[],
  most: number,
  follows: (before: P, next: P) => boolean,
): P[][] {
  const groups: P[][] = [];
  let bytes = 0;
  for (const part of parts) {
    const last = groups.at(-1);
    if (last && bytes + part.bytes <= most && follows(last.at(-1)!, part)) {
      last.push(part);
      bytes += part.bytes;
    } else {
      groups.push([part]);
      bytes = part.bytes;
    }
  }
  return groups;
}

/** Whether `next` goes on where `before` ends: data, same connection (there is but one), no gap, no flag in between but PSH at the end. */
export function goesOn(before: Uint8Array, next: Uint8Array): boolean {
  const [length, more] = [dataIn(before), dataIn(next)];
  if (length === 0 || more === 0 || more > length) return false;
  const flags = flagsOf(before);
  // Linux tcp_gro_receive: PSH ends a merged packet, as do SYN, FIN, RST and the congestion flags
  return (
    flags === ACK && (flagsOf(next) & ~(ACK | PSH)) === 0 && seqOf(next) === (seqOf(before) + length) >>> 0
  );
}
const [ACK, PSH] = [0x10, 0x08];

const tcpAt = (packet: Uint8Array): number => (packet[0]! & 15) * 4;
const flagsOf = (packet: Uint8Array): number => packet[tcpAt(packet) + 13]!;
function seqOf(packet: Uint8Array): number {
  const at = tcpAt(packet) + 4;
  return ((packet[at]! << 24) | (packet[at + 1]! << 16) | (packet[at + 2]! << 8) | packet[at + 3]!) >>> 0;
}
