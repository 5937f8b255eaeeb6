import type { Ns } from '../kernel/time.ts';
import type { Interface, TracedHost, Transmission } from '../net/host.ts';
import { distance } from '../tcp/seq.ts';
import { TcpStack } from '../tcp/stack.ts';
import { Answers } from './answers.ts';
import type { End } from './ends.ts';
import type { Service, Speech } from './lane.ts';
import { TCP_PORT, type LoadSetup } from './setup.ts';
import { TCP } from './tcp-config.ts';

/** Kept unsent in the stack at most, so that streams can take turns till late (TCP_NOTSENT_LOWAT of Linux). */
const UNSENT_BYTES = 16_384;

/** A web server over TCP that serves one page, in the version of HTTP that its setup names. */
export class TcpServer implements TracedHost {
  readonly name: string;
  readonly address: number;
  readonly interfaces: readonly Interface[];
  readonly #stack: TcpStack;
  readonly #speech: Speech;
  readonly #answers: Answers<{ readonly tcp: number; readonly id: number }>;
  readonly #open = new Map<number, Service>();
  #listening = false;

  constructor(end: End, setup: LoadSetup, speech: Speech) {
    this.name = end.name;
    this.interfaces = end.interfaces;
    this.address = end.interfaces[0]!.address;
    this.#speech = speech;
    this.#stack = new TcpStack({ ...end, address: this.address, config: TCP });
    this.#answers = new Answers(setup.page, setup.thinkNs, end.observe);
  }

  receive(packet: Uint8Array, now: Ns): void {
    this.#stack.receive(packet, now);
    for (let id = this.#stack.accept(now); id !== undefined; id = this.#stack.accept(now))
      this.#open.set(id, this.#speech.service());
    for (const [tcp, service] of this.#open) {
      const bytes = this.#stack.read(tcp, now);
      if (bytes.length > 0)
        for (const { target, id } of service.receive(bytes, now))
          this.#answers.heard(target, { tcp, id }, now);
      const c = this.#stack.connection(tcp);
      if (c?.state === 'CLOSE-WAIT') service.end();
      if (!c) this.#open.delete(tcp);
    }
  }
  poll(now: Ns): Uint8Array[] {
    return this.transmit(now).map(({ packet }) => packet);
  }
  transmit(now: Ns): Transmission[] {
    if (!this.#listening) this.#listening = this.#stack.listen(TCP_PORT, now);
    for (const { resource, place } of this.#answers.due(now))
      this.#open.get(place.tcp)?.answer(place.id, resource);
    const out = this.#stack.transmit(now);
    for (const [tcp, service] of this.#open) {
      this.#fill(tcp, service, now);
      if (service.closes) {
        this.#stack.close(tcp, now);
        this.#open.delete(tcp);
      }
    }
    out.push(...this.#stack.transmit(now));
    return out;
  }
  nextWake(): Ns | null {
    if (!this.#listening) return 0;
    const wake = this.#stack.nextWake();
    const due = this.#answers.nextWake();
    return wake === null || due === null ? (wake ?? due) : Math.min(wake, due);
  }

  /** What the service has goes to the stack, as long as little waits there. */
  #fill(tcp: number, service: Service, now: Ns): void {
    for (;;) {
      const c = this.#stack.connection(tcp);
      if (!c || distance(c.dataEnd, c.sndNxt) >= UNSENT_BYTES) return;
      const bytes = service.take(UNSENT_BYTES);
      if (!bytes) return;
      this.#stack.send(tcp, bytes, now);
    }
  }
}
