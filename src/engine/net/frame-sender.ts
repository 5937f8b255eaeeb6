import type { Ns } from '../kernel/time.ts';
import type { Ipv4 } from '../wire/address.ts';
import { NO_BYTES } from '../wire/layer.ts';
import type { Interface, TracedHost, Transmission } from './host.ts';
import { readOther } from './other-fields.ts';

/** A frame made by hand, and when it is put on the link. */
export interface TimedFrame {
  readonly atNs: Ns;
  readonly bytes: Uint8Array;
}

export interface FrameSenderSetup {
  readonly name: string;
  readonly address: Ipv4;
  readonly interfaces?: readonly Interface[];
  /** In the order of their times; they leave by the first interface. */
  readonly frames: readonly TimedFrame[];
  /** The computer's own network stack, which knows nothing of these frames but hears what they bring back (Linux: packet(7)). */
  readonly kernel?: TracedHost;
}

/** A computer on which a program puts frames on the link past its own network stack, as packet tools do. */
export class FrameSender implements TracedHost {
  readonly name: string;
  readonly address: Ipv4;
  readonly interfaces?: readonly Interface[];
  readonly reads = readOther;
  readonly #frames: readonly TimedFrame[];
  readonly #kernel: TracedHost | undefined;
  #sent = 0;

  constructor({ name, address, interfaces, frames, kernel }: FrameSenderSetup) {
    this.name = name;
    this.address = address;
    if (interfaces) this.interfaces = interfaces;
    this.#frames = frames;
    this.#kernel = kernel;
  }

  receive(packet: Uint8Array, now: Ns, by?: number): void {
    this.#kernel?.receive(packet, now, by);
  }

  undelivered(packet: Uint8Array, now: Ns): void {
    this.#kernel?.undelivered?.(packet, now);
  }

  poll(now: Ns): Uint8Array[] {
    return this.transmit(now).map(({ packet }) => packet);
  }

  transmit(now: Ns): Transmission[] {
    const out = this.#kernel?.transmit(now) ?? [];
    for (let next = this.#next(); next && next.atNs <= now; next = this.#next()) {
      out.push({ packet: NO_BYTES, frame: next.bytes, reason: 'net.made-by-hand', retransmission: false });
      this.#sent += 1;
    }
    return out;
  }

  nextWake(): Ns | null {
    const own = this.#next()?.atNs ?? null;
    const kernels = this.#kernel?.nextWake() ?? null;
    return own === null || kernels === null ? (own ?? kernels) : Math.min(own, kernels);
  }

  #next(): TimedFrame | undefined {
    return this.#frames[this.#sent];
  }
}
