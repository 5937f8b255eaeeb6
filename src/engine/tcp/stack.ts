import type { Ns } from '../kernel/time.ts';
import type { TcpConfig } from './config.ts';
import { SYN_COOKIES } from './cookie.ts';
import { readSome, skip } from './more-calls.ts';
import { TcpOnIp, type StackSetup } from './on-ip.ts';
import type { Tcp } from './tcp.ts';

/** The same with the calls of a program that has one address and one list of listeners. */
export class TcpStack extends TcpOnIp {
  /** Port to listener. */
  readonly #listeners = new Map<number, number>();

  constructor(setup: StackSetup) {
    super({ cookies: SYN_COOKIES, ...setup });
  }

  /** RFC 9293 §3.10.1, passive. False where the port is listened on already. */
  listen(port: number, now: Ns, backlog?: number): boolean {
    const on = { address: this.address, port, ...(backlog !== undefined && { backlog }) };
    const id = this.tcp.listen(on, now);
    if (id !== undefined) this.#listeners.set(port, id);
    return id !== undefined;
  }
  unlisten(port: number, now: Ns): void {
    const id = this.#listeners.get(port);
    if (id !== undefined) this.tcp.unlisten(id, now);
    this.#listeners.delete(port);
  }
  connect(
    to: { address: number; port: number; from?: number; config?: Partial<TcpConfig> },
    now: Ns,
  ): number | undefined {
    const local = { address: this.address, ...(to.from !== undefined && { port: to.from }) };
    return this.tcp.connect({ local, remote: to, ...(to.config && { config: to.config }) }, now);
  }
  /** The next connection that any listener has ready. */
  accept(now: Ns): number | undefined {
    for (const listener of this.#listeners.values()) {
      const id = this.tcp.accept(listener, now);
      if (id !== undefined) return id;
    }
    return undefined;
  }
  send(id: number, bytes: Uint8Array, now: Ns): boolean {
    return this.tcp.send(id, bytes, now);
  }
  close(id: number, now: Ns): boolean {
    return this.tcp.close(id, now);
  }
  abort(id: number, now: Ns): boolean {
    return this.tcp.abort(id, now);
  }
  read(id: number, now: Ns): Uint8Array {
    return this.tcp.read(id, now);
  }
  skip(id: number, now: Ns): number {
    return skip(this.tcp, id, now);
  }
  readSome(id: number, most: number, now: Ns): Uint8Array {
    return readSome(this.tcp, id, most, now);
  }
  connection(id: number): ReturnType<Tcp['connection']> {
    return this.tcp.connection(id);
  }
  get connections(): number {
    return this.tcp.connections;
  }
}
