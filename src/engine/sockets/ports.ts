import { halfSipHash, type Secret } from '../tcp/isn.ts';
import type { Socket } from './socket.ts';

/** First and last port that is given to who asks for none: net.ipv4.ip_local_port_range of Linux, or RFC 6335 §6. */
export const EPHEMERAL_RANGES = { linux: [32_768, 60_999], iana: [49_152, 65_535] } as const;
export type PortRange = readonly [number, number];

/** Whether two sockets want the same address: the same one, or one of them any. */
const sameAddress = (a: Socket, b: Socket): boolean =>
  a.local.address === 0 || b.local.address === 0 || a.local.address === b.local.address;

const isListening = (socket: Socket): boolean => socket.kind === 'tcp' && socket.phase === 'listening';

/**
 * Whether `one` may not have the port that `other` has (socket(7); Linux, inet_csk_bind_conflict and udp_lib_lport_inuse):
 * both say SO_REUSEADDR and, of streams, the other does not listen; or both say SO_REUSEPORT.
 */
export function conflicts(one: Socket, other: Socket): boolean {
  if (one === other || !sameAddress(one, other)) return false;
  const reused = one.options.reuseAddress && other.options.reuseAddress && !isListening(other);
  return !reused && !(one.options.reusePort && other.options.reusePort);
}

/** Who holds which port of one protocol. A connection in TIME-WAIT holds its port on after the program is gone. */
export class Ports {
  readonly #holders = new Map<number, Set<Socket>>();
  readonly #range: PortRange;
  readonly #secret: Secret;
  #turn = 0;

  constructor(range: PortRange, secret: Secret) {
    this.#range = range;
    this.#secret = secret;
  }

  holders(port: number): Iterable<Socket> {
    return this.#holders.get(port) ?? [];
  }
  hold(port: number, socket: Socket): void {
    const there = this.#holders.get(port);
    if (there) there.add(socket);
    else this.#holders.set(port, new Set([socket]));
  }
  release(port: number, socket: Socket): void {
    const there = this.#holders.get(port);
    if (there?.delete(socket) && there.size === 0) this.#holders.delete(port);
  }
  /** Whether bind() or listen() is refused: EADDRINUSE. */
  taken(port: number, by: Socket): boolean {
    for (const holder of this.holders(port)) if (conflicts(by, holder)) return true;
    return false;
  }

  /**
   * A port that nobody asked for, of which `usable` is true: tried from a place that a keyed hash of the destination chooses
   * (RFC 6056 §3.3.4), every second one first, as Linux leaves the others to bind(); undefined where all are taken.
   */
  pick(words: readonly number[], parity: 0 | 1, usable: (port: number) => boolean): number | undefined {
    const [first, last] = this.#range;
    const pairs = (last - first + 2) >> 1;
    const start = (halfSipHash(words, this.#secret) + this.#turn) % pairs;
    this.#turn += 1;
    for (const odd of [parity, 1 - parity]) {
      for (let step = 0; step < pairs; step += 1) {
        const port = first + 2 * ((start + step) % pairs) + odd;
        if (port <= last && usable(port)) return port;
      }
    }
    return undefined;
  }
}
