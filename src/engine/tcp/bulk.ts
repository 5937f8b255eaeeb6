import type { Ns } from '../kernel/time.ts';
import type { TracedHost, Transmission } from '../net/host.ts';
import type { Connection } from './connection.ts';
import { TcpStack, type StackSetup } from './stack.ts';
import type { Notice } from './tcp.ts';

/** A transfer without end (the "user" of RFC 9293 §3.9.1): when it begins, and to whom. */
export interface BulkFlow {
  readonly to: { readonly address: number; readonly port: number };
  readonly startNs: Ns;
}

/** What a program gives at once, and how much it keeps waiting beyond what the window may take. */
const CHUNK = new Uint8Array(65_536);

/** A host whose program sends on each of its flows as fast as TCP takes it. It closes none: who drives it stops. */
export class BulkSender implements TracedHost {
  readonly #stack: TcpStack;
  readonly #flows: readonly BulkFlow[];
  /** Index of a flow -> its connection; in order of time. */
  readonly #ids: number[] = [];
  /** Connections that may take more. */
  readonly #ready = new Set<number>();

  constructor(setup: Omit<StackSetup, 'notice'>, flows: readonly BulkFlow[]) {
    this.#flows = [...flows].sort((a, b) => a.startNs - b.startNs);
    this.#stack = new TcpStack({
      ...setup,
      notice: ({ of, what, id }: Notice) => {
        if (of === 'connection' && (what === 'established' || what === 'writable')) this.#ready.add(id);
      },
    });
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
    this.#stack.receive(packet, now);
  }
  poll(now: Ns): Uint8Array[] {
    return this.transmit(now).map((one) => one.packet);
  }
  transmit(now: Ns): Transmission[] {
    for (let next = this.#next; next && next.startNs <= now; next = this.#next) {
      const id = this.#stack.connect(next.to, now);
      if (id === undefined) throw new Error(`${this.name} has no port left`);
      this.#ids.push(id);
    }
    const filled = this.#fill(now);
    const out = this.#stack.transmit(now);
    if (!filled && this.#fill(now)) out.push(...this.#stack.transmit(now));
    return out;
  }
  nextWake(): Ns | null {
    const wake = this.#stack.nextWake();
    const start = this.#next?.startNs ?? null;
    return wake === null || start === null ? (wake ?? start) : Math.min(wake, start);
  }

  get #next(): BulkFlow | undefined {
    return this.#flows[this.#ids.length];
  }

  /** Sees to it that no flow runs out of data: twice its window waits, whole chunks at a time. */
  #fill(now: Ns): boolean {
    let filled = false;
    for (const id of this.#ready) {
      const c = this.#stack.connection(id);
      while (c && c.sendBuffer.length < CHUNK.length + 2 * Math.min(c.congestion.cwndBytes, c.sndWnd)) {
        if (!this.#stack.send(id, CHUNK, now)) break;
        filled = true;
      }
    }
    this.#ready.clear();
    return filled;
  }
}

/** A host whose program takes whatever comes to a port, and counts it by sender. */
export class Sink implements TracedHost {
  readonly #stack: TcpStack;
  readonly #port: number;
  readonly #readable = new Set<number>();
  #listening = false;
  #acceptable = false;
  /** In order, by remote address x 65536 + remote port. Bytes. */
  readonly received = new Map<number, number>();

  constructor(setup: Omit<StackSetup, 'notice'>, port: number) {
    this.#port = port;
    this.#stack = new TcpStack({
      ...setup,
      notice: ({ of, what, id }: Notice) => {
        if (what === 'acceptable') this.#acceptable = true;
        else if (of === 'connection' && what === 'readable') this.#readable.add(id);
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
    this.#stack.receive(packet, now);
  }
  poll(now: Ns): Uint8Array[] {
    return this.transmit(now).map((one) => one.packet);
  }
  transmit(now: Ns): Transmission[] {
    if (!this.#listening) this.#listening = this.#stack.listen(this.#port, now);
    while (this.#acceptable) this.#acceptable = this.#stack.accept(now) !== undefined;
    for (const id of this.#readable) {
      const tuple = this.#stack.connection(id)?.tuple;
      const bytes = this.#stack.read(id, now).length;
      if (!tuple) continue;
      const key = tuple.remoteAddress * 0x10000 + tuple.remotePort;
      this.received.set(key, (this.received.get(key) ?? 0) + bytes);
    }
    this.#readable.clear();
    return this.#stack.transmit(now);
  }
  nextWake(): Ns | null {
    return this.#listening ? this.#stack.nextWake() : 0;
  }
}
