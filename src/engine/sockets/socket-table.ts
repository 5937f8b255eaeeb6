import type { Scalar, Value } from '../kernel/trace.ts';
import type { Tuple } from '../tcp/isn.ts';
import type { Tcp } from '../tcp/tcp.ts';
import { dataRoom } from './options.ts';
import { endText, type End, type Socket } from './socket.ts';

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
  /** Rows as they were last told, by the socket's number. */
  readonly #published = new Map<number, SocketRow>();
  /** Of ends and pairs of them as they are written: rows are made anew at every event. */
  readonly #texts = new WeakMap<End, string>();
  readonly #pairs = new WeakMap<Tuple, readonly [string, string]>();

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
    for (const [number, row] of rows) {
      const before = this.#published.get(number);
      if (before && row.every((cell, at) => cell === before[at])) continue;
      this.#published.set(number, row);
      (set ??= {})[nameOf(number)] = row;
    }
    for (const number of this.#published.keys()) {
      if (rows.has(number)) continue;
      this.#published.delete(number);
      (set ??= {})[nameOf(number)] = null;
    }
    return set;
  }

  #rows(): Map<number, SocketRow> {
    const rows = new Map<number, SocketRow>();
    const held = new Set<number>();
    /** Connections in a listener's queues: 'syn' or 'accept', and the listening socket's number. */
    const waiting = new Map<number, readonly [queue: string, listening: number]>();
    for (const socket of this.#sockets.values()) {
      rows.set(socket.id, this.#rowOf(socket));
      if (socket.kind !== 'tcp') continue;
      if (socket.connection !== null) held.add(socket.connection);
      if (socket.listener === null) continue;
      const { halfOpen, ready } = this.#tcp.listener(socket.listener)!;
      for (const c of halfOpen) waiting.set(c.id, ['syn', socket.id]);
      for (const c of ready) waiting.set(c.id, ['accept', socket.id]);
    }
    for (const c of this.#tcp.all()) {
      if (held.has(c.id) || c.gone) continue;
      const [queue, listening] = waiting.get(c.id) ?? ['', null];
      rows.set(this.numberOf(c.id), [
        'tcp', ...this.#pair(c.tuple), c.state, null, null, c.inboxBytes, c.config.receiveBufferBytes,
        c.sendBuffer.length, 0, '', queue, listening,
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
    const local = this.#text(socket.local);
    const remote = socket.remote ? this.#text(socket.remote) : '*';
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

  #text(end: End): string {
    let text = this.#texts.get(end);
    if (text === undefined) this.#texts.set(end, (text = endText(end)));
    return text;
  }

  #pair(tuple: Tuple): readonly [string, string] {
    let pair = this.#pairs.get(tuple);
    if (!pair) {
      const { localAddress, localPort, remoteAddress, remotePort } = tuple;
      pair = [
        endText({ address: localAddress, port: localPort }),
        endText({ address: remoteAddress, port: remotePort }),
      ];
      this.#pairs.set(tuple, pair);
    }
    return pair;
  }
}

const nameOf = (number: number): string => `socket.${number}`;
