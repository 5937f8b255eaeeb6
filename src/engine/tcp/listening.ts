import type { Ns } from '../kernel/time.ts';
import type { Observe } from '../net/host.ts';
import { FLAG } from '../wire/tcp.ts';
import { arriveListen, completesHandshake, isSyn, synchronise } from './arrival.ts';
import type { TcpConfig } from './config.ts';
import type { Connection } from './connection.ts';
import { halfSipHash, type Secret, type Tuple } from './isn.ts';
import {
  ListenerTable,
  type Listener,
  type ListenOn,
  type ListenRules,
  type SynCookies,
} from './listener.ts';
import type { Outgoing } from './outgoing.ts';
import { discard } from './refuse.ts';
import { has, resetFor, type Segment } from './segment.ts';
import { add, type Seq } from './seq.ts';
import { finish } from './timers.ts';

/** What listening needs of the stack around it. */
export interface Around {
  readonly config: TcpConfig;
  readonly secret: Secret;
  readonly rules: ListenRules;
  readonly cookies: SynCookies | undefined;
  readonly observe: Observe;
  /** A new connection, in the table; `iss` where a cookie has fixed it. */
  make(tuple: Tuple, from: 'LISTEN', now: Ns, chosen?: Partial<TcpConfig>, iss?: Seq): Connection;
  /** Sends a segment that belongs to no connection. */
  answer(tuple: Tuple, answer: Outgoing, now: Ns): void;
  acceptable(listener: number): void;
}

/** The passive side of a host: its listeners, their two queues, and the cookies that stand for a third (RFC 4987 §3.6). */
export class Listening {
  readonly #around: Around;
  readonly #listeners = new ListenerTable();
  /** Of each connection that `accept` has not yet given away. */
  readonly #parents = new Map<Connection, Listener>();

  constructor(around: Around) {
    this.#around = around;
  }

  /** RFC 9293 §3.10.1, passive. */
  listen(on: ListenOn, now: Ns): number | undefined {
    const accepted = !this.#listeners.taken(on);
    const { observe, rules } = this.#around;
    const call = { call: 'listen', bytes: 0, accepted, connection: null } as const;
    observe(now, { kind: 'call', reason: accepted ? 'tcp.call-listen' : 'tcp.call-refused', ...call });
    if (!accepted) return undefined;
    const row = { from: 'CLOSED', to: 'LISTEN', input: 'passive-open', connection: null } as const;
    observe(now, { kind: 'state', reason: 'tcp.passive-open', ...row, set: { state: 'LISTEN' } });
    return this.#listeners.add(on, rules).id;
  }

  /** Stops listening: half-open connections are forgotten; gives those that wait for `accept`, which will never come. */
  close(id: number, now: Ns): { halfOpen: readonly Connection[]; ready: readonly Connection[] } {
    const listener = this.#listeners.byId(id);
    if (!listener) return { halfOpen: [], ready: [] };
    this.#listeners.remove(listener);
    const row = { from: 'LISTEN', to: 'CLOSED', input: 'close', connection: null } as const;
    this.#around.observe(now, {
      ...{ kind: 'state', reason: 'tcp.close-listen', ...row, set: { state: 'CLOSED' } },
    });
    const halfOpen = [...listener.halfOpen];
    for (const c of halfOpen) if (c.take('listener-gone', now)) finish(c, now, 'closed');
    for (const c of listener.ready) this.#parents.delete(c);
    return { halfOpen, ready: listener.ready };
  }

  accept(id: number, now: Ns): number | undefined {
    const listener = this.#listeners.byId(id);
    const c = listener?.ready.shift();
    if (!listener || !c) return undefined;
    this.#parents.delete(c);
    this.#queues(listener, 'tcp.accepted', now);
    return c.id;
  }

  /** Who listens for these four numbers. */
  find(tuple: Tuple): Listener | undefined {
    return this.#listeners.find(tuple.localAddress, tuple.localPort, () => this.#spread(tuple));
  }
  listener(id: number): Listener | undefined {
    return this.#listeners.byId(id);
  }

  onPort(port: number): boolean {
    return this.#listeners.onPort(port);
  }

  /** Whether the connection stands in an accept queue: the program does not know of it yet. */
  holds(c: Connection): boolean {
    return this.#parents.get(c)?.halfOpen.has(c) === false;
  }

  /** RFC 9293 §3.10.7.2: a segment for a listener. Gives a connection for which the segment is still to be looked at, or why it ends here. */
  arrive(tuple: Tuple, segment: Segment, now: Ns, iss?: Seq): Connection | 'taken' | string {
    const listener = this.find(tuple);
    if (!listener) return 'tcp.discard-no-connection';
    if (isSyn(segment)) return this.#arriveSyn(listener, tuple, segment, now, iss);
    // Fourth: neither RST, ACK nor SYN
    if (!has(segment, FLAG.ACK)) return 'tcp.discard-no-syn';
    return (
      (!has(segment, FLAG.SYN) && this.#arriveCookie(listener, tuple, segment, now)) ||
      'tcp.discard-ack-in-listen'
    );
  }

  /**
   * Linux's tcp_v4_syn_recv_sock: the ACK that ends a handshake finds no place in the accept queue. It is ignored, and our
   * SYN-ACK sent again, which brings another; or else all is reset. True where nothing more is to be done with the segment.
   */
  refuses(c: Connection, segment: Segment, now: Ns): boolean {
    // Asked of every segment: only what still opens can be refused
    if (c.state !== 'SYN-RECEIVED') return false;
    const listener = this.#parents.get(c);
    if (!listener?.full || !listener.halfOpen.has(c) || !completesHandshake(c, segment, now)) return false;
    discard(c, 'tcp.discard-accept-queue', now);
    if (!this.#around.rules.abortOnOverflow) return true;
    c.controls.push(resetFor(segment, 'tcp.reset-accept-queue'));
    if (c.take('overflow', now)) finish(c, now, 'reset');
    return true;
  }

  /** Moves a connection on from the SYN queue to the accept queue once its handshake is done. */
  grown(c: Connection, now: Ns): void {
    if (!c.passive) return;
    const listener = this.#parents.get(c);
    if (!listener || c.state === 'SYN-RECEIVED' || c.gone || !listener.halfOpen.delete(c)) return;
    listener.ready.push(c);
    this.#queues(listener, 'tcp.accept-queued', now);
    this.#around.acceptable(listener.id);
  }

  /** The connection is no more; where it stands in the accept queue, the program is given what is left of it. */
  forget(c: Connection, now: Ns): void {
    const listener = this.#parents.get(c);
    if (!listener?.halfOpen.delete(c)) return;
    this.#parents.delete(c);
    this.#queues(listener, 'tcp.syn-unqueued', now);
  }

  #arriveSyn(listener: Listener, tuple: Tuple, segment: Segment, now: Ns, iss?: Seq): 'taken' | string {
    const { secret, rules, cookies } = this.#around;
    const config = this.#configOf(listener);
    const place = listener.admit(rules);
    if (place === 'cookie') {
      listener.cookieAt = now;
      this.#around.answer(tuple, cookies!.answer(tuple, segment, config, secret, now), now);
    } else if (place === 'queue') {
      const c = this.#make(listener, tuple, now, iss);
      arriveListen(c, segment, now);
      this.#queues(listener, 'tcp.syn-queued', now);
    } else return place;
    return 'taken';
  }

  /** An ACK that answers a cookie brings its connection with it. Undefined where it answers none. */
  #arriveCookie(listener: Listener, tuple: Tuple, ack: Segment, now: Ns): Connection | string | undefined {
    const { secret, cookies } = this.#around;
    if (!cookies || now - listener.cookieAt > cookies.ageNs) return undefined;
    const config = this.#configOf(listener);
    const syn = cookies.synFrom(ack, tuple, config, secret, now);
    if (!syn) return undefined;
    if (listener.full) return 'tcp.discard-accept-queue';
    const c = this.#make(listener, tuple, now, add(ack.ack, -1));
    synchronise(c, syn);
    c.sndNxt = ack.ack;
    c.lastAckSent = c.rcvNxt;
    c.take('receive-cookie', now);
    return c;
  }

  #configOf({ on }: Listener): TcpConfig {
    return on.config ? { ...this.#around.config, ...on.config } : this.#around.config;
  }

  #make(listener: Listener, tuple: Tuple, now: Ns, iss?: Seq): Connection {
    const c = this.#around.make(tuple, 'LISTEN', now, listener.on.config, iss);
    this.#parents.set(c, listener);
    listener.halfOpen.add(c);
    return c;
  }

  /** Says how long the queues of a listener are. */
  #queues({ halfOpen, ready }: Listener, reason: string, now: Ns): void {
    const set = { synQueue: halfOpen.size, acceptQueue: ready.length };
    this.#around.observe(now, { kind: 'update', reason, connection: null, set });
  }

  /** What divides connections among listeners that share a port. */
  #spread({ localAddress, localPort, remoteAddress, remotePort }: Tuple): number {
    return halfSipHash([remoteAddress, remotePort, localAddress, localPort], this.#around.secret);
  }
}
