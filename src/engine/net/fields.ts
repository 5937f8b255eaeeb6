import { readIpv4 } from '../wire/ipv4.ts';
import { FLAG, formatFlags, readTcp } from '../wire/tcp.ts';
import type { SegmentFields } from './events.ts';

/** Reads what a trace says of a segment, and remembers where each stream's numbers start. */
export class SegmentReader {
  /** Initial sequence number of each direction, by addresses and ports. */
  readonly #bases = new Map<string, number>();

  /** Relative numbers as analysers give them: from the SYN, or else from the first segment that was seen. */
  read(packet: Uint8Array): Omit<SegmentFields, 'frame' | 'name'> {
    const ip = readIpv4(packet);
    const tcp = ip.value && readTcp(ip.payload, ip.value);
    if (!ip.value || !tcp?.value) {
      return { flags: '', seq: 0, ack: 0, relSeq: 0, relAck: 0, len: 0, window: 0 };
    }
    const { source, destination } = ip.value;
    const { sourcePort, destinationPort, seq, ack, flags } = tcp.value;
    const here = `${source}:${sourcePort}>${destination}:${destinationPort}`;
    const there = `${destination}:${destinationPort}>${source}:${sourcePort}`;
    if (tcp.fault === undefined && (flags & FLAG.SYN || !this.#bases.has(here))) this.#bases.set(here, seq);
    const known = this.#bases.get(there);
    const relAck = flags & FLAG.ACK ? (ack - (known ?? ack)) >>> 0 : 0;
    const relSeq = (seq - (this.#bases.get(here) ?? seq)) >>> 0;
    return {
      flags: formatFlags(flags),
      seq,
      ack,
      relSeq,
      relAck,
      len: tcp.payload.length,
      window: tcp.value.window,
    };
  }
}
