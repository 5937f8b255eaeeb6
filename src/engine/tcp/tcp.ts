import { Deadlines } from '../kernel/deadlines.ts';
import type { Ns } from '../kernel/time.ts';
import type { Observation, Observe } from '../net/host.ts';
import type { Datagram, PathError, Transport } from '../net/transport.ts';
import { PROTOCOL, type Ipv4Header } from '../wire/ipv4.ts';
import { NO_BYTES } from '../wire/layer.ts';
import { readTcp } from '../wire/tcp.ts';
import { arriveListen, arriveOther, arriveSynSent, isSyn } from './arrival.ts';
import * as calls from './calls.ts';
import type { TcpConfig } from './config.ts';
import { Connection, TIMERS } from './connection.ts';
import { datagram } from './datagram.ts';
import { initialSequenceNumber, type Secret, type Tuple } from './isn.ts';
import { ListenerTable, type Listener, type ListenOn } from './listener.ts';
import { output } from './output.ts';
import { has, resetFor, segmentOf, type Control, type Segment } from './segment.ts';
import { ConnectionTable, EPHEMERAL } from './table.ts';
import { fire } from './timers.ts';

/** Something that a program may wait for has happened to a listener or a connection: who waits looks there. */
export interface Notice {
  readonly of: 'listener' | 'connection';
  readonly id: number;
  /**
   * 'acceptable': a connection waits for `accept`. 'readable': data has come. 'end': the peer's stream is over.
   * 'writable': the peer has acknowledged, the send buffer is shorter. 'gone': the connection is no more, `why` says how it ended.
   */
  readonly what: 'acceptable' | 'established' | 'readable' | 'end' | 'writable' | 'gone';
  readonly why?: 'closed' | 'reset' | 'timeout';
}

export interface TcpSetup {
  readonly config: TcpConfig;
  /** Key of the initial sequence numbers. */
  readonly secret: Secret;
  readonly observe?: Observe;
  /** Called while an input is handled: notes who is to be looked at, and calls nothing of the stack. */
  readonly notice?: (notice: Notice) => void;
  /** First and last of the ports that `connect` picks from. */
  readonly ephemeral?: readonly [number, number];
}

export interface ConnectTo {
  readonly local: { readonly address: number; readonly port?: number };
  readonly remote: { readonly address: number; readonly port: number };
}

/** TCP above IP: the calls of a program (RFC 9293 §3.9.1) on one side, segments on the other (§3.9.2). */
export class Tcp implements Transport {
  readonly protocol = PROTOCOL.tcp;
  readonly #setup: TcpSetup;
  readonly #observe: Observe;
  readonly #listeners = new ListenerTable();
  readonly #connections = new ConnectionTable();
  /** Of each connection that `accept` has not yet given away. */
  readonly #parents = new Map<Connection, Listener>();
  readonly #deadlines = new Deadlines<Connection>();
  /** Resets for segments that belong to no connection. */
  #stray: { readonly tuple: Tuple; readonly control: Control }[] = [];
  #nextId = 0;
  #nextPort: number;
  #touchedAt: Ns = 0;
  /** Connections that an input has touched since the last `transmit`. */
  readonly #touched = new Set<Connection>();

  constructor(setup: TcpSetup) {
    this.#setup = setup;
    this.#nextPort = (setup.ephemeral ?? EPHEMERAL)[0];
    this.#observe = setup.observe ?? (() => {});
  }

  // --- the program's side

  /** RFC 9293 §3.10.1, passive. Gives the listener's id; undefined where the same address and port are listened on already. */
  listen(on: ListenOn, now: Ns): number | undefined {
    const accepted = !this.#listeners.has(on);
    const call = { call: 'listen', bytes: 0, accepted, connection: null } as const;
    this.#observe(now, { kind: 'call', reason: accepted ? 'tcp.call-listen' : 'tcp.call-refused', ...call });
    if (!accepted) return undefined;
    const row = { from: 'CLOSED', to: 'LISTEN', input: 'passive-open', connection: null } as const;
    this.#observe(now, { kind: 'state', reason: 'tcp.passive-open', ...row, set: { state: 'LISTEN' } });
    return this.#listeners.add(on).id;
  }

  /** Stops listening; connections that `accept` has given stay. */
  unlisten(id: number, now: Ns): void {
    const listener = this.#listeners.byId(id);
    if (!listener) return;
    this.#listeners.remove(listener);
    const row = { from: 'LISTEN', to: 'CLOSED', input: 'close', connection: null } as const;
    this.#observe(now, { kind: 'state', reason: 'tcp.close-listen', ...row, set: { state: 'CLOSED' } });
  }

  /** RFC 9293 §3.10.1, active. Gives the connection's id; undefined where these four numbers are in use, or no port is free. */
  connect({ local, remote }: ConnectTo, now: Ns): number | undefined {
    const tuple = {
      localAddress: local.address,
      localPort: local.port ?? 0,
      remoteAddress: remote.address,
      remotePort: remote.port,
    };
    const port = local.port ?? this.#freePort(tuple);
    if (port === undefined) return undefined;
    tuple.localPort = port;
    if (this.#connections.find(tuple)) return undefined;
    const c = this.#make(tuple, 'CLOSED', now);
    c.say(now, { kind: 'call', reason: 'tcp.call-connect', call: 'connect', bytes: 0, accepted: true });
    c.take('active-open', now);
    return c.id;
  }

  /** The next connection that the listener has ready. */
  accept(listener: number): number | undefined {
    const c = this.#listeners.byId(listener)?.ready.shift();
    if (c) this.#parents.delete(c);
    return c?.id;
  }

  /** The id may be of a connection that is gone: the call is then refused. */
  send = (id: number, bytes: Uint8Array, now: Ns): boolean =>
    this.#call(id, now, (c) => calls.send(c, bytes, now));
  close = (id: number, now: Ns): boolean => this.#call(id, now, (c) => calls.close(c, now));
  abort = (id: number, now: Ns): boolean => this.#call(id, now, (c) => calls.abort(c, now));

  /** Everything that has arrived in order since the last time. */
  read(id: number, now: Ns): Uint8Array {
    const c = this.#connections.byId(id);
    if (!c || c.inboxBytes === 0) return NO_BYTES;
    this.#touch(c, now);
    return calls.read(c);
  }

  /** The connection's variables, while it exists; for looking only. */
  connection(id: number): Readonly<Connection> | undefined {
    return this.#connections.byId(id);
  }
  get connections(): number {
    return this.#connections.size;
  }

  // --- the network's side

  receive(ip: Ipv4Header, payload: Uint8Array, now: Ns): void {
    const tcp = readTcp(payload, ip);
    if (!tcp.value || tcp.fault) return this.#discard('tcp.discard-faulty', tcp.fault ?? '', now);
    const tuple = {
      localAddress: ip.destination,
      localPort: tcp.value.destinationPort,
      remoteAddress: ip.source,
      remotePort: tcp.value.sourcePort,
    };
    const segment = segmentOf(tcp.value, tcp.payload);
    const c = this.#connections.find(tuple);
    if (!c) return this.#arriveAnew(tuple, segment, now);
    this.#touch(c, now);
    const queued = c.sendBuffer.length;
    if (c.state === 'SYN-SENT') arriveSynSent(c, segment, now);
    else arriveOther(c, segment, now);
    if (c.sendBuffer.length < queued) this.#notice({ of: 'connection', id: c.id, what: 'writable' });
    this.#grown(c);
  }

  receiveError(_error: PathError, _now: Ns): void {}

  transmit(now: Ns): Datagram[] {
    const out: Datagram[] = [];
    for (const { tuple, control } of this.#stray) {
      out.push(
        datagram(tuple, { ...control, window: 0, options: [], data: NO_BYTES, retransmission: false }),
      );
    }
    this.#stray = [];
    for (let c = this.#deadlines.take(now); c; c = this.#deadlines.take(now)) this.#touched.add(c);
    // In the order in which the connections were made, whatever touched them
    const turn = [...this.#touched].sort((a, b) => a.id - b.id);
    this.#touched.clear();
    for (const c of turn) {
      fire(c, now);
      for (const one of output(c, now)) {
        const sent = datagram(c.tuple, one);
        const set = c.changes();
        out.push(set ? { ...sent, set } : sent);
      }
      if (c.gone) this.#forget(c);
      else this.#deadlines.set(c, nextDue(c));
    }
    return out;
  }

  nextWake(): Ns | null {
    if (this.#touched.size > 0 || this.#stray.length > 0) return this.#touchedAt;
    return this.#deadlines.size > 0 ? this.#deadlines.nextAt : null;
  }

  // --- inside

  /** A segment for which there is no connection: a listener takes it (RFC 9293 §3.10.7.2), or it is reset (§3.10.7.1). */
  #arriveAnew(tuple: Tuple, segment: Segment, now: Ns): void {
    const listener = this.#listeners.find(tuple.localAddress, tuple.localPort);
    if (has(segment, 'RST')) return this.#discard('tcp.discard-reset', '', now);
    if (listener && isSyn(segment)) return this.#arriveListen(listener, tuple, segment, now);
    // §3.10.7.2 fourth: neither RST, ACK nor SYN
    if (listener && !has(segment, 'ACK')) return this.#discard('tcp.discard-no-syn', '', now);
    this.#discard(listener ? 'tcp.discard-ack-in-listen' : 'tcp.discard-no-connection', '', now);
    this.#stray.push({ tuple, control: resetFor(segment, 'tcp.reset-no-connection') });
    this.#touchedAt = now;
  }

  #arriveListen(listener: Listener, tuple: Tuple, segment: Segment, now: Ns): void {
    if (listener.halfOpen.size >= this.#setup.config.backlog)
      return this.#discard('tcp.discard-backlog', '', now);
    const c = this.#make(tuple, 'LISTEN', now);
    this.#parents.set(c, listener);
    listener.halfOpen.add(c);
    arriveListen(c, segment, now);
  }

  /** Moves a listener's connection on from half-open to ready, once it is. */
  #grown(c: Connection): void {
    const listener = this.#parents.get(c);
    if (!listener || c.state === 'SYN-RECEIVED' || !listener.halfOpen.delete(c) || c.gone) return;
    listener.ready.push(c);
    this.#notice({ of: 'listener', id: listener.id, what: 'acceptable' });
  }

  #make(tuple: Tuple, from: 'CLOSED' | 'LISTEN', now: Ns): Connection {
    const { config, secret } = this.#setup;
    const iss = initialSequenceNumber(tuple, secret, now);
    const c = new Connection(this.#nextId++, tuple, config, iss, from, this.#heard);
    this.#connections.add(c);
    this.#touch(c, now);
    return c;
  }

  #forget(c: Connection): void {
    this.#connections.remove(c);
    this.#deadlines.set(c, null);
    this.#parents.get(c)?.halfOpen.delete(c);
    this.#parents.delete(c);
  }

  /** A port with which the four numbers are not in use; every one of the range is tried once. */
  #freePort(tuple: Tuple): number | undefined {
    const [first, last] = this.#setup.ephemeral ?? EPHEMERAL;
    for (let tries = first; tries <= last; tries += 1) {
      const localPort = this.#nextPort;
      this.#nextPort = localPort === last ? first : localPort + 1;
      const taken = this.#listeners.onPort(localPort) || this.#connections.find({ ...tuple, localPort });
      if (!taken) return localPort;
    }
    return undefined;
  }

  #call(id: number, now: Ns, call: (c: Connection) => boolean): boolean {
    const c = this.#connections.byId(id);
    if (!c) return false;
    this.#touch(c, now);
    return call(c);
  }

  #touch(c: Connection, now: Ns): void {
    this.#touched.add(c);
    this.#touchedAt = now;
  }

  #notice(notice: Notice): void {
    this.#setup.notice?.(notice);
  }

  /** What a connection says goes into the trace; what it delivers, to who waits for it as well. */
  readonly #heard: Observe = (at, observation) => {
    this.#observe(at, observation);
    if (observation.kind !== 'deliver') return;
    const { what, connection } = observation;
    const of = { of: 'connection', id: connection! } as const;
    if (what === 'data') this.#notice({ ...of, what: 'readable' });
    else if (what === 'established' || what === 'end') this.#notice({ ...of, what });
    else this.#notice({ ...of, what: 'gone', why: what });
  };

  #discard(reason: string, fault: string, now: Ns): void {
    const observation: Observation = { kind: 'discard', reason, fault };
    this.#observe(now, observation);
  }
}

function nextDue(c: Connection): Ns | null {
  let next: Ns | null = null;
  for (const timer of TIMERS) {
    const due = c.due[timer];
    if (due !== null && (next === null || due < next)) next = due;
  }
  return next;
}
