import type { Ns } from '../kernel/time.ts';
import type { Ending } from '../net/events.ts';
import type { Observation, Observe } from '../net/host.ts';
import type { Parcel } from '../net/transport.ts';
import { PROTOCOL, type Ipv4Header } from '../wire/ipv4.ts';
import { NO_BYTES } from '../wire/layer.ts';
import { Slab } from '../wire/slab.ts';
import { FLAG, openTcp } from '../wire/tcp.ts';
import { arriveOther, arriveSynSent, reopens } from './arrival.ts';
import * as calls from './calls.ts';
import type { TcpConfig } from './config.ts';
import { Connection } from './connection.ts';
import { datagram, datagrams } from './datagram.ts';
import { initialSequenceNumber, type Secret, type Tuple } from './isn.ts';
import {
  LISTEN_DEFAULTS,
  type Listener,
  type ListenOn,
  type ListenRules,
  type SynCookies,
} from './listener.ts';
import { Listening } from './listening.ts';
import { beside, Outbox, type Outgoing } from './outgoing.ts';
import { output } from './output.ts';
import { Paths } from './paths.ts';
import { has, resetFor, type Segment } from './segment.ts';
import { add, after, type Seq } from './seq.ts';
import { canBePeer, ConnectionTable } from './table.ts';
import { finish, fire, nextDue } from './timers.ts';
import { Turns } from './turns.ts';
import { fireWatches, watch } from './watch.ts';

/** Something that a program may wait for has happened to a listener or a connection: who waits looks there. */
export interface Notice {
  readonly of: 'listener' | 'connection';
  readonly id: number;
  /**
   * 'acceptable': a connection waits for `accept`. 'readable': data has come. 'end': the peer's stream is over.
   * 'writable': the peer has acknowledged, the send buffer is shorter. 'gone': the connection is no more, `why` says how it ended.
   */
  readonly what: 'acceptable' | 'established' | 'readable' | 'urgent' | 'end' | 'writable' | 'gone';
  readonly why?: Ending;
}

export interface TcpSetup {
  readonly config: TcpConfig;
  readonly listening?: Partial<ListenRules>;
  /** `SYN_COOKIES`, as every host has them that can be flooded; without them none is sent, whatever the rules say. */
  readonly cookies?: SynCookies;
  /** Key of the initial sequence numbers. */
  readonly secret: Secret;
  readonly observe?: Observe;
  /** Called while an input is handled: notes who is to be looked at, and calls nothing of the stack. */
  readonly notice?: (notice: Notice) => void;
  /** Initial sequence number of every connection, for lessons that need a certain one; else RFC 6528 makes it. */
  readonly isn?: Seq;
  /** First and last of the ports that `connect` picks from. */
  readonly ephemeral?: readonly [number, number];
}

export interface ConnectTo {
  readonly local: { readonly address: number; readonly port?: number };
  readonly remote: { readonly address: number; readonly port: number };
  /** What the program has chosen for this connection in place of the host's setting. */
  readonly config?: Partial<TcpConfig>;
}

/** As Linux chooses it: more than a window without scaling. */
const BEYOND = 0xffff + 2;

/** TCP above IP: the calls of a program (RFC 9293 §3.9.1) on one side, segments on the other (§3.9.2). */
export class Tcp {
  readonly protocol = PROTOCOL.tcp;
  readonly #setup: TcpSetup;
  readonly #observe: Observe;
  readonly #listening: Listening;
  readonly #connections: ConnectionTable;
  readonly #slab = new Slab();
  readonly #outbox = new Outbox();
  readonly #turns = new Turns();
  readonly paths = new Paths();
  /** Answers to segments that belong to no connection: resets, cookies. */
  #stray: { readonly tuple: Tuple; readonly answer: Outgoing }[] = [];
  /** Over before the program knew of them (`accept` gives them yet), or before it had read all that had come. */
  readonly #remains = new Map<number, { readonly c: Connection; readonly why: Ending }>();
  #nextId = 0;
  #strayAt: Ns = 0;

  constructor(setup: TcpSetup) {
    this.#setup = setup;
    this.#connections = new ConnectionTable(setup.ephemeral);
    this.#observe = setup.observe ?? (() => {});
    this.#listening = new Listening({
      config: setup.config,
      secret: setup.secret,
      rules: { ...LISTEN_DEFAULTS, ...setup.listening, ...(!setup.cookies && { synCookies: 'never' }) },
      cookies: setup.cookies,
      observe: this.#observe,
      make: (tuple, from, now, chosen, iss) => this.#make(tuple, from, now, chosen, iss),
      answer: (tuple, answer, now) => this.#answer(tuple, answer, now),
      acceptable: (id) => this.#notice({ of: 'listener', id, what: 'acceptable' }),
    });
  }

  // --- the program's side

  /** RFC 9293 §3.10.1, passive. Gives the listener's id; undefined where the same address and port are listened on already. */
  listen(on: ListenOn, now: Ns): number | undefined {
    return this.#listening.listen(on, now);
  }

  /** Stops listening. Connections that `accept` has given stay; of the others the half-open are forgotten, the ready reset. */
  unlisten(id: number, now: Ns): void {
    const { halfOpen, ready } = this.#listening.close(id, now);
    for (const c of halfOpen) this.#turns.touch(c, now);
    for (const c of ready) {
      this.#remains.delete(c.id);
      this.abort(c.id, now);
    }
  }

  /** RFC 9293 §3.10.1, active. Gives the connection's id; undefined where these four numbers are in use, no port is free, or the address is no host's. */
  connect({ local, remote, config }: ConnectTo, now: Ns): number | undefined {
    const tuple = {
      localAddress: local.address,
      localPort: local.port ?? 0,
      remoteAddress: remote.address,
      remotePort: remote.port,
    };
    const isHeard = (at: number) => this.#listening.onPort(at);
    const port = local.port ?? this.#connections.freePort(tuple, isHeard);
    // RFC 9293 §3.9.2.3 (MUST-46)
    if (port === undefined || !canBePeer(remote.address)) return undefined;
    tuple.localPort = port;
    if (this.#connections.find(tuple)) return undefined;
    const c = this.#make(tuple, 'CLOSED', now, config);
    c.say(now, { kind: 'call', reason: 'tcp.call-connect', call: 'connect', bytes: 0, accepted: true });
    c.take('active-open', now);
    return c.id;
  }

  /** The next connection that the listener has ready; it may be over already (`ending` says how). */
  accept(listener: number, now: Ns): number | undefined {
    return this.#listening.accept(listener, now);
  }

  /** How a connection ended that is no more, as long as something of it is left to be read or it was never given to the program. */
  ending(id: number): Ending | undefined {
    return this.#remains.get(id)?.why;
  }
  /** The program lets go of a connection that is no more: what was left unread is gone. */
  release(id: number): void {
    this.#remains.delete(id);
  }

  /** The id may be of a connection that is gone: the call is then refused. */
  send(id: number, bytes: Uint8Array, now: Ns, urgent = false): boolean {
    const c = this.called(id, now);
    return c !== undefined && calls.send(c, bytes, now, urgent);
  }
  /** No more to send; the peer may go on (RFC 9293 §3.10.4; shutdown of a socket). */
  close(id: number, now: Ns): boolean {
    const c = this.called(id, now);
    return c !== undefined && calls.close(c, now);
  }
  /** Nothing more to read either, as closing a socket does. */
  leave(id: number, now: Ns): boolean {
    const c = this.called(id, now);
    return c !== undefined && calls.leave(c, now);
  }
  /** RFC 9293 §3.10.5; closing a socket that is to linger for no time. */
  abort(id: number, now: Ns): boolean {
    const c = this.called(id, now);
    return c !== undefined && calls.abort(c, now);
  }

  /** What has arrived in order since the last time, `most` bytes of it. */
  read(id: number, now: Ns, most = Infinity): Uint8Array {
    const c = this.#connections.byId(id);
    if (c && c.inboxBytes > 0) this.#turns.touch(c, now);
    const from = this.held(id);
    return from && from.inboxBytes > 0 ? calls.read(from, this.#slab, most) : NO_BYTES;
  }

  /** The connection whose program calls, if there is one still: further calls stand in more-calls.ts. */
  called(id: number, now: Ns): Connection | undefined {
    const c = this.#connections.byId(id);
    if (c) this.#turns.touch(c, now);
    return c;
  }

  /** Who has what the program has not read: the connection, or what is left of it. */
  held(id: number): Connection | undefined {
    return this.#connections.byId(id) ?? this.#remains.get(id)?.c;
  }

  /** The connection's variables, while it exists; for looking only. */
  connection(id: number): Readonly<Connection> | undefined {
    return this.#connections.byId(id);
  }
  get connections(): number {
    return this.#connections.size;
  }
  all(): Iterable<Readonly<Connection>> {
    return this.#connections.all();
  }
  /** Who gets what comes for these four numbers: the connection, or else the listener; for looking only. */
  find(tuple: Tuple): { readonly connection?: Readonly<Connection>; readonly listener?: Readonly<Listener> } {
    const connection = this.#connections.find(tuple);
    if (connection) return { connection };
    const listener = this.#listening.find(tuple);
    return listener ? { listener } : {};
  }
  /** A listener with its two queues; for looking only. */
  listener(id: number): Readonly<Listener> | undefined {
    return this.#listening.listener(id);
  }

  // --- the network's side

  /** The segment begins at `at` of the bytes, and goes to their end. */
  receive(ip: Ipv4Header, bytes: Uint8Array, now: Ns, at = 0): void {
    const segment = openTcp(bytes, ip, at);
    if (typeof segment === 'string') return this.discard('tcp.discard-faulty', segment, now);
    if (segment.fault) return this.discard('tcp.discard-faulty', segment.fault, now);
    // RFC 9293 §3.9.2.3 (MUST-57, MUST-63)
    if (!canBePeer(ip.source) || !canBePeer(ip.destination))
      return this.discard('ip.discard-bad-source', '', now);
    const { sourcePort, destinationPort } = segment;
    const c = this.#connections.of(ip.destination, destinationPort, ip.source, sourcePort);
    if (!c) {
      const [remoteAddress, remotePort] = [ip.source, sourcePort];
      const tuple = { localAddress: ip.destination, localPort: destinationPort, remoteAddress, remotePort };
      return this.#arriveAnew(tuple, segment, now);
    }
    if (reopens(c, segment) && this.#listening.find(c.tuple)) return this.#reopen(c, segment, now);
    this.#turns.touch(c, now);
    this.#arrive(c, segment, now);
  }

  /** The connection of these four numbers, which something is about to happen to (path-errors.ts). */
  touched(tuple: Tuple, now: Ns): Connection | undefined {
    const c = this.#connections.find(tuple);
    if (c) this.#turns.touch(c, now);
    return c;
  }

  transmit(now: Ns): Parcel[] {
    let out: Parcel[] = [];
    if (this.#stray.length > 0) {
      out = this.#stray.map(({ tuple, answer }) => datagram(tuple, answer, this.#slab));
      this.#stray = [];
    }
    for (const c of this.#turns.take(now)) {
      if (nextDue(c) <= now) {
        fireWatches(c, now);
        fire(c, now);
      }
      output(c, this.#outbox, now);
      out = datagrams(out, c, this.#outbox, this.#slab);
      watch(c, now);
      if (c.gone) this.#forget(c, now);
      else this.#turns.rest(c);
    }
    return out;
  }

  nextWake(): Ns | null {
    return this.#stray.length > 0 ? this.#strayAt : this.#turns.next();
  }

  // --- inside

  #arrive(c: Connection, segment: Segment, now: Ns): void {
    if (this.#listening.refuses(c, segment, now)) return;
    const queued = c.sendBuffer.length;
    if (c.state === 'SYN-SENT') arriveSynSent(c, segment, now);
    else arriveOther(c, segment, now);
    if (c.sndUp !== null && !after(c.sndUp, c.sndUna)) c.sndUp = null;
    if (c.sendBuffer.length < queued) this.#notice({ of: 'connection', id: c.id, what: 'writable' });
    this.#listening.grown(c, now);
  }

  /** A segment for which there is no connection: a listener takes it (RFC 9293 §3.10.7.2), or it is reset (§3.10.7.1). */
  #arriveAnew(tuple: Tuple, segment: Segment, now: Ns, iss?: Seq): void {
    if (has(segment, FLAG.RST)) return this.discard('tcp.discard-reset', '', now);
    const outcome = this.#listening.arrive(tuple, segment, now, iss);
    if (typeof outcome === 'object') return this.#arrive(outcome, segment, now);
    if (outcome === 'taken') return;
    this.discard(outcome, '', now);
    if (outcome !== 'tcp.discard-no-connection' && outcome !== 'tcp.discard-ack-in-listen') return;
    const reset = resetFor(segment, 'tcp.reset-no-connection');
    this.#answer(tuple, beside(tuple, reset), now);
  }

  /** A new connection takes the place of one in TIME-WAIT; its numbers begin beyond those of the old (RFC 9293 §3.6.1, MAY-2). */
  #reopen(old: Connection, segment: Segment, now: Ns): void {
    old.take('receive-new-syn', now);
    finish(old, now, 'closed');
    this.#forget(old, now);
    this.#arriveAnew(old.tuple, segment, now, add(old.sndNxt, BEYOND));
  }

  #answer(tuple: Tuple, answer: Outgoing, now: Ns): void {
    this.#stray.push({ tuple, answer });
    this.#strayAt = now;
  }

  /** `fixed`: a sequence number that the new connection has to start with. */
  #make(
    tuple: Tuple,
    from: 'CLOSED' | 'LISTEN',
    now: Ns,
    chosen?: Partial<TcpConfig>,
    fixed?: Seq,
  ): Connection {
    const { secret, isn } = this.#setup;
    const config = chosen ? { ...this.#setup.config, ...chosen } : this.#setup.config;
    const iss = fixed ?? isn ?? initialSequenceNumber(tuple, secret, now);
    const c = new Connection(
      this.#nextId++,
      tuple,
      config,
      iss,
      from,
      this.#heard,
      this.#setup.observe !== undefined,
    );
    c.pathMss = this.paths.to(tuple.remoteAddress, now) ?? c.pathMss;
    this.#connections.add(c);
    this.#turns.touch(c, now);
    return c;
  }

  #forget(c: Connection, now: Ns): void {
    this.#connections.remove(c);
    this.#turns.forget(c);
    this.#listening.forget(c, now);
  }

  #notice(notice: Notice): void {
    this.#setup.notice?.(notice);
  }

  /** What a connection says goes into the trace; what it delivers, to who waits for it as well. */
  readonly #heard: Observe = (at, observation) => {
    this.#observe(at, observation);
    if (observation.kind !== 'deliver') return;
    const { what } = observation;
    const id = observation.connection!;
    if (what === 'data') this.#notice({ of: 'connection', id, what: 'readable' });
    else if (what === 'established' || what === 'end' || what === 'urgent')
      this.#notice({ of: 'connection', id, what });
    else this.#over(this.#connections.byId(id)!, what);
  };

  #over(c: Connection, why: Ending): void {
    this.#notice({ of: 'connection', id: c.id, what: 'gone', why });
    if (this.#listening.holds(c) || c.inboxBytes > 0) this.#remains.set(c.id, { c, why });
  }

  /** Says of a packet that nothing takes it. */
  discard(reason: string, fault: string, now: Ns): void {
    const observation: Observation = { kind: 'discard', reason, fault };
    this.#observe(now, observation);
  }
}
