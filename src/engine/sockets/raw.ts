import type { Ns } from '../kernel/time.ts';
import type { RawDatagram, RawTransport } from '../net/transport.ts';
import type { Ipv4Header } from '../wire/ipv4.ts';
import type { QueueSocket } from './socket.ts';

/** IPPROTO_RAW: for sending only, with a header of the program's own (raw(7)). */
export const PROTOCOL_RAW = 255;

/** Raw sockets: each gets a copy of every packet of its protocol, IP header and all, beside the protocol itself (raw(7)). */
export class Raw implements RawTransport {
  readonly #sockets = new Set<QueueSocket>();
  readonly #out: RawDatagram[] = [];
  #outAt: Ns = 0;

  add(socket: QueueSocket): void {
    this.#sockets.add(socket);
  }
  remove(socket: QueueSocket): void {
    this.#sockets.delete(socket);
  }

  receive(packet: Uint8Array, header: Ipv4Header, now: Ns): boolean {
    let asked = false;
    for (const socket of this.#sockets) {
      if (socket.protocol !== header.protocol || socket.protocol === PROTOCOL_RAW) continue;
      const { local, remote } = socket;
      if (local.address !== 0 && local.address !== header.destination) continue;
      if (remote && remote.address !== header.source) continue;
      asked = true;
      const from = { address: header.source, port: 0 };
      socket.keep({ from, to: header.destination, bytes: packet.slice(), at: now });
    }
    return asked;
  }

  send(datagram: RawDatagram, now: Ns): void {
    this.#out.push(datagram);
    this.#outAt = now;
  }
  transmit(): RawDatagram[] {
    return this.#out.splice(0);
  }
  nextWake(): Ns | null {
    return this.#out.length > 0 ? this.#outAt : null;
  }
}
