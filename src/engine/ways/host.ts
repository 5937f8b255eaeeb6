import type { Ns } from '../kernel/time.ts';
import type { Observe, TracedHost, Transmission } from '../net/host.ts';
import type { TcpConfig } from '../tcp/config.ts';
import type { Secret } from '../tcp/isn.ts';
import { TcpStack } from '../tcp/stack.ts';
import type { Notice } from '../tcp/tcp.ts';
import type { Program } from './program.ts';

export interface ProgramHostSetup {
  readonly name: string;
  readonly address: number;
  /** Whom `connect` calls. */
  readonly server: { readonly address: number; readonly port: number };
  readonly config: TcpConfig;
  readonly secret: Secret;
  readonly observe: Observe;
}

/** A host with one program on TCP: what TCP has for it, it gets at once; what it writes, TCP sends at the next turn. */
export class ProgramHost implements TracedHost {
  readonly name: string;
  readonly address: number;
  readonly #setup: ProgramHostSetup;
  readonly #program: Program;
  readonly #stack: TcpStack;
  #notices: Notice[] = [];
  #started = false;

  constructor(setup: ProgramHostSetup, program: Program) {
    this.name = setup.name;
    this.address = setup.address;
    this.#setup = setup;
    this.#program = program;
    this.#stack = new TcpStack({ ...setup, notice: (notice) => void this.#notices.push(notice) });
  }

  receive(packet: Uint8Array, now: Ns): void {
    this.#stack.receive(packet, now);
    this.#tell(now);
  }
  poll(now: Ns): Uint8Array[] {
    return this.transmit(now).map(({ packet }) => packet);
  }
  transmit(now: Ns): Transmission[] {
    if (!this.#started) this.#start(now);
    this.#program.poll(now);
    const out = this.#stack.transmit(now);
    if (this.#notices.length === 0) return out;
    // Timers may have ended connections: the program hears of it, and may have more to say
    this.#tell(now);
    return [...out, ...this.#stack.transmit(now)];
  }
  nextWake(): Ns | null {
    if (!this.#started) return 0;
    const [stack, program] = [this.#stack.nextWake(), this.#program.nextWake()];
    return stack === null || program === null ? (stack ?? program) : Math.min(stack, program);
  }

  #start(now: Ns): void {
    const { observe, server } = this.#setup;
    const stack = this.#stack;
    this.#started = true;
    if (this.#program.port !== undefined) stack.listen(this.#program.port, now);
    const calls = {
      connect: (at: Ns) => stack.connect(server, at),
      send: (connection: number, bytes: Uint8Array, at: Ns) => void stack.send(connection, bytes, at),
      close: (connection: number, at: Ns) => void stack.close(connection, at),
      note: (at: Ns, reason: string, set: Parameters<Observe>[1]['set'] & object) =>
        observe(at, { kind: 'update', reason, connection: null, set }),
      item: (
        at: Ns,
        act: 'write' | 'read',
        message: number,
        tookNs: Ns,
        set: Parameters<Observe>[1]['set'] & object,
      ) => observe(at, { kind: 'message', act, message, tookNs, reason: `ways.${act}`, set }),
    };
    this.#program.start(calls, now);
  }

  #tell(now: Ns): void {
    for (let notice = this.#notices.shift(); notice; notice = this.#notices.shift()) {
      const { of, id, what } = notice;
      if (what === 'acceptable') {
        for (let one = this.#stack.accept(now); one !== undefined; one = this.#stack.accept(now)) {
          this.#program.opened(one, now);
          this.#read(one, now);
        }
      } else if (of !== 'connection') continue;
      else if (what === 'established') this.#program.opened(id, now);
      else if (what === 'readable') this.#read(id, now);
      else if (what === 'end') this.#program.ended(id, now);
      else if (what === 'gone') this.#program.gone(id, now);
    }
  }
  #read(connection: number, now: Ns): void {
    const bytes = this.#stack.read(connection, now);
    if (bytes.length > 0) this.#program.data(connection, bytes, now);
  }
}
