import type { Ns } from '../kernel/time.ts';
import type { TcpConfig } from './config.ts';
import type { Connection } from './connection.ts';
import type { Secret, Tuple } from './isn.ts';
import type { Outgoing } from './outgoing.ts';
import type { Segment } from './segment.ts';

/** Where a listener listens: one of the host's addresses, or any (null, 0.0.0.0); RFC 9293 §3.9.1.1, MUST-43 to MUST-45. */
export interface ListenOn {
  readonly address: number | null;
  readonly port: number;
  /** How many finished connections may wait for `accept`, less one; the second argument of listen(2). */
  readonly backlog?: number;
  /** Others that say so too may listen on the same address and port, and share what comes (SO_REUSEPORT of socket(7)). */
  readonly shared?: boolean;
  /** What the program has chosen for the connections that come of it in place of the host's setting. */
  readonly config?: Partial<TcpConfig>;
}

/** What Linux lets an administrator set (ip-sysctl: net.core and net.ipv4), and its defaults. */
export interface ListenRules {
  /** net.core.somaxconn: the most that any backlog counts for. */
  readonly somaxconn: number;
  /** tcp_max_syn_backlog: without cookies, half-open connections take three quarters of it at most. */
  readonly maxSynBacklog: number;
  /** tcp_syncookies 0, 1 and 2: answer by a cookie (RFC 4987 §3.6) never, when the SYN queue is full, always. */
  readonly synCookies: 'never' | 'overflow' | 'always';
  /** tcp_abort_on_overflow: the ACK of a handshake for which the accept queue has no place is answered by RST, not ignored. */
  readonly abortOnOverflow: boolean;
}

/** How SYN cookies are made and read (`SYN_COOKIES` of cookie.ts). */
export interface SynCookies {
  /** The SYN-ACK that is all that remains of a SYN. */
  answer(tuple: Tuple, syn: Segment, config: TcpConfig, secret: Secret, now: Ns): Outgoing;
  /** The SYN as it must have been, from the ACK that answers the cookie; undefined where it answers none. */
  synFrom(ack: Segment, tuple: Tuple, config: TcpConfig, secret: Secret, now: Ns): Segment | undefined;
  /** How long a cookie is believed. */
  readonly ageNs: Ns;
}

export const LISTEN_DEFAULTS: ListenRules = {
  somaxconn: 4096,
  maxSynBacklog: 1024,
  synCookies: 'overflow',
  abortOnOverflow: false,
};

/** A passive OPEN that stands (RFC 9293 §3.10.1), and the connections that have come of it. */
export class Listener {
  readonly id: number;
  readonly on: ListenOn;
  readonly backlog: number;
  /** The SYN queue: in SYN-RECEIVED. */
  readonly halfOpen = new Set<Connection>();
  /** The accept queue: the handshake is done, `accept` has not been called; in the order in which they came. */
  readonly ready: Connection[] = [];
  /** When a cookie was sent last: only then is an ACK of nothing known looked at as one. */
  cookieAt: Ns = -Infinity;

  constructor(id: number, on: ListenOn, rules: ListenRules) {
    this.id = id;
    this.on = on;
    this.backlog = Math.min(on.backlog ?? rules.somaxconn, rules.somaxconn);
  }

  /** The accept queue takes one more than the backlog says: Linux's sk_acceptq_is_full asks for `>`. */
  get full(): boolean {
    return this.ready.length > this.backlog;
  }

  /** What becomes of a SYN, asked in the order of Linux's tcp_conn_request: a place in the queue, a cookie, or why it is dropped. */
  admit(rules: ListenRules): 'queue' | 'cookie' | 'tcp.discard-syn-queue-full' | 'tcp.discard-accept-queue' {
    const cookies = rules.synCookies !== 'never';
    const crowded = this.halfOpen.size > this.backlog;
    if (crowded && !cookies) return 'tcp.discard-syn-queue-full';
    if (this.full) return 'tcp.discard-accept-queue';
    if (crowded || rules.synCookies === 'always') return 'cookie';
    const left = rules.maxSynBacklog - this.halfOpen.size;
    if (!cookies && left < rules.maxSynBacklog >> 2) return 'tcp.discard-syn-queue-full';
    return 'queue';
  }
}

/** The listeners of a host. */
export class ListenerTable {
  readonly #byPort = new Map<number, Listener[]>();
  readonly #byId = new Map<number, Listener>();
  #nextId = 0;

  byId(id: number): Listener | undefined {
    return this.#byId.get(id);
  }

  /** Whether somebody has this address and port, and does not share them. */
  taken({ address, port, shared }: ListenOn): boolean {
    const there = this.#byPort.get(port) ?? [];
    return there.some(({ on }) => on.address === address && !(shared && on.shared));
  }

  add(on: ListenOn, rules: ListenRules): Listener {
    const listener = new Listener(this.#nextId++, on, rules);
    this.#byId.set(listener.id, listener);
    this.#byPort.set(on.port, [...(this.#byPort.get(on.port) ?? []), listener]);
    return listener;
  }

  remove(listener: Listener): void {
    this.#byId.delete(listener.id);
    const others = (this.#byPort.get(listener.on.port) ?? []).filter((one) => one !== listener);
    if (others.length > 0) this.#byPort.set(listener.on.port, others);
    else this.#byPort.delete(listener.on.port);
  }

  /** Whether anybody listens on the port, whatever the address. */
  onPort(port: number): boolean {
    return this.#byPort.has(port);
  }

  /**
   * The one that takes a SYN for this address and port: a specific one before one for any address. Among those that share,
   * a hash of the four numbers decides (32 bits, spread over the group), so that one connection's segments find the same one.
   */
  find(address: number, port: number, hash: () => number): Listener | undefined {
    const there = this.#byPort.get(port);
    if (!there) return undefined;
    let group = there.filter(({ on }) => on.address === address);
    if (group.length === 0) group = there.filter(({ on }) => on.address === null);
    return group.length > 1 ? group[Math.floor((hash() * group.length) / 0x1_0000_0000)] : group[0];
  }
}
