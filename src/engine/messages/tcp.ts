import type { Ns } from '../kernel/time.ts';
import type { Interface, Observe, TracedHost, Transmission } from '../net/host.ts';
import type { TcpConfig } from '../tcp/config.ts';
import type { Secret } from '../tcp/isn.ts';
import { TcpStack } from '../tcp/stack.ts';
import type { Inbox } from './inbox.ts';
import { dueOf, encodeMessage, Framer, type Plan } from './message.ts';
import type { Playout } from './playout.ts';

export interface TcpEnd {
  readonly name: string;
  readonly interfaces: readonly Interface[];
  readonly port: number;
  readonly config: TcpConfig;
  readonly secret: Secret;
  readonly observe: Observe;
}

/** A host whose program opens a connection to each receiver at once, and writes each message to all when its time comes. */
export class TcpSender implements TracedHost {
  readonly name: string;
  readonly address: number;
  readonly interfaces: readonly Interface[];
  readonly #end: TcpEnd;
  readonly #stack: TcpStack;
  readonly #to: readonly number[];
  readonly #plan: Plan;
  #connections: (number | undefined)[] = [];
  #next = 0;

  constructor(end: TcpEnd, to: readonly number[], plan: Plan) {
    this.name = end.name;
    this.interfaces = end.interfaces;
    this.address = end.interfaces[0]!.address;
    this.#end = end;
    this.#stack = new TcpStack({ ...end, address: this.address });
    this.#to = to;
    this.#plan = plan;
  }
  receive(packet: Uint8Array, now: Ns): void {
    this.#stack.receive(packet, now);
  }
  poll(now: Ns): Uint8Array[] {
    return this.transmit(now).map(({ packet }) => packet);
  }
  transmit(now: Ns): Transmission[] {
    if (this.#connections.length === 0)
      this.#connections = this.#to.map((address) =>
        this.#stack.connect({ address, port: this.#end.port }, now),
      );
    const out = this.#stack.transmit(now);
    for (; this.#writes(now); this.#next += 1) {
      const message = this.#next;
      this.#end.observe(now, { kind: 'message', act: 'write', message, tookNs: 0, reason: 'messages.write' });
      const bytes = encodeMessage(message, this.#plan.bytes);
      for (const id of this.#connections) if (id !== undefined) this.#stack.send(id, bytes, now);
      out.push(...this.#stack.transmit(now));
    }
    return out;
  }
  nextWake(): Ns | null {
    if (this.#connections.length === 0) return 0;
    const wake = this.#stack.nextWake();
    const due = this.#next < this.#plan.count && this.#open() ? dueOf(this.#plan, this.#next) : null;
    return wake === null || due === null ? (wake ?? due) : Math.min(wake, due);
  }

  #writes(now: Ns): boolean {
    return this.#next < this.#plan.count && dueOf(this.#plan, this.#next) <= now && this.#open();
  }
  /** Every connection that is still there is established. */
  #open(): boolean {
    return this.#connections.every((id) => {
      const c = id === undefined ? undefined : this.#stack.connection(id);
      return !c || c.state === 'ESTABLISHED';
    });
  }
}

/** A host whose program reads the stream, which is whole and in order or stands still, and parts it into messages. */
export class TcpReceiver implements TracedHost {
  readonly name: string;
  readonly address: number;
  readonly interfaces: readonly Interface[];
  readonly #port: number;
  readonly #stack: TcpStack;
  readonly #inbox: Inbox;
  readonly #playout: Playout;
  readonly #framer = new Framer();
  #listening = false;
  #connection: number | undefined;

  constructor(end: TcpEnd, inbox: Inbox, playout: Playout) {
    this.name = end.name;
    this.interfaces = end.interfaces;
    this.address = end.interfaces[0]!.address;
    this.#port = end.port;
    this.#stack = new TcpStack({ ...end, address: this.address });
    this.#inbox = inbox;
    this.#playout = playout;
  }
  receive(packet: Uint8Array, now: Ns): void {
    this.#stack.receive(packet, now);
    this.#read(now);
  }
  poll(now: Ns): Uint8Array[] {
    return this.transmit(now).map(({ packet }) => packet);
  }
  transmit(now: Ns): Transmission[] {
    if (!this.#listening) this.#listening = this.#stack.listen(this.#port, now);
    const out = this.#stack.transmit(now);
    this.#playout.poll(now);
    return out;
  }
  nextWake(): Ns | null {
    if (!this.#listening) return 0;
    const wake = this.#stack.nextWake();
    const due = this.#playout.nextWake();
    return wake === null || due === null ? (wake ?? due) : Math.min(wake, due);
  }
  #read(now: Ns): void {
    this.#connection ??= this.#stack.accept(now);
    if (this.#connection === undefined) return;
    for (const message of this.#framer.take(this.#stack.read(this.#connection, now)))
      this.#inbox.read(message, now);
  }
}
