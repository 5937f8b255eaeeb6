import type { Changes } from '../kernel/delta.ts';
import { Parcel } from '../net/transport.ts';
import type { Slab } from '../wire/slab.ts';
import { encodeTcpInRoom } from '../wire/tcp.ts';
import type { Connection } from './connection.ts';
import type { Tuple } from './isn.ts';
import type { Outbox, Outgoing } from './outgoing.ts';

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

/** Empties the outbox of a connection into a list behind what is there. Each datagram tells what has changed since the one before. */
export function datagrams(out: Parcel[], c: Connection, outbox: Outbox, slab: Slab): Parcel[] {
  const { count } = outbox;
  if (count === 0) return out;
  outbox.count = 0;
  // Mostly the first to speak. A list of its very length: one that grows from nothing is given room for seventeen
  const first = out.length;
  const all = first === 0 ? new Array<Parcel>(count) : out;
  for (let nth = 0; nth < count; nth += 1)
    all[first + nth] = datagram(c.tuple, outbox.at(nth), slab, c.changes());
  return all;
}
