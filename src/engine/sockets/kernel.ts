import type { Ns } from '../kernel/time.ts';
import type { Interface, Observe, TracedHost, Transmission } from '../net/host.ts';
import { IpHost } from '../net/ip-host.ts';
import { readOther } from '../net/other-fields.ts';
import type { Route } from '../net/routes.ts';
import type { PathError, Transport } from '../net/transport.ts';
import { TCP_DEFAULTS, type TcpConfig } from '../tcp/config.ts';
import { SYN_COOKIES } from '../tcp/cookie.ts';
import type { Secret, Tuple } from '../tcp/isn.ts';
import type { ListenRules } from '../tcp/listener.ts';
import { receiveError } from '../tcp/path-errors.ts';
import { Tcp, type Notice } from '../tcp/tcp.ts';
import type { Ipv4 } from '../wire/address.ts';
import { PROTOCOL, type Ipv4Header } from '../wire/ipv4.ts';
import { u16 } from '../wire/octets.ts';
import { readTcp } from '../wire/tcp-read.ts';
import { meaningOf, type Errno } from './errno.ts';
import { EPHEMERAL_RANGES, Ports, type PortRange } from './ports.ts';
import { Raw } from './raw.ts';
import { SocketTable } from './socket-table.ts';
import { endText, QueueSocket, TcpSocket, type End, type Socket } from './socket.ts';
import { Udp, type Match } from './udp.ts';

export interface KernelSetup {
  readonly name: string;
  readonly interfaces: readonly (Interface & { readonly mtu?: number })[];
  readonly routes?: readonly Route[];
  /** Key of all that must not be guessed: sequence numbers, ports, what spreads connections over listeners. */
  readonly secret: Secret;
  readonly tcp?: Partial<TcpConfig>;
  readonly listening?: Partial<ListenRules>;
  readonly ephemeral?: PortRange;
  /** CAP_NET_RAW and CAP_NET_BIND_SERVICE: raw sockets, and ports below 1024. */
  readonly privileged?: boolean;
  readonly observe?: Observe;
}

/** A host with sockets: IP, TCP, UDP and raw sockets, and who holds which address and port. Programs call it through `Process`. */
export class Kernel implements TracedHost {
  readonly name: string;
  readonly reads = readOther;
  readonly privileged: boolean;
  readonly ip: IpHost;
  readonly tcp: Tcp;
  readonly udp: Udp;
  readonly raw = new Raw();
  readonly tcpPorts: Ports;
  readonly udpPorts: Ports;
  readonly observe: Observe;
  readonly table: SocketTable;
  readonly #watched: boolean;
  /** What the ICMP error says that TCP is looking at. */
  #told: Errno | undefined;
  readonly #byConnection = new Map<number, TcpSocket>();
  readonly #byListener = new Map<number, TcpSocket>();

  constructor(setup: KernelSetup) {
    const { name, interfaces, routes, secret, ephemeral = EPHEMERAL_RANGES.linux } = setup;
    this.name = name;
    this.privileged = setup.privileged ?? false;
    this.observe = setup.observe ?? (() => {});
    this.#watched = setup.observe !== undefined;
    this.tcpPorts = new Ports(ephemeral, secret);
    this.udpPorts = new Ports(ephemeral, secret);
    const said: { observe: Observe } = { observe: this.observe };
    const matched = (match: Match, now: Ns) => this.#matched(match, now);
    this.tcp = new Tcp({
      // RFC 5461 §4.1, as Linux does: connect() ends at the first word that the peer cannot be reached
      config: { ...TCP_DEFAULTS, unreachableEndsOpen: true, ...setup.tcp },
      cookies: SYN_COOKIES,
      ...(setup.listening && { listening: setup.listening }),
      secret,
      observe: (at, observation) => said.observe(at, observation),
      notice: (notice) => this.#notice(notice),
    });
    this.udp = new Udp({
      isForMany: (address) => address >>> 28 === 14 || this.ip.isBroadcast(address),
      secret,
      observe: (at, observation) => said.observe(at, observation),
      matched,
    });
    this.ip = new IpHost({
      name,
      interfaces,
      ...(routes && { routes }),
      transports: (observe) => ((said.observe = observe), [this.#watchedTcp(matched), this.udp]),
      raw: this.raw,
      observe: this.observe,
    });
    this.table = new SocketTable(this.tcp);
  }

  // --- the network's side

  get address(): Ipv4 {
    return this.ip.address;
  }
  get interfaces(): readonly Interface[] {
    return this.ip.interfaces;
  }
  get groups(): ReadonlySet<Ipv4> {
    return this.ip.groups;
  }
  receive(packet: Uint8Array, now: Ns): void {
    this.ip.receive(packet, now);
    this.#tell(now);
  }
  undelivered(packet: Uint8Array, now: Ns): void {
    this.ip.undelivered(packet, now);
    this.#tell(now);
  }
  poll(now: Ns): Uint8Array[] {
    return this.transmit(now).map(({ packet }) => packet);
  }
  transmit(now: Ns): Transmission[] {
    const out = this.ip.transmit(now);
    this.#tell(now);
    return out;
  }
  nextWake(): Ns | null {
    return this.ip.nextWake();
  }

  // --- the program's side; who may do what is `Process`'s business

  newTcp(owner: string, connection?: number): TcpSocket {
    const id = connection === undefined ? this.table.next() : this.table.numberOf(connection);
    return this.table.add(new TcpSocket(id, owner));
  }
  newQueue(owner: string, kind: 'udp' | 'raw', protocol: number): QueueSocket {
    return this.table.add(new QueueSocket(this.table.next(), owner, kind, protocol));
  }

  portsOf(socket: Socket): Ports {
    return socket.kind === 'tcp' ? this.tcpPorts : this.udpPorts;
  }
  /** Gives the socket a place; of a UDP socket, where its datagrams find it. */
  place(socket: Socket, local: End): void {
    if (socket.kind === 'udp' && socket.local.port > 0) this.udp.remove(socket);
    if (socket.local.port !== local.port) {
      if (socket.local.port > 0) this.portsOf(socket).release(socket.local.port, socket);
      if (local.port > 0) this.portsOf(socket).hold(local.port, socket);
    }
    socket.local = local;
    if (socket.kind === 'udp' && local.port > 0) this.udp.add(socket);
  }
  /** A port for who asked for none, by bind() or by a call that needs one. */
  freePort(socket: Socket, parity: 0 | 1): number | undefined {
    const ports = this.portsOf(socket);
    return ports.pick([socket.local.address, socket.id], parity, (port) => !ports.taken(port, socket));
  }
  /**
   * A port to connect from. One that nobody chose by bind() serves any number of destinations: only all four numbers together
   * must be new (Linux, __inet_hash_connect). Connections in TIME-WAIT count.
   */
  portTo(remote: End, address: Ipv4): number | undefined {
    return this.tcpPorts.pick([address, remote.address, remote.port], 0, (localPort) => {
      for (const holder of this.tcpPorts.holders(localPort)) if (holder.bound) return false;
      return !this.#inUse({ address, port: localPort }, remote);
    });
  }
  #inUse(local: End, remote: End): boolean {
    return this.tcp.find(tupleOf(local, remote)).connection !== undefined;
  }

  attach(socket: TcpSocket, connection: number): void {
    socket.connection = connection;
    this.#byConnection.set(connection, socket);
    this.table.number(connection, socket.id);
  }
  listen(socket: TcpSocket, listener: number): void {
    socket.listener = listener;
    this.#byListener.set(listener, socket);
  }
  unlisten(socket: TcpSocket, now: Ns): void {
    if (socket.listener === null) return;
    this.#byListener.delete(socket.listener);
    this.tcp.unlisten(socket.listener, now);
    socket.listener = null;
    socket.phase = 'unconnected';
    socket.stamp += 1;
  }
  /** The program has let go of it and no connection is left: its port is free, and it is no more. */
  drop(socket: Socket): void {
    if (socket.owner !== null || (socket.kind === 'tcp' && socket.connection !== null && !socket.over))
      return;
    if (socket.kind === 'udp' && socket.local.port > 0) this.udp.remove(socket);
    if (socket.kind === 'raw') this.raw.remove(socket);
    if (socket.local.port > 0) this.portsOf(socket).release(socket.local.port, socket);
    this.table.remove(socket);
  }

  // --- inside

  #notice({ of, id, what, why }: Notice): void {
    const socket = (of === 'listener' ? this.#byListener : this.#byConnection).get(id);
    if (!socket) return;
    socket.stamp += 1;
    if (what === 'end') socket.peerEnded = true;
    if (what !== 'gone') return;
    socket.over = true;
    this.#byConnection.delete(id);
    // Linux, tcp_reset: a reset after the peer's FIN is a broken pipe
    if (why === 'reset') socket.error = socket.peerEnded && !socket.sendShut ? 'EPIPE' : 'ECONNRESET';
    else if (why === 'refused') socket.error = this.#told ?? 'ECONNREFUSED';
    else if (why === 'timeout') socket.error = 'ETIMEDOUT';
    else if (why === 'unreachable') socket.error = socket.softError ?? 'EHOSTUNREACH';
    // A port that connect() had picked is given back with the connection (Linux, tcp_set_state)
    if (!socket.bound && socket.local.port > 0) this.tcpPorts.release(socket.local.port, socket);
    this.drop(socket);
  }

  /** TCP, with a word in the trace on whose each segment is. */
  #watchedTcp(matched: (match: Match, now: Ns) => void): Transport {
    const { tcp } = this;
    return {
      protocol: PROTOCOL.tcp,
      receive: (header, payload, now) => {
        const match = this.#matchTcp(header, payload);
        if (match) matched(match, now);
        tcp.receive(header, payload, now);
      },
      receiveError: (error, now) => {
        this.#told = this.#understood(error);
        receiveError(tcp, error, now);
        this.#told = undefined;
      },
      transmit: (now) => tcp.transmit(now),
      nextWake: () => tcp.nextWake(),
    };
  }

  /** What an ICMP error means; the socket remembers it, should the connection end for want of answers. */
  #understood({ type, code, quoted, quotedPayload }: PathError): Errno | undefined {
    if (quotedPayload.length < 4) return undefined;
    const local = { address: quoted.source, port: u16(quotedPayload, 0) };
    const remote = { address: quoted.destination, port: u16(quotedPayload, 2) };
    const { connection } = this.tcp.find(tupleOf(local, remote));
    const socket = connection && this.#byConnection.get(connection.id);
    const errno = meaningOf(type, code)?.errno;
    if (socket && errno) socket.softError = errno;
    return errno;
  }

  #matchTcp(header: Ipv4Header, payload: Uint8Array): Match | undefined {
    const { value, fault } = readTcp(payload, header);
    if (!value || fault) return undefined;
    const local = { address: header.destination, port: value.destinationPort };
    const remote = { address: header.source, port: value.sourcePort };
    const { connection, listener } = this.tcp.find(tupleOf(local, remote));
    const ends = { protocol: 'tcp', local, remote } as const;
    if (connection) {
      const rule = connection.state === 'TIME-WAIT' ? 'time-wait' : 'connected';
      return { ...ends, rule, socket: this.table.numberOf(connection.id) };
    }
    if (!listener) return { ...ends, rule: 'nobody', socket: null };
    const rule = listener.on.shared ? 'shared' : listener.on.address === null ? 'wildcard' : 'specific';
    return { ...ends, rule, socket: this.#byListener.get(listener.id)?.id ?? null };
  }

  #matched({ protocol, socket, rule, local, remote }: Match, now: Ns): void {
    const reason = rule === 'nobody' ? `socket.match-nobody-${protocol}` : `socket.match-${rule}`;
    this.observe(now, {
      ...{ kind: 'match', reason, protocol, socket, rule },
      ...{ local: endText(local), remote: endText(remote) },
    });
  }

  /** Says how the table of sockets has changed, if it has. */
  #tell(now: Ns): void {
    const set = this.changes();
    if (set) this.observe(now, { kind: 'update', reason: 'socket.table', connection: null, set });
  }
  /** Looking at every socket after every packet is worth it only where somebody listens. */
  changes(): ReturnType<SocketTable['changes']> {
    return this.#watched ? this.table.changes() : undefined;
  }
}

export const tupleOf = (local: End, remote: End): Tuple => ({
  localAddress: local.address,
  localPort: local.port,
  remoteAddress: remote.address,
  remotePort: remote.port,
});
