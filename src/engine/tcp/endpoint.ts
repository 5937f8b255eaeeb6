import type { Ns } from '../kernel/time.ts';
import type { TracedHost, Transmission } from '../net/host.ts';
import type { TcpStack } from './stack.ts';

/** What a program waits for before its next call. */
export type Until =
  | { readonly until: 'established' | 'end' | 'closed' }
  /** So many bytes in all have arrived. */
  | { readonly until: 'received'; readonly bytes: number };
/** A call; `afterNs` is what the program takes before it (to wake up, to think). */
export type Do = { readonly afterNs?: Ns } & (
  | { readonly do: 'listen'; readonly port: number }
  | { readonly do: 'connect'; readonly address: number; readonly port: number; readonly from?: number }
  | { readonly do: 'send'; readonly bytes: Uint8Array }
  | { readonly do: 'close' | 'abort' }
);
/** A program is one thing after the other. */
export type Step = Until | Do;

/** The user of RFC 9293 §3.9.1: a stack with a program on it that speaks over one connection: a host like any other. The program reads whatever arrives. */
export class Endpoint implements TracedHost {
  readonly stack: TcpStack;
  readonly received: Uint8Array[] = [];
  readonly #program: readonly Step[];
  #at = 0;
  #connection: number | undefined;
  #receivedBytes = 0;
  /** When the call that is next is made; null while the program waits for something, or is done. */
  #due: Ns | null = null;

  /** `startNs`: when the program begins. */
  constructor(stack: TcpStack, program: readonly Step[], startNs: Ns = 0) {
    this.stack = stack;
    this.#program = program;
    this.#settle(startNs);
  }
  get name(): string {
    return this.stack.name;
  }
  get address(): number {
    return this.stack.address;
  }
  /** The program has come to its end. */
  get done(): boolean {
    return this.#at >= this.#program.length;
  }

  receive(packet: Uint8Array, now: Ns): void {
    this.stack.receive(packet, now);
    this.#read(now);
  }

  poll(now: Ns): Uint8Array[] {
    return this.transmit(now).map((one) => one.packet);
  }

  /** The stack answers first, as a kernel does before the program is woken; then the program's turn, then the stack again. */
  transmit(now: Ns): Transmission[] {
    const out = this.stack.transmit(now);
    this.#read(now);
    while (this.#due !== null && this.#due <= now) {
      this.#run(this.#program[this.#at]!, now);
      this.#at += 1;
      this.#settle(now);
      out.push(...this.stack.transmit(now));
    }
    return out;
  }

  nextWake(): Ns | null {
    const wake = this.stack.nextWake();
    if (this.#due === null || wake === null) return this.#due ?? wake;
    return Math.min(wake, this.#due);
  }

  #read(now: Ns): void {
    this.#connection ??= this.stack.accept(now);
    if (this.#connection !== undefined) {
      const bytes = this.stack.read(this.#connection, now);
      if (bytes.length > 0) this.received.push(bytes);
      this.#receivedBytes += bytes.length;
    }
    if (this.#due === null) this.#settle(now);
  }

  /** Passes over what has happened, up to the next call: the program is woken now, and takes its time from here. */
  #settle(now: Ns): void {
    let step = this.#program[this.#at];
    for (; step && 'until' in step && this.#happened(step); step = this.#program[this.#at]) this.#at += 1;
    this.#due = step && 'do' in step ? now + (step.afterNs ?? 0) : null;
  }

  #happened(step: Until): boolean {
    if (step.until === 'received') return this.#receivedBytes >= step.bytes && this.#connection !== undefined;
    if (this.#connection === undefined) return false;
    const c = this.stack.connection(this.#connection);
    if (step.until === 'closed') return !c || c.state === 'CLOSED' || c.state === 'LISTEN';
    if (!c) return false;
    const open =
      c.state !== 'SYN-SENT' && c.state !== 'SYN-RECEIVED' && c.state !== 'CLOSED' && c.state !== 'LISTEN';
    if (step.until === 'established') return open;
    return open && c.peerFin !== null && c.rcvNxt === (c.peerFin + 1) >>> 0;
  }

  #run(step: Step, now: Ns): void {
    if (!('do' in step)) return;
    if (step.do === 'listen') this.stack.listen(step.port, now);
    else if (step.do === 'connect') this.#connection = this.stack.connect(step, now);
    else if (this.#connection === undefined) return;
    else if (step.do === 'send') this.stack.send(this.#connection, step.bytes, now);
    else if (step.do === 'close') this.stack.close(this.#connection, now);
    else this.stack.abort(this.#connection, now);
  }
}
