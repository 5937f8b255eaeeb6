import type { Ns } from '../kernel/time.ts';
import type { Interface, TracedHost, Transmission } from '../net/host.ts';
import { readOther } from '../net/other-fields.ts';
import { Kernel, type KernelSetup } from './kernel.ts';
import { Process } from './process.ts';
import { Running, type Program } from './program.ts';

/** A host with programs on it: a host like any other. The kernel answers first, then the programs have their turn. */
export class Machine implements TracedHost {
  readonly reads = readOther;
  readonly kernel: Kernel;
  readonly #running: readonly Running[];

  constructor(setup: KernelSetup, programs: readonly Program[]) {
    this.kernel = new Kernel(setup);
    this.#running = programs.map((one) => new Running(new Process(one.name, this.kernel), one));
  }

  get name(): string {
    return this.kernel.name;
  }
  get address(): number {
    return this.kernel.address;
  }
  get interfaces(): readonly Interface[] {
    return this.kernel.interfaces;
  }
  get groups(): ReadonlySet<number> {
    return this.kernel.groups;
  }

  receive(packet: Uint8Array, now: Ns): void {
    this.kernel.receive(packet, now);
  }
  undelivered(packet: Uint8Array, now: Ns): void {
    this.kernel.undelivered(packet, now);
  }
  poll(now: Ns): Uint8Array[] {
    return this.transmit(now).map(({ packet }) => packet);
  }

  transmit(now: Ns): Transmission[] {
    const out = this.kernel.transmit(now);
    for (let one = this.#next(now); one; one = this.#next(now)) {
      one.run(now);
      out.push(...this.kernel.transmit(now));
    }
    return out;
  }

  nextWake(): Ns | null {
    let next = this.kernel.nextWake();
    for (const { dueNs } of this.#running)
      if (dueNs !== null && (next === null || dueNs < next)) next = dueNs;
    return next;
  }

  #next(now: Ns): Running | undefined {
    return this.#running.find((one) => one.ready(now));
  }
}
