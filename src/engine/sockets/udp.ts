import type { Ns } from '../kernel/time.ts';
import type { Observe } from '../net/host.ts';
import type { MatchEvent } from '../net/events.ts';
import type { Datagram, PathError, Transport } from '../net/transport.ts';
import { halfSipHash, type Secret } from '../tcp/isn.ts';
import type { Ipv4 } from '../wire/address.ts';
import { PROTOCOL, type Ipv4Header } from '../wire/ipv4.ts';
import { u16 } from '../wire/octets.ts';
import { encodeUdp, readUdp } from '../wire/udp.ts';
import { meaningOf } from './errno.ts';
import type { End, QueueSocket } from './socket.ts';

export interface UdpSetup {
  /** Whether more than one host is meant: a group or a broadcast. */
  isForMany(address: Ipv4): boolean;
  /** Key of what spreads datagrams over the sockets of a port. */
  readonly secret: Secret;
  readonly observe: Observe;
  readonly matched: (match: Match, now: Ns) => void;
}

/** Whose a packet is. */
export interface Match {
  readonly protocol: 'tcp' | 'udp';
  readonly socket: number | null;
  readonly rule: MatchEvent['rule'];
  readonly local: End;
  readonly remote: End;
}

/** UDP (RFC 768, RFC 1122 §4.1): finds the socket of a datagram, and keeps it there. */
export class Udp implements Transport {
  readonly protocol = PROTOCOL.udp;
  readonly #setup: UdpSetup;
  /** By local port; of equals the one that was bound last is asked first, as in Linux. */
  readonly #byPort = new Map<number, QueueSocket[]>();
  #out: Datagram[] = [];
  #outAt: Ns = 0;

  constructor(setup: UdpSetup) {
    this.#setup = setup;
  }

  add(socket: QueueSocket): void {
    this.#byPort.set(socket.local.port, [socket, ...(this.#byPort.get(socket.local.port) ?? [])]);
  }
  remove(socket: QueueSocket): void {
    const others = (this.#byPort.get(socket.local.port) ?? []).filter((one) => one !== socket);
    if (others.length > 0) this.#byPort.set(socket.local.port, others);
    else this.#byPort.delete(socket.local.port);
  }

  send(from: End, to: End, bytes: Uint8Array, { ttl, multicastTtl }: QueueSocket['options'], now: Ns): void {
    const addresses = { source: from.address, destination: to.address };
    const header = { sourcePort: from.port, destinationPort: to.port, checksummed: true };
    this.#out.push({
      ...addresses,
      payload: encodeUdp(header, bytes, addresses),
      dontFragment: false,
      ttl: to.address >>> 28 === 14 ? multicastTtl : ttl,
      retransmission: false,
      reason: 'socket.send-datagram',
    });
    this.#outAt = now;
  }

  receive(ip: Ipv4Header, payload: Uint8Array, now: Ns): 'nobody' | undefined {
    const udp = readUdp(payload, ip);
    // RFC 1122 §4.1.3.4: a datagram whose checksum is wrong is silently discarded
    if (!udp.value || udp.fault) {
      this.#setup.observe(now, { kind: 'discard', reason: 'socket.discard-faulty', fault: udp.fault ?? '' });
      return undefined;
    }
    const local = { address: ip.destination, port: udp.value.destinationPort };
    const remote = { address: ip.source, port: udp.value.sourcePort };
    const forMany = this.#setup.isForMany(local.address);
    const found = forMany ? this.#all(local, remote) : this.#best(local, remote);
    for (const { socket, rule } of found) {
      this.#setup.matched({ protocol: 'udp', socket: socket.id, rule, local, remote }, now);
      const kept = socket.keep({ from: remote, to: local.address, bytes: udp.payload.slice(), at: now });
      if (!kept) this.#setup.observe(now, { kind: 'discard', reason: 'socket.discard-full', fault: '' });
    }
    if (found.length > 0) return undefined;
    this.#setup.matched({ protocol: 'udp', socket: null, rule: 'nobody', local, remote }, now);
    this.#setup.observe(now, { kind: 'discard', reason: 'socket.discard-nobody', fault: '' });
    return 'nobody';
  }

  /** An ICMP error is told to a connected socket, and to no other: without a peer the socket could not say whose fault it was (udp(7)). */
  receiveError({ type, code, quoted, quotedPayload }: PathError): void {
    if (quotedPayload.length < 4) return;
    const local = { address: quoted.source, port: u16(quotedPayload, 0) };
    const remote = { address: quoted.destination, port: u16(quotedPayload, 2) };
    const socket = this.#best(local, remote)[0]?.socket;
    const meaning = meaningOf(type, code);
    if (!socket?.remote || !meaning?.fatal) return;
    socket.error = meaning.errno;
    socket.stamp += 1;
  }

  transmit(): Datagram[] {
    return this.#out.splice(0);
  }
  nextWake(): Ns | null {
    return this.#out.length > 0 ? this.#outAt : null;
  }

  /**
   * The one socket for a datagram: bound to its very address before bound to any, and of those connected to its sender
   * before unconnected (Linux, udp4_lib_lookup2). Sockets that share the port by SO_REUSEPORT take turns by a hash.
   */
  #best(local: End, remote: End): { socket: QueueSocket; rule: MatchEvent['rule'] }[] {
    let best: QueueSocket[] = [];
    let bestScore = 0;
    for (const socket of this.#byPort.get(local.port) ?? []) {
      const score = scoreOf(socket, local, remote);
      if (score === bestScore && score > 0) best.push(socket);
      else if (score > bestScore) [best, bestScore] = [[socket], score];
    }
    const first = best[0];
    if (!first) return [];
    if (first.remote) return [{ socket: first, rule: 'connected' }];
    const sharing = first.options.reusePort ? best.filter((one) => one.options.reusePort) : [];
    if (sharing.length > 1) {
      const words = [remote.address, remote.port, local.address, local.port];
      const nth = Math.floor((halfSipHash(words, this.#setup.secret) * sharing.length) / 0x1_0000_0000);
      return [{ socket: sharing.toReversed()[nth]!, rule: 'shared' }];
    }
    return [{ socket: first, rule: first.local.address === 0 ? 'wildcard' : 'specific' }];
  }

  /** RFC 1122 §4.1.3.3 (and ip(7), IP_MULTICAST_ALL): what is for many goes to every socket that it fits. */
  #all(local: End, remote: End): { socket: QueueSocket; rule: MatchEvent['rule'] }[] {
    return (this.#byPort.get(local.port) ?? [])
      .filter((socket) => scoreOf(socket, local, remote) > 0)
      .map((socket) => ({ socket, rule: 'group' }));
  }
}

/** 0 where the socket does not take it; else the higher the closer. */
function scoreOf({ local: own, remote: peer }: QueueSocket, local: End, remote: End): number {
  if (own.address !== 0 && own.address !== local.address) return 0;
  if (peer && (peer.address !== remote.address || peer.port !== remote.port)) return 0;
  return 1 + (own.address !== 0 ? 2 : 0) + (peer ? 1 : 0);
}
