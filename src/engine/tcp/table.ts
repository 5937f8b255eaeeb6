import type { Connection } from './connection.ts';
import type { Tuple } from './isn.ts';

/** Ports from which the stack picks, both ends included (RFC 6335 §6: the dynamic ports). */
export const EPHEMERAL: readonly [number, number] = [49_152, 0xffff];

/** An address and a port in one number of 48 bits. */
export const endOf = (address: number, port: number): number => address * 0x10000 + port;

/** Whether a connection with the address can be: not with 0/8, a group, or what is above (RFC 1122 §3.2.1.3). */
export const canBePeer = (address: number): boolean => address >>> 24 !== 0 && address >>> 28 < 14;

/** Of the four numbers one of 30 bits: a map finds it in half the time that it takes for one which is no small integer. */
const keyOf = (local: number, localPort: number, remote: number, remotePort: number): number =>
  (Math.imul(local ^ Math.imul(remote, 31), 31) ^ (localPort << 14) ^ remotePort) & 0x3fffffff;

const keyOfTuple = ({ localAddress, localPort, remoteAddress, remotePort }: Tuple): number =>
  keyOf(localAddress, localPort, remoteAddress, remotePort);

const has = (
  { tuple }: Connection,
  local: number,
  localPort: number,
  remote: number,
  remotePort: number,
): boolean =>
  tuple.localPort === localPort &&
  tuple.remotePort === remotePort &&
  tuple.localAddress === local &&
  tuple.remoteAddress === remote;

const isSame = (c: Connection, { localAddress, localPort, remoteAddress, remotePort }: Tuple): boolean =>
  has(c, localAddress, localPort, remoteAddress, remotePort);

/** The connections of a host, found by their four numbers (RFC 9293 §3.3.1: a connection is a pair of sockets). */
export class ConnectionTable {
  /** By `keyOf`; few have the same. */
  readonly #byEnds = new Map<number, Connection[]>();
  readonly #byId = new Map<number, Connection>();
  readonly #range: readonly [number, number];
  #nextPort: number;
  /** Found last: packets of one connection come in runs, and four comparisons cost less than a map. */
  #last: Connection | undefined;

  constructor(range = EPHEMERAL) {
    this.#range = range;
    this.#nextPort = range[0];
  }

  get size(): number {
    return this.#byId.size;
  }
  all(): Iterable<Connection> {
    return this.#byId.values();
  }
  byId(id: number): Connection | undefined {
    // What a packet was for is what the program then asks for
    return this.#last?.id === id ? this.#last : this.#byId.get(id);
  }

  find({ localAddress, localPort, remoteAddress, remotePort }: Tuple): Connection | undefined {
    return this.of(localAddress, localPort, remoteAddress, remotePort);
  }
  /** The same, by the numbers as they stand in a packet. */
  of(local: number, localPort: number, remote: number, remotePort: number): Connection | undefined {
    const last = this.#last;
    if (last && has(last, local, localPort, remote, remotePort) && !last.gone) return last;
    const few = this.#byEnds.get(keyOf(local, localPort, remote, remotePort));
    if (!few) return undefined;
    for (const c of few)
      if (has(c, local, localPort, remote, remotePort)) return c.gone ? undefined : (this.#last = c);
    return undefined;
  }

  add(c: Connection): void {
    this.#byId.set(c.id, c);
    this.#last = undefined;
    const key = keyOfTuple(c.tuple);
    const others = this.#byEnds.get(key)?.filter((one) => !isSame(one, c.tuple)) ?? [];
    this.#byEnds.set(key, [...others, c]);
  }

  remove(c: Connection): void {
    this.#byId.delete(c.id);
    if (this.#last === c) this.#last = undefined;
    const key = keyOfTuple(c.tuple);
    // Its place may have been taken by a later connection of the same four numbers
    const others = this.#byEnds.get(key)?.filter((one) => one !== c) ?? [];
    if (others.length > 0) this.#byEnds.set(key, others);
    else this.#byEnds.delete(key);
  }

  /** A port with which the four numbers are not in use; every one of the range is tried once, on from where the last search ended. */
  freePort(tuple: Tuple, taken: (port: number) => boolean): number | undefined {
    const [first, last] = this.#range;
    for (let tries = first; tries <= last; tries += 1) {
      const localPort = this.#nextPort;
      this.#nextPort = localPort === last ? first : localPort + 1;
      if (!taken(localPort) && !this.find({ ...tuple, localPort })) return localPort;
    }
    return undefined;
  }
}
