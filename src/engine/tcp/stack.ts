import type { Ns } from '../kernel/time.ts';
import type { Observation, Observe, TracedHost, Transmission } from '../net/host.ts';
import { encodeIpv4, PROTOCOL, readIpv4, type Ipv4Header } from '../wire/ipv4.ts';
import { NO_BYTES } from '../wire/layer.ts';
import { encodeTcp, readTcp } from '../wire/tcp.ts';
import { arriveListen, arriveOther, arriveSynSent, isSyn } from './arrival.ts';
import * as calls from './calls.ts';
import type { TcpConfig } from './config.ts';
import { Connection, TIMERS } from './connection.ts';
import { initialSequenceNumber, type Secret, type Tuple } from './isn.ts';
import { output, type Outgoing } from './output.ts';
import { has, resetFor, segmentOf, type Control, type Segment } from './segment.ts';
import { fire } from './timers.ts';

export interface StackSetup {
  readonly name: string;
  readonly address: number;
  readonly config: TcpConfig;
  /** Key of the initial sequence numbers. */
  readonly secret: Secret;
  readonly observe?: Observe;
}

/** First of the ephemeral ports (RFC 6335 §6). */
const EPHEMERAL = 49_152;

/** A host with IPv4 and TCP. Packets go in and out as bytes; the program's side are the calls below. */
export class TcpStack implements TracedHost {
  readonly name: string;
  readonly address: number;
  readonly #config: TcpConfig;
  readonly #secret: Secret;
  readonly #observe: Observe;
  readonly #listeners = new Set<number>();
  /** By local port, then by remote address and port in one number of 48 bits. */
  readonly #byPort = new Map<number, Map<number, Connection>>();
  readonly #byId = new Map<number, Connection>();
  /** Made by a listener and not yet taken by `accept`, in the order in which they became ESTABLISHED. */
  readonly #accepted: number[] = [];
  /** Resets for segments that belong to no connection. */
  #stray: { readonly tuple: Tuple; readonly control: Control }[] = [];
  #nextId = 0;
  #nextPort = EPHEMERAL;
  #identification = 0;
  #touchedAt: Ns = 0;
  /** Connections that an input has touched since the last `transmit`. */
  readonly #touched = new Set<Connection>();

  constructor(setup: StackSetup) {
    this.name = setup.name;
    this.address = setup.address;
    this.#config = setup.config;
    this.#secret = setup.secret;
    this.#observe = setup.observe ?? (() => {});
  }

  // --- the program's side

  /** RFC 9293 §3.10.1, passive. False where the port is listened on already. */
  listen(port: number, now: Ns): boolean {
    const accepted = !this.#listeners.has(port);
    const call = { call: 'listen', bytes: 0, accepted, connection: null } as const;
    this.#observe(now, { kind: 'call', reason: accepted ? 'tcp.call-listen' : 'tcp.call-refused', ...call });
    if (!accepted) return false;
    this.#listeners.add(port);
    const row = { from: 'CLOSED', to: 'LISTEN', input: 'passive-open', connection: null } as const;
    this.#observe(now, { kind: 'state', reason: 'tcp.passive-open', ...row, set: { state: 'LISTEN' } });
    return true;
  }

  /** Stops listening; connections that were made stay. */
  unlisten(port: number, now: Ns): void {
    if (!this.#listeners.delete(port)) return;
    const row = { from: 'LISTEN', to: 'CLOSED', input: 'close', connection: null } as const;
    this.#observe(now, { kind: 'state', reason: 'tcp.close-listen', ...row, set: { state: 'CLOSED' } });
  }

  /** RFC 9293 §3.10.1, active. Gives the connection's id; undefined where this 4-tuple is in use. */
  connect(to: { address: number; port: number; from?: number }, now: Ns): number | undefined {
    const localPort = to.from ?? this.#ephemeralPort(to.address, to.port);
    const tuple = { localAddress: this.address, localPort, remoteAddress: to.address, remotePort: to.port };
    if (this.#find(localPort, to.address, to.port)) return undefined;
    const c = this.#make(tuple, 'CLOSED', now);
    c.say(now, { kind: 'call', reason: 'tcp.call-connect', call: 'connect', bytes: 0, accepted: true });
    c.take('active-open', now);
    return c.id;
  }

  /** The next connection that a listener has ready. */
  accept(): number | undefined {
    return this.#accepted.shift();
  }

  /** The id may be of a connection that is gone: the call is then refused. */
  send = (id: number, bytes: Uint8Array, now: Ns): boolean =>
    this.#call(id, now, (c) => calls.send(c, bytes, now));
  close = (id: number, now: Ns): boolean => this.#call(id, now, (c) => calls.close(c, now));
  abort = (id: number, now: Ns): boolean => this.#call(id, now, (c) => calls.abort(c, now));

  /** Everything that has arrived in order since the last time. */
  read(id: number, now: Ns): Uint8Array {
    const c = this.#byId.get(id);
    if (!c || c.inboxBytes === 0) return NO_BYTES;
    this.#touch(c, now);
    return calls.read(c);
  }

  /** The connection's variables, while it exists; for looking only. */
  connection(
    id: number,
  ): Readonly<Pick<Connection, 'state' | 'peerFin' | 'rcvNxt' | 'sendBuffer'>> | undefined {
    return this.#byId.get(id);
  }
  get connections(): number {
    return this.#byId.size;
  }

  // --- the network's side

  receive(packet: Uint8Array, now: Ns): void {
    const ip = readIpv4(packet);
    if (!ip.value || ip.fault) return this.#discard('ip.discard-faulty', ip.fault ?? '', now);
    const header = ip.value;
    if (header.destination !== this.address) return this.#discard('ip.discard-not-mine', '', now);
    if (!canBePeer(header.source)) return this.#discard('ip.discard-bad-source', '', now);
    if (header.moreFragments || header.fragmentOffset > 0)
      return this.#discard('ip.discard-fragment', '', now);
    if (header.protocol !== PROTOCOL.tcp) return this.#discard('ip.discard-protocol', '', now);
    const tcp = readTcp(ip.payload, header);
    if (!tcp.value || tcp.fault) return this.#discard('tcp.discard-faulty', tcp.fault ?? '', now);
    const { sourcePort, destinationPort } = tcp.value;
    const segment = segmentOf(tcp.value, tcp.payload);
    const c = this.#find(destinationPort, header.source, sourcePort);
    if (!c) return this.#arriveAnew(header, destinationPort, sourcePort, segment, now);
    this.#touch(c, now);
    const before = c.state;
    if (c.state === 'SYN-SENT') arriveSynSent(c, segment, now);
    else arriveOther(c, segment, now);
    if (before === 'SYN-RECEIVED' && c.passive && !c.gone && c.state !== before) this.#accepted.push(c.id);
  }

  poll(now: Ns): Uint8Array[] {
    return this.transmit(now).map((one) => one.packet);
  }

  transmit(now: Ns): Transmission[] {
    const out: Transmission[] = [];
    for (const { tuple, control } of this.#stray) {
      out.push(
        this.#packet(tuple, { ...control, window: 0, options: [], data: NO_BYTES, retransmission: false }),
      );
    }
    this.#stray = [];
    for (const c of this.#byId.values()) {
      const due = TIMERS.some((timer) => c.due[timer] !== null && c.due[timer] <= now);
      if (!due && !this.#touched.has(c)) continue;
      fire(c, now);
      for (const one of output(c, now)) {
        const sent = this.#packet(c.tuple, one);
        const set = c.changes();
        out.push(set ? { ...sent, set } : sent);
      }
      if (c.gone) this.#forget(c);
    }
    this.#touched.clear();
    return out;
  }

  nextWake(): Ns | null {
    if (this.#touched.size > 0 || this.#stray.length > 0) return this.#touchedAt;
    let next: Ns | null = null;
    for (const c of this.#byId.values()) {
      for (const timer of TIMERS) {
        const due = c.due[timer];
        if (due !== null && (next === null || due < next)) next = due;
      }
    }
    return next;
  }

  // --- inside

  /** A segment for which there is no connection: a listener takes it (RFC 9293 §3.10.7.2), or it is reset (§3.10.7.1). */
  #arriveAnew(ip: Ipv4Header, port: number, from: number, segment: Segment, now: Ns): void {
    const tuple = { localAddress: this.address, localPort: port, remoteAddress: ip.source, remotePort: from };
    const listening = this.#listeners.has(port);
    if (has(segment, 'RST')) return this.#discard('tcp.discard-reset', '', now);
    if (listening && isSyn(segment)) {
      if (this.#halfOpen(port) >= this.#config.backlog) return this.#discard('tcp.discard-backlog', '', now);
      const c = this.#make(tuple, 'LISTEN', now);
      arriveListen(c, segment, now);
      return;
    }
    // §3.10.7.2 fourth: neither RST, ACK nor SYN
    if (listening && !has(segment, 'ACK')) return this.#discard('tcp.discard-no-syn', '', now);
    this.#discard(listening ? 'tcp.discard-ack-in-listen' : 'tcp.discard-no-connection', '', now);
    this.#stray.push({ tuple, control: resetFor(segment, 'tcp.reset-no-connection') });
    this.#touchedAt = now;
  }

  #make(tuple: Tuple, from: 'CLOSED' | 'LISTEN', now: Ns): Connection {
    const iss = initialSequenceNumber(tuple, this.#secret, now);
    const c = new Connection(this.#nextId++, tuple, this.#config, iss, from, this.#observe);
    this.#byId.set(c.id, c);
    let atPort = this.#byPort.get(tuple.localPort);
    if (!atPort) this.#byPort.set(tuple.localPort, (atPort = new Map()));
    atPort.set(keyOf(tuple.remoteAddress, tuple.remotePort), c);
    this.#touch(c, now);
    return c;
  }

  #forget(c: Connection): void {
    this.#byId.delete(c.id);
    const atPort = this.#byPort.get(c.tuple.localPort);
    atPort?.delete(keyOf(c.tuple.remoteAddress, c.tuple.remotePort));
    if (atPort?.size === 0) this.#byPort.delete(c.tuple.localPort);
  }

  #find(port: number, address: number, remotePort: number): Connection | undefined {
    const c = this.#byPort.get(port)?.get(keyOf(address, remotePort));
    return c?.gone ? undefined : c;
  }

  #halfOpen(port: number): number {
    let count = 0;
    for (const c of this.#byPort.get(port)?.values() ?? []) if (c.state === 'SYN-RECEIVED') count += 1;
    return count;
  }

  #ephemeralPort(address: number, port: number): number {
    for (let tries = 0; tries < 0x10000 - EPHEMERAL; tries += 1) {
      const candidate = this.#nextPort;
      this.#nextPort = candidate === 0xffff ? EPHEMERAL : candidate + 1;
      if (!this.#find(candidate, address, port)) return candidate;
    }
    return this.#nextPort;
  }

  #call(id: number, now: Ns, call: (c: Connection) => boolean): boolean {
    const c = this.#byId.get(id);
    if (!c) return false;
    this.#touch(c, now);
    return call(c);
  }

  #touch(c: Connection, now: Ns): void {
    this.#touched.add(c);
    this.#touchedAt = now;
  }

  #packet(tuple: Tuple, one: Outgoing): Transmission {
    const { seq, ack, flags, options, data, reason, retransmission } = one;
    const addresses = { source: tuple.localAddress, destination: tuple.remoteAddress };
    const ports = { sourcePort: tuple.localPort, destinationPort: tuple.remotePort };
    const tcp = encodeTcp(
      { ...ports, seq, ack, flags, window: one.window, urgent: 0, options },
      data,
      addresses,
    );
    this.#identification = (this.#identification + 1) & 0xffff;
    const ip = { ...IP, ...addresses, identification: this.#identification };
    return { packet: encodeIpv4(ip, tcp), reason, retransmission };
  }

  #discard(reason: string, fault: string, now: Ns): void {
    const observation: Observation = { kind: 'discard', reason, fault };
    this.#observe(now, observation);
  }
}

const IP = {
  dscp: 0,
  ecn: 0,
  dontFragment: true,
  moreFragments: false,
  fragmentOffset: 0,
  ttl: 64,
  protocol: PROTOCOL.tcp,
  options: NO_BYTES,
} as const;

const keyOf = (address: number, port: number): number => address * 0x10000 + port;

/** RFC 1122 §3.2.1.3, RFC 9293 §3.9.2.3 (MUST-63): no connection with 0/8, 127/8, multicast or what is above it. */
const canBePeer = (source: number): boolean =>
  source >>> 24 !== 0 && source >>> 24 !== 127 && source >>> 28 < 14;
