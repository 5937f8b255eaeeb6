import type { Changes } from '../kernel/delta.ts';
import { Parcel } from '../net/transport.ts';
import type { Slab } from '../wire/slab.ts';
import { encodeTcpInRoom } from '../wire/tcp.ts';
import type { Tuple } from './isn.ts';
import type { Outgoing } from './outgoing.ts';

/**
 * What IP is asked to send (RFC 9293 §3.9.2). All of it says "don't fragment", or the path's MTU could not be found (RFC 1191 §3).
 * `set`: the variables that the trace is to tell with it.
 */
export function datagram(
  { localAddress, remoteAddress }: Tuple,
  one: Outgoing,
  slab: Slab,
  set?: Changes,
): Parcel {
  const room = encodeTcpInRoom(one, one.data, localAddress, remoteAddress, slab);
  return new Parcel(localAddress, remoteAddress, room, one.ecn, one.reason, one.retransmission, set);
}
