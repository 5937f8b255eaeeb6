import { SECOND, type Ns } from '../kernel/time.ts';
import type { TracedHost, Transmission } from '../net/host.ts';
import type { StackSetup } from './on-ip.ts';
import { TcpStack } from './stack.ts';
import type { Notice } from './tcp.ts';

/** What a program writes, and how: `writeBytes` at a time, `everyNs` apart, into a send buffer of `sendBufferBytes`. */
export interface Writing {
  readonly to: { readonly address: number; readonly port: number };
  readonly data: Uint8Array;
  readonly writeBytes: number;
  readonly everyNs: Ns;
  readonly sendBufferBytes: number;
}

/** A host whose program writes to one connection (RFC 9293 §3.10.2), and waits where its send buffer is full, as a blocking write() does. It never closes. */
export class Writer implements TracedHost {
  readonly #stack: TcpStack;
  readonly #writing: Writing;
  #id: number | undefined;
  #written = 0;
  #dueAt: Ns = 0;
  #established = false;
  #blocked = false;

  constructor(setup: Omit<StackSetup, 'notice'>, writing: Writing) {
    this.#writing = writing;
    this.#stack = new TcpStack({ ...setup, notice: (notice) => this.#hear(notice) });
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
  /** What the stack has to say goes out first, as a kernel's does before the program is woken; else the program writes once. */
  transmit(now: Ns): Transmission[] {
    this.#id ??= this.#stack.connect(this.#writing.to, now);
    const out = this.#stack.transmit(now);
    return out.length === 0 && this.#write(now) ? this.#stack.transmit(now) : out;
  }
  nextWake(): Ns | null {
    if (this.#id === undefined) return 0;
    const wake = this.#stack.nextWake();
    const waits = !this.#established || this.#blocked || this.#written >= this.#writing.data.length;
    return waits ? wake : Math.min(wake ?? Infinity, this.#dueAt);
  }

  #hear({ what }: Notice): void {
    if (what === 'established') this.#established = true;
    // Linux wakes a writer when a third of the buffer is free (sk_stream_is_writeable): not for every byte
    else if (what === 'writable') this.#blocked &&= this.#free() < this.#writing.sendBufferBytes / 3;
    else if (what === 'gone') this.#established = false;
  }

  #free(): number {
    const held = this.#id === undefined ? 0 : (this.#stack.connection(this.#id)?.sendBuffer.length ?? 0);
    return this.#writing.sendBufferBytes - held;
  }

  /** One write(); false where it is not its time. As much as there is room for is copied; what is left over waits. */
  #write(now: Ns): boolean {
    const { data, writeBytes, everyNs } = this.#writing;
    if (!this.#established || this.#blocked || this.#dueAt > now || this.#written >= data.length)
      return false;
    const length = Math.min(writeBytes, data.length - this.#written, this.#free());
    this.#blocked = length < 1;
    if (this.#blocked) return false;
    this.#stack.send(this.#id!, data.subarray(this.#written, this.#written + length), now);
    this.#written += length;
    this.#dueAt = now + everyNs;
    return true;
  }
}

/** How fast a program reads from an instant on, in bits a second; 0: it does not read. */
export interface Pace {
  readonly fromNs: Ns;
  readonly rateBps: number;
}

/**
 * A host whose program takes `bytes` at most with each read() from its one connection (RFC 9293 §3.10.3), then works on them as long as
 * its pace says.
 * A read() with nothing there waits, as a blocking one does.
 */
export class PacedReader implements TracedHost {
  readonly #stack: TcpStack;
  readonly #setup: Omit<StackSetup, 'notice'>;
  readonly #port: number;
  readonly #bytes: number;
  /** In order of time; the first from 0. */
  readonly #paces: readonly Pace[];
  #pace = -1;
  #listening = false;
  #id: number | undefined;
  /** Length of the last read, and when it was made. */
  #last: { readonly bytes: number; readonly at: Ns } | undefined;

  constructor(setup: Omit<StackSetup, 'notice'>, port: number, bytes: number, paces: readonly Pace[]) {
    this.#setup = setup;
    this.#port = port;
    this.#bytes = bytes;
    this.#paces = paces;
    this.#stack = new TcpStack(setup);
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
  /** As in `Writer`: the acknowledgment of what has come leaves before the program reads it. */
  transmit(now: Ns): Transmission[] {
    if (!this.#listening) this.#listening = this.#stack.listen(this.#port, now);
    const out = this.#stack.transmit(now);
    this.#id ??= this.#stack.accept(now);
    this.#follow(now);
    if (out.length > 0 || this.#waiting() === 0 || this.#readAt() > now) return out;
    const bytes = this.#stack.readSome(this.#id!, this.#bytes, now).length;
    this.#last = { bytes, at: now };
    return this.#stack.transmit(now);
  }
  nextWake(): Ns | null {
    if (!this.#listening) return 0;
    const change = this.#paces[this.#pace + 1]?.fromNs ?? Infinity;
    const read = this.#waiting() > 0 ? this.#readAt() : Infinity;
    const next = Math.min(this.#stack.nextWake() ?? Infinity, change, read);
    return next === Infinity ? null : next;
  }

  #waiting(): number {
    return this.#id === undefined ? 0 : (this.#stack.connection(this.#id)?.inboxBytes ?? 0);
  }

  /** When the program reads next, if there is anything: once it has worked on what it read last. */
  #readAt(): Ns {
    const { rateBps } = this.#paces[this.#pace]!;
    if (rateBps === 0) return Infinity;
    return this.#last ? this.#last.at + Math.ceil((this.#last.bytes * 8 * SECOND) / rateBps) : 0;
  }

  #follow(now: Ns): void {
    for (let next = this.#paces[this.#pace + 1]; next && next.fromNs <= now;) {
      this.#pace += 1;
      const set = { readerBps: next.rateBps };
      this.#setup.observe?.(now, { kind: 'update', reason: 'tcp.reader-pace', connection: null, set });
      next = this.#paces[this.#pace + 1];
    }
  }
}
