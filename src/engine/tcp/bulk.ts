import type { Ns } from '../kernel/time.ts';
import type { TracedHost, Transmission } from '../net/host.ts';
import { ETHERNET_HEADER_BYTES } from '../wire/ethernet.ts';
import { u16 } from '../wire/octets.ts';
import type { TcpConfig } from './config.ts';
import type { Connection } from './connection.ts';
import { distance } from './seq.ts';
import type { StackSetup } from './on-ip.ts';
import { TcpStack } from './stack.ts';
import { endOf } from './table.ts';
import type { Notice } from './tcp.ts';

/** A transfer without end (the "user" of RFC 9293 §3.9.1): when it begins, and to whom. */
export interface BulkFlow {
  readonly to: { readonly address: number; readonly port: number };
  readonly startNs: Ns;
  /** What its program chooses in place of the host's settings. */
  readonly config?: Partial<TcpConfig>;
}

/** What a program gives at once, and how much it keeps waiting beyond what the window may take. */
const CHUNK = new Uint8Array(16_384);

/** A host whose program sends on each of its flows as fast as TCP takes it. It closes none: who drives it stops. */
export class BulkSender implements TracedHost {
  readonly #stack: TcpStack;
  readonly #flows: readonly BulkFlow[];
  /** Index of a flow -> its connection; in order of time. */
  readonly #ids: number[] = [];
  /** Local port -> connection, and the connections that may take more, some of them twice. */
  readonly #byPort = new Map<number, number>();
  #ready: number[] = [];

  constructor(setup: Omit<StackSetup, 'notice'>, flows: readonly BulkFlow[]) {
    this.#flows = [...flows].sort((a, b) => a.startNs - b.startNs);
    this.#stack = new TcpStack(setup);
  }
  get name(): string {
    return this.#stack.name;
  }
  get address(): number {
    return this.#stack.address;
  }
  /** The n-th flow's variables, in the order in which they begin; undefined before that. For looking only. */
  connection(n: number): Readonly<Connection> | undefined {
    const id = this.#ids[n];
    return id === undefined ? undefined : this.#stack.connection(id);
  }

  receive(packet: Uint8Array, now: Ns): void {
    this.receiveIn(packet, 0, now);
  }
  receiveIn(frame: Uint8Array, at: number, now: Ns): void {
    this.#stack.receiveIn(frame, at, now);
    // Any packet of a flow may have made room for more. RFC 791 §3.1: the header's length in words; RFC 9293 §3.1: the port
    const port = at + (frame[at]! & 15) * 4 + 2;
    const id = port + 2 <= frame.length ? this.#byPort.get(u16(frame, port)) : undefined;
    if (id !== undefined) this.#ready.push(id);
  }
  poll(now: Ns): Uint8Array[] {
    return this.transmit(now).map((one) => one.packet);
  }
  transmit(now: Ns): Transmission[] {
    for (let next = this.#next; next && next.startNs <= now; next = this.#next) {
      const id = this.#stack.connect({ ...next.to, ...(next.config && { config: next.config }) }, now);
      if (id === undefined) throw new Error(`${this.name} has no port left`);
      this.#ids.push(id);
      this.#byPort.set(this.#stack.connection(id)!.tuple.localPort, id);
    }
    this.#fill(now);
    return this.#stack.transmit(now);
  }
  nextWake(): Ns | null {
    const wake = this.#stack.nextWake();
    const start = this.#next?.startNs ?? null;
    return wake === null || start === null ? (wake ?? start) : Math.min(wake, start);
  }

  get #next(): BulkFlow | undefined {
    return this.#flows[this.#ids.length];
  }

  /** Sees to it that no flow runs out of data: of what has not been sent, as much waits as the window may take. */
  #fill(now: Ns): void {
    if (this.#ready.length === 0) return;
    for (const id of this.#ready) {
      const c = this.#stack.connection(id);
      const wanted = c ? CHUNK.length + Math.min(c.congestion.cwndBytes, c.sndWnd) : 0;
      while (c && distance(c.dataEnd, c.sndNxt) < wanted) {
        if (!this.#stack.send(id, CHUNK, now)) break;
      }
    }
    this.#ready = [];
  }
}

/** Bytes that have come from one sender. */
interface Tally {
  bytes: number;
}

/** A host whose program takes whatever comes to a port, counts it by sender, and wants none of it. */
export class Sink implements TracedHost {
  readonly #stack: TcpStack;
  readonly #port: number;
  /** Connections with something to read, some of them twice. */
  #readable: number[] = [];
  #listening = false;
  #acceptable = false;
  /** What has come in order, by remote address x 65536 + remote port. */
  readonly received = new Map<number, Tally>();
  /** The same by connection: found with every packet, as a number that large is not. */
  readonly #tallies: Tally[] = [];
  /** Of all frames that reached it, repetitions too: bytes on the wire. */
  wireBytes = 0;

  constructor(setup: Omit<StackSetup, 'notice'>, port: number) {
    this.#port = port;
    this.#stack = new TcpStack({
      ...setup,
      notice: ({ of, what, id }: Notice) => {
        if (what === 'acceptable') this.#acceptable = true;
        else if (of === 'connection' && what === 'readable') this.#readable.push(id);
      },
    });
  }
  get name(): string {
    return this.#stack.name;
  }
  get address(): number {
    return this.#stack.address;
  }
  receive(packet: Uint8Array, now: Ns): void {
    this.receiveIn(packet, 0, now);
  }
  receiveIn(frame: Uint8Array, at: number, now: Ns): void {
    this.wireBytes += frame.length - at + ETHERNET_HEADER_BYTES;
    this.#stack.receiveIn(frame, at, now);
  }
  poll(now: Ns): Uint8Array[] {
    return this.transmit(now).map((one) => one.packet);
  }
  transmit(now: Ns): Transmission[] {
    if (!this.#listening) this.#listening = this.#stack.listen(this.#port, now);
    while (this.#acceptable) this.#acceptable = this.#stack.accept(now) !== undefined;
    if (this.#readable.length > 0) {
      for (const id of this.#readable) this.#tally(id).bytes += this.#stack.skip(id, now);
      this.#readable = [];
    }
    return this.#stack.transmit(now);
  }
  nextWake(): Ns | null {
    return this.#listening ? this.#stack.nextWake() : 0;
  }

  #tally(id: number): Tally {
    const known = this.#tallies[id];
    if (known) return known;
    const tuple = this.#stack.connection(id)?.tuple;
    const fresh: Tally = { bytes: 0 };
    if (tuple) this.received.set(endOf(tuple.remoteAddress, tuple.remotePort), fresh);
    return (this.#tallies[id] = fresh);
  }
}
