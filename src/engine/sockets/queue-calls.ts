import type { Ns } from '../kernel/time.ts';
import { readIpv4 } from '../wire/ipv4-read.ts';
import { MAX_UDP_PAYLOAD_BYTES } from '../wire/udp.ts';
import { putU16, putU32, u16, u32 } from '../wire/octets.ts';
import { checksum } from '../wire/checksum.ts';
import { fails, ok, WAITS, type Result } from './errno.ts';
import type { Kernel } from './kernel.ts';
import { PROTOCOL_RAW } from './raw.ts';
import type { RecvFlags } from './tcp-calls.ts';
import { NOWHERE, type End, type QueueSocket } from './socket.ts';

/** The calls of datagram and raw sockets (udp(7), raw(7)). */

/** connect(2): sends nothing; it only says who the peer is. Null lets go of it again (AF_UNSPEC). */
export function connect(k: Kernel, s: QueueSocket, to: End | null, _now: Ns): Result<number> {
  if (to === null) {
    s.remote = null;
    if (!s.bound) k.place(s, { address: 0, port: 0 });
    return ok(0);
  }
  const address = s.local.address === 0 ? k.ip.sourceTo(to.address || LOOPBACK) : s.local.address;
  if (address === undefined) return fails('ENETUNREACH');
  if (k.ip.isBroadcast(to.address) && !s.options.broadcast) return fails('EACCES');
  const port = s.kind === 'raw' || s.local.port > 0 ? s.local.port : k.freePort(s, 1);
  if (port === undefined) return fails('EAGAIN');
  s.remote = to.address === 0 ? { ...to, address: LOOPBACK } : to;
  k.place(s, { address, port });
  return ok(0);
}
const LOOPBACK = 0x7f000001;

/** sendto(2), or send(2) where `to` is null: a datagram leaves whole or not at all. */
export function sendto(
  k: Kernel,
  s: QueueSocket,
  bytes: Uint8Array,
  to: End | null,
  now: Ns,
): Result<number> {
  // Linux, inet_send_prepare: a port before all else
  if (s.kind === 'udp' && s.local.port === 0) {
    const port = k.freePort(s, 1);
    if (port === undefined) return fails('EAGAIN');
    k.place(s, { ...s.local, port });
  }
  if (s.kind === 'udp' && bytes.length > MAX_UDP_PAYLOAD_BYTES) return fails('EMSGSIZE');
  const peer = to ?? s.remote;
  if (!peer) return fails('EDESTADDRREQ');
  if (s.kind === 'udp' && peer.port === 0) return fails('EINVAL');
  // What an ICMP error said of an earlier datagram is told now, and this one does not leave (udp(7))
  const error = s.takeError();
  if (error) return fails(error);
  if (s.sendShut) return fails('EPIPE');
  const destination = peer.address === 0 ? LOOPBACK : peer.address;
  const source = s.local.address === 0 ? k.ip.sourceTo(destination) : s.local.address;
  if (source === undefined) return fails('ENETUNREACH');
  if (k.ip.isBroadcast(destination) && !s.options.broadcast) return fails('EACCES');
  if (s.kind === 'raw') return sendRaw(k, s, bytes, source, destination, now);
  const { port } = s.local;
  k.udp.send({ address: source, port }, { address: destination, port: peer.port }, bytes, s.options, now);
  return ok(bytes.length);
}

/** With IP_HDRINCL the bytes begin with an IP header of the program's; checksum, total length, and a source of 0 are filled in (raw(7)). */
function sendRaw(
  k: Kernel,
  s: QueueSocket,
  bytes: Uint8Array,
  source: number,
  destination: number,
  now: Ns,
): Result<number> {
  if (bytes.length > 0xffff - 20) return fails('EMSGSIZE');
  const reason = 'socket.send-raw';
  if (!s.options.headerIncluded && s.protocol !== PROTOCOL_RAW) {
    const payload = bytes.slice();
    k.raw.send(
      {
        source,
        destination,
        payload,
        protocol: s.protocol,
        dontFragment: false,
        retransmission: false,
        reason,
      },
      now,
    );
    return ok(bytes.length);
  }
  const packet = bytes.slice();
  const { value } = readIpv4(packet);
  if (!value) return fails('EINVAL');
  const headerBytes = 20 + value.options.length;
  putU16(packet, 2, packet.length);
  if (u32(packet, 12) === 0) putU32(packet, 12, source);
  putU16(packet, 10, 0);
  putU16(packet, 10, checksum(packet, 0, headerBytes));
  if (u16(packet, 2) > 1500) return fails('EMSGSIZE');
  k.raw.send({ packet, reason }, now);
  return ok(bytes.length);
}

/** What recvfrom(2) gives: of a datagram longer than the buffer, the rest is lost (MSG_TRUNC). */
export interface Received {
  readonly bytes: Uint8Array;
  readonly from: End;
  readonly truncated: boolean;
}

export function recvfrom(s: QueueSocket, most: number, flags: RecvFlags): Result<Received> {
  const error = s.takeError();
  if (error) return fails(error);
  const datagram = flags.peek ? s.queue[0] : s.shift();
  if (datagram) {
    const { bytes, from } = datagram;
    return ok({ bytes: bytes.subarray(0, most), from, truncated: bytes.length > most });
  }
  if (s.options.nonblocking || flags.dontWait) return fails('EAGAIN');
  return s.receiveShut ? ok({ bytes: new Uint8Array(0), from: NOWHERE, truncated: false }) : WAITS;
}

export function shutdown(s: QueueSocket, how: 'read' | 'write' | 'both'): Result<number> {
  // Linux: the socket remembers even where it has no peer
  if (how !== 'write') s.receiveShut = true;
  if (how !== 'read') s.sendShut = true;
  s.stamp += 1;
  return s.remote ? ok(0) : fails('ENOTCONN');
}

export function close(k: Kernel, s: QueueSocket): void {
  for (const group of s.groups) k.ip.memberships.leave(group);
  s.owner = s.fd = null;
  k.drop(s);
}
