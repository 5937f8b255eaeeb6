import type { Ns } from '../kernel/time.ts';
import type { Interface, Observe, TracedHost, Transmission } from '../net/host.ts';
import { inPrefix } from '../net/port.ts';
import type { TcpConfig } from '../tcp/config.ts';
import type { Secret } from '../tcp/isn.ts';
import { TcpOnIp } from '../tcp/on-ip.ts';
import type { Notice, Tcp } from '../tcp/tcp.ts';
import type { Calls, Program, Said } from './program.ts';

export interface AppHostSetup {
  readonly name: string;
  readonly interfaces: readonly Interface[];
  readonly config: TcpConfig;
  readonly secret: Secret;
  readonly observe: Observe;
  readonly program: Program;
}

/** A host with one program on TCP: what TCP has for it, it gets at once; what it writes, TCP sends at the next turn. */
export class AppHost implements TracedHost {
  readonly name: string;
  readonly address: number;
  readonly interfaces: readonly Interface[];
  readonly #stack: TcpOnIp;
  readonly #tcp: Tcp;
  readonly #program: Program;
  readonly #calls: Calls;
  #notices: Notice[] = [];
  #started = false;

  constructor({ name, interfaces, config, secret, observe, program }: AppHostSetup) {
    this.name = name;
    this.interfaces = interfaces;
    this.#program = program;
    const [address, ...others] = interfaces.map((one) => one.address);
    const notice = (one: Notice) => void this.#notices.push(one);
    this.address = address!;
    this.#stack = new TcpOnIp({ name, address: this.address, others, config, secret, observe, notice });
    this.#tcp = this.#stack.tcp;
    this.#calls = {
      connect: (address, port, now) => {
        const local = interfaces.find((one) => inPrefix(address, one.address, one.prefixLength));
        return local && this.#tcp.connect({ local, remote: { address, port } }, now);
      },
      send: (connection, bytes, now) => void this.#tcp.send(connection, bytes, now),
      close: (connection, now) => void this.#tcp.leave(connection, now),
      say: (now, said) => observe(now, eventOf(said)),
    };
  }

  receive(packet: Uint8Array, now: Ns): void {
    this.#stack.receive(packet, now);
    this.#tell(now);
  }
  poll(now: Ns): Uint8Array[] {
    return this.transmit(now).map(({ packet }) => packet);
  }
  transmit(now: Ns): Transmission[] {
    if (!this.#started) {
      this.#started = true;
      if (this.#program.port !== undefined)
        this.#tcp.listen({ address: null, port: this.#program.port }, now);
      this.#program.start(this.#calls, now);
    }
    this.#program.poll(now);
    const out = this.#send(now);
    // timers may have ended connections: the program hears of it, and may have more to say
    if (this.#notices.length === 0) return out;
    this.#tell(now);
    return [...out, ...this.#send(now)];
  }
  nextWake(): Ns | null {
    if (!this.#started) return 0;
    const [stack, program] = [this.#stack.nextWake(), this.#program.nextWake()];
    return stack === null || program === null ? (stack ?? program) : Math.min(stack, program);
  }

  /** Every neighbour is on the interface that has the source's address: nobody here is further away. */
  #send(now: Ns): Transmission[] {
    return this.#stack.transmit(now).map((parcel) => {
      const { room, packet, reason, retransmission, set, source } = parcel;
      const by = this.interfaces.findIndex(({ address }) => address === source);
      return { room, packet, reason, retransmission, set, by };
    });
  }

  /** Whom the program knows hears in order; data may come with the segment that makes a connection, before it is accepted. */
  #tell(now: Ns): void {
    while (this.#notices.length > 0) {
      const notices = this.#notices;
      this.#notices = [];
      const anew = new Set<number>();
      for (const { id, what } of notices) {
        if (what !== 'acceptable') continue;
        for (let one = this.#tcp.accept(id, now); one !== undefined; one = this.#tcp.accept(id, now)) {
          anew.add(one);
          this.#program.accepted?.(one, now);
          this.#read(one, now);
        }
      }
      for (const { id, what, why } of notices) {
        if (what === 'established' && !anew.has(id)) this.#program.opened?.(id, now);
        else if (what === 'readable') this.#read(id, now);
        else if (what === 'end') this.#program.ended(id, now);
        else if (what === 'gone') {
          this.#tcp.release(id);
          this.#program.gone(id, why!, now);
        }
      }
    }
  }
  #read(connection: number, now: Ns): void {
    const bytes = this.#tcp.read(connection, now);
    if (bytes.length > 0) this.#program.data(connection, bytes, now);
  }
}

const eventOf = ({ bytes = 0, code, connection, set, ...said }: Said) =>
  ({
    kind: 'app',
    ...said,
    bytes,
    code: code ?? null,
    connection: connection ?? null,
    ...(set && { set }),
  }) as const;
