import type { Changes } from '../kernel/delta.ts';
import { Parcel } from '../net/transport.ts';
import type { Slab } from '../wire/slab.ts';
import { encodeTcpInRoom, FLAG } from '../wire/tcp.ts';
import type { Tuple } from './isn.ts';
import type { Outgoing } from './outgoing.ts';
import { distance, type Seq } from './seq.ts';

const NEVER_URGENT = FLAG.SYN | FLAG.RST;

/**
 * What IP is asked to send (RFC 9293 §3.9.2). All of it says "don't fragment", or the path's MTU could not be found (RFC 1191 §3).
 * `sndUp`: where urgent data ends (RFC 9293 §3.8.5): every segment that begins before it says so.
 * `set`: the variables that the trace is to tell with it.
 */
export function datagram(tuple: Tuple, one: Outgoing, slab: Slab, sndUp: Seq | null, set?: Changes): Parcel {
  const { seq, ack, options, data, ecn = 0, reason, retransmission } = one;
  const ahead = sndUp === null || one.flags & NEVER_URGENT ? 0 : distance(sndUp, seq);
  const urgent = Math.max(0, Math.min(0xffff, ahead));
  const flags = urgent > 0 ? one.flags | FLAG.URG : one.flags;
  const source = tuple.localAddress;
  const destination = tuple.remoteAddress;
  const sourcePort = tuple.localPort;
  const destinationPort = tuple.remotePort;
  const header = { sourcePort, destinationPort, seq, ack, flags, window: one.window, urgent, options };
  const room = encodeTcpInRoom(header, data, source, destination, slab);
  return new Parcel(source, destination, room, ecn, reason, retransmission, set);
}
