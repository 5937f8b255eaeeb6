import type { Scalar, Value } from '../kernel/trace.ts';
import type { Tcp } from '../tcp/tcp.ts';
import { dataRoom } from './options.ts';
import { endText, type Socket } from './socket.ts';

/**
 * A row of the host's table as a trace has it, in the variable `socket.<number>`: what `ss -a` would print, and whose it is.
 * [protocol, local, remote, state, program or null, descriptor or null, receive queue, its room, send queue, its room, flags,
 *  where it waits ('', 'syn', 'accept'), the number of the socket that listens for it or null]
 * A listener's receive queue are the connections ready for accept(), its room the backlog, as in `ss`.
 */
export type SocketRow = readonly Scalar[];

/** The sockets of a host by number, connections that no program holds (yet, or any more) among them. */
export class SocketTable {
  readonly #tcp: Tcp;
  readonly #sockets = new Map<number, Socket>();
  /** Numbers of connections. */
  readonly #numbers = new Map<number, number>();
  #next = 0;
  #published = new Map<string, string>();

  constructor(tcp: Tcp) {
    this.#tcp = tcp;
  }

  next(): number {
    return this.#next++;
  }
  /** The number of a connection: its socket's, if it has one; it keeps it when a program takes it. */
  numberOf(connection: number): number {
    let number = this.#numbers.get(connection);
    if (number === undefined) this.#numbers.set(connection, (number = this.next()));
    return number;
  }
  number(connection: number, socket: number): void {
    this.#numbers.set(connection, socket);
  }
  add<S extends Socket>(socket: S): S {
    this.#sockets.set(socket.id, socket);
    return socket;
  }
  remove(socket: Socket): void {
    this.#sockets.delete(socket.id);
  }
  get all(): Iterable<Socket> {
    return this.#sockets.values();
  }

  /** The rows that have changed since the last time; null for one that is gone. */
  changes(): Record<string, Value> | undefined {
    const rows = this.#rows();
    let set: Record<string, Value> | undefined;
    for (const [name, row] of rows) {
      const text = row.join('\n');
      if (this.#published.get(name) === text) continue;
      this.#published.set(name, text);
      (set ??= {})[name] = row;
    }
    for (const name of this.#published.keys()) {
      if (rows.has(name)) continue;
      this.#published.delete(name);
      (set ??= {})[name] = null;
    }
    return set;
  }

  #rows(): Map<string, SocketRow> {
    const rows = new Map<string, SocketRow>();
    const held = new Set<number>();
    for (const socket of this.#sockets.values()) {
      if (socket.kind === 'tcp' && socket.connection !== null) held.add(socket.connection);
      rows.set(`socket.${socket.id}`, this.#rowOf(socket));
    }
    for (const c of this.#tcp.all()) {
      if (held.has(c.id) || c.gone) continue;
      const parent = this.#parentOf(c.id);
      rows.set(`socket.${this.numberOf(c.id)}`, [
        'tcp', ...this.#ends(c.id), c.state, null, null, c.inboxBytes, c.config.receiveBufferBytes,
        c.sendBuffer.length, 0, '', parent ? parent.queue : '', parent ? parent.socket.id : null,
      ]); // prettier-ignore
    }
    return rows;
  }

  #rowOf(socket: Socket): SocketRow {
    const { owner, fd, options } = socket;
    const flags = [options.reuseAddress && 'REUSEADDR', options.reusePort && 'REUSEPORT']
      .filter(Boolean)
      .join(' ');
    const room = [dataRoom(options.receiveBuffer), dataRoom(options.sendBuffer)] as const;
    const local = endText(socket.local);
    const remote = socket.remote ? endText(socket.remote) : '*';
    if (socket.kind !== 'tcp') {
      const state = socket.remote ? 'ESTAB' : 'UNCONN';
      const queued = socket.queue.reduce((sum, { bytes }) => sum + bytes.length, 0);
      return [socket.kind, local, remote, state, owner, fd, queued, room[0], 0, room[1], flags, '', null];
    }
    if (socket.listener !== null) {
      const listener = this.#tcp.listener(socket.listener)!;
      const queued = [listener.ready.length, listener.backlog, listener.halfOpen.size, 0] as const;
      return ['tcp', local, '*', 'LISTEN', owner, fd, ...queued, flags, '', null];
    }
    const c = socket.connection === null ? undefined : this.#tcp.connection(socket.connection);
    const state = c?.state ?? 'CLOSED';
    const space = c?.config.receiveBufferBytes ?? room[0];
    const queued = [c?.inboxBytes ?? 0, space, c?.sendBuffer.length ?? 0, room[1]] as const;
    return ['tcp', local, remote, state, owner, fd, ...queued, flags, '', null];
  }

  /** The listener in one of whose queues a connection stands. */
  #parentOf(connection: number): { readonly socket: Socket; readonly queue: 'syn' | 'accept' } | undefined {
    for (const socket of this.#sockets.values()) {
      if (socket.kind !== 'tcp' || socket.listener === null) continue;
      const listener = this.#tcp.listener(socket.listener)!;
      for (const c of listener.halfOpen) if (c.id === connection) return { socket, queue: 'syn' };
      for (const c of listener.ready) if (c.id === connection) return { socket, queue: 'accept' };
    }
    return undefined;
  }

  #ends(connection: number): [string, string] {
    const { localAddress, localPort, remoteAddress, remotePort } = this.#tcp.connection(connection)!.tuple;
    return [
      endText({ address: localAddress, port: localPort }),
      endText({ address: remoteAddress, port: remotePort }),
    ];
  }
}
