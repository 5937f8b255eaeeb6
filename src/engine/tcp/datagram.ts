import type { Datagram } from '../net/transport.ts';
import { encodeTcp } from '../wire/tcp.ts';
import type { Tuple } from './isn.ts';
import type { Outgoing } from './outgoing.ts';

/** What IP is asked to send (RFC 9293 §3.9.2). All of it says "don't fragment", or the path's MTU could not be found (RFC 1191 §3). */
export function datagram(tuple: Tuple, one: Outgoing): Datagram {
  const { data, ecn, reason, retransmission, ...header } = one;
  const addresses = { source: tuple.localAddress, destination: tuple.remoteAddress };
  const ports = { sourcePort: tuple.localPort, destinationPort: tuple.remotePort };
  const payload = encodeTcp({ ...ports, ...header, urgent: 0 }, data, addresses);
  return {
    ...addresses,
    payload,
    dontFragment: true,
    ...(ecn !== undefined && { ecn }),
    reason,
    retransmission,
  };
}
