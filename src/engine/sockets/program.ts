import type { Ns } from '../kernel/time.ts';
import type { Result } from './errno.ts';
import type { OptionName } from './options.ts';
import type { Process, SocketType } from './process.ts';
import type { End } from './socket.ts';

/** A call of a program; descriptors are named, as variables are. 'received' are the bytes that came last, 'sender' whoever sent the last datagram. */
export type Call =
  | { readonly do: 'socket'; readonly type: SocketType; readonly as: string }
  | { readonly do: 'bind' | 'connect'; readonly fd: string; readonly to: End }
  | { readonly do: 'listen'; readonly fd: string; readonly backlog: number }
  | { readonly do: 'accept'; readonly fd: string; readonly as: string }
  | { readonly do: 'send'; readonly fd: string; readonly bytes: Uint8Array | 'received' }
  | {
      readonly do: 'sendto';
      readonly fd: string;
      readonly bytes: Uint8Array | 'received';
      readonly to: End | 'sender';
    }
  | { readonly do: 'recv' | 'recvfrom'; readonly fd: string; readonly most: number }
  | { readonly do: 'shutdown'; readonly fd: string; readonly how: 'read' | 'write' | 'both' }
  | { readonly do: 'close'; readonly fd: string }
  | {
      readonly do: 'setsockopt';
      readonly fd: string;
      readonly name: OptionName;
      readonly value: number | null;
    }
  | { readonly do: 'sleep'; readonly ns: Ns }
  | { readonly do: 'exit' };

/** One step of a program: a call, and where it goes on. 'exit' ends the program. */
export interface Step {
  /** Listings light the line that bears it. */
  readonly id: string;
  readonly call: Call;
  /** What the program takes before the call; where it is not said, as the program has it. */
  readonly thinkNs?: Ns;
  /** The step after it; the next in the list where it is not said. */
  readonly next?: string;
  /** Where it goes on after an error; the program ends there where it is not said. */
  readonly error?: string;
  /** Where it goes on when recv() has given 0; as after any other value where it is not said. */
  readonly end?: string;
}

export interface Program {
  readonly name: string;
  readonly startNs: Ns;
  /** What a program takes between two calls. */
  readonly thinkNs: Ns;
  readonly steps: readonly Step[];
}

/** A program at work in its process. */
export class Running {
  readonly owner: Process;
  readonly #program: Program;
  readonly #fds = new Map<string, number>();
  #at = 0;
  #received: Uint8Array = new Uint8Array(0);
  #sender: End = { address: 0, port: 0 };
  /** How much of a waiting send() has been taken. */
  #done = 0;
  /** The descriptor that the call at work waits on, and its stamp then. */
  #waits: { readonly fd: number; readonly stamp: number } | undefined;
  #dueNs: Ns | null;

  constructor(owner: Process, program: Program) {
    this.owner = owner;
    this.#program = program;
    this.#dueNs = program.steps.length > 0 ? program.startNs : null;
  }

  /** When it makes its next call, should nothing come before; null where it waits for ever, or has ended. */
  get dueNs(): Ns | null {
    return this.#dueNs;
  }
  /** Whether it has something to do now. */
  ready(now: Ns): boolean {
    if (this.#dueNs !== null && this.#dueNs <= now) return true;
    return this.#waits !== undefined && this.owner.stamp(this.#waits.fd) > this.#waits.stamp;
  }

  /** Makes the call whose turn it is, for the first time or again. */
  run(now: Ns): void {
    const step = this.#program.steps[this.#at]!;
    this.owner.step = step.id;
    if (step.call.do === 'exit') return this.#exit(now);
    const fd = 'fd' in step.call ? (this.#fds.get(step.call.fd) ?? -1) : -1;
    const stamp = this.owner.stamp(fd);
    const result = this.#make(step.call, fd, now);
    if ('waits' in result) {
      this.#waits = { fd, stamp };
      this.#dueNs = result.untilNs ?? null;
      this.#done = result.done ?? 0;
      return;
    }
    this.#waits = undefined;
    this.#done = 0;
    const empty = 'ok' in result && step.call.do === 'recv' && this.#received.length === 0;
    const failed = 'errno' in result ? (step.error ?? 'exit') : undefined;
    this.#goTo(failed ?? (empty ? (step.end ?? step.next) : step.next), now);
  }

  #goTo(id: string | undefined, now: Ns): void {
    const { steps, thinkNs } = this.#program;
    const next = id === undefined ? this.#at + 1 : steps.findIndex((step) => step.id === id);
    if (next < 0 && id !== 'exit') throw new Error(`program ${this.#program.name} has no step ${id}`);
    const step = steps[next];
    if (!step) return this.#exit(now);
    this.#at = next;
    this.#dueNs = now + (step.thinkNs ?? thinkNs);
  }

  #exit(now: Ns): void {
    this.#waits = undefined;
    this.#dueNs = null;
    this.owner.exit(now);
  }

  #make(call: Exclude<Call, { do: 'exit' }>, fd: number, now: Ns): Result<unknown> {
    const { owner } = this;
    switch (call.do) {
      case 'socket':
        return this.#named(call.as, owner.socket(call.type, 0, now));
      case 'accept':
        return this.#named(call.as, owner.accept(fd, now));
      case 'bind':
        return owner.bind(fd, call.to, now);
      case 'connect':
        return owner.connect(fd, call.to, now);
      case 'listen':
        return owner.listen(fd, call.backlog, now);
      case 'send':
        return owner.send(fd, this.#given(call.bytes), now, this.#done);
      case 'sendto':
        return owner.sendto(fd, this.#given(call.bytes), call.to === 'sender' ? this.#sender : call.to, now);
      case 'recv':
        return this.#kept(owner.recv(fd, call.most, now));
      case 'recvfrom': {
        const got = owner.recvfrom(fd, call.most, now);
        if ('ok' in got) this.#sender = got.ok.from;
        return 'ok' in got ? this.#kept({ ok: got.ok.bytes }) : got;
      }
      case 'shutdown':
        return owner.shutdown(fd, call.how, now);
      case 'close':
        return owner.close(fd, now);
      case 'setsockopt':
        return owner.setsockopt(fd, call.name, call.value, now);
      case 'sleep':
        return owner.sleep(call.ns, now);
    }
  }

  #given(bytes: Uint8Array | 'received'): Uint8Array {
    return bytes === 'received' ? this.#received : bytes;
  }
  #named(name: string, result: Result<number>): Result<number> {
    if ('ok' in result) this.#fds.set(name, result.ok);
    return result;
  }
  #kept(result: Result<Uint8Array>): Result<Uint8Array> {
    if ('ok' in result) this.#received = result.ok;
    return result;
  }
}
