import type { Ns } from '../kernel/time.ts';
import type { Interface, TracedHost, Transmission } from '../net/host.ts';
import { HttpServer } from '../http/server.ts';
import { Http2Connection } from '../http2/connection.ts';
import { valueOf } from '../http2/message.ts';
import { distance } from '../tcp/seq.ts';
import { TcpStack } from '../tcp/stack.ts';
import { Answers } from './answers.ts';
import { responseFields } from './fields.ts';
import { lower } from './lane.ts';
import { contentOf, type Resource } from './page.ts';
import { TCP_PORT, type LoadSetup } from './setup.ts';
import type { End } from './tcp-browser.ts';

/** HTTP on one connection, from the server's side. */
interface Service {
  receive(bytes: Uint8Array, now: Ns): { readonly target: string; readonly id: number }[];
  answer(id: number, resource: Resource): void;
  /** Some of what is to be sent; nothing where nothing waits. */
  take(most: number): Uint8Array | undefined;
  readonly closes: boolean;
  end(): void;
}

/** Kept unsent in the stack at most, so that streams can take turns till late (TCP_NOTSENT_LOWAT of Linux). */
const UNSENT_BYTES = 16_384;

/** A web server over TCP that serves one page, in the version of HTTP that its setup names. */
export class TcpServer implements TracedHost {
  readonly name: string;
  readonly address: number;
  readonly interfaces: readonly Interface[];
  readonly #stack: TcpStack;
  readonly #setup: LoadSetup;
  readonly #answers: Answers<{ readonly tcp: number; readonly id: number }>;
  readonly #open = new Map<number, Service>();
  #listening = false;

  constructor(end: End, setup: LoadSetup) {
    this.name = end.name;
    this.interfaces = end.interfaces;
    this.address = end.interfaces[0]!.address;
    this.#setup = setup;
    this.#stack = new TcpStack({ ...end, address: this.address, config: setup.tcp });
    this.#answers = new Answers(setup.page, setup.thinkNs, end.observe);
  }

  receive(packet: Uint8Array, now: Ns): void {
    this.#stack.receive(packet, now);
    for (let id = this.#stack.accept(now); id !== undefined; id = this.#stack.accept(now))
      this.#open.set(id, this.#setup.way.version === '2' ? new H2Service() : new H1Service());
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

class H1Service implements Service {
  readonly #server = new HttpServer();
  #out: Uint8Array[] = [];

  receive(bytes: Uint8Array): { target: string; id: number }[] {
    return this.#server
      .receive(bytes)
      .flatMap((event) => (event.kind === 'request' ? [{ target: event.head.target, id: event.id }] : []));
  }
  answer(id: number, resource: Resource): void {
    this.#server.respond(id, { status: 200, fields: responseFields(resource) }, contentOf(resource));
  }
  take(): Uint8Array | undefined {
    this.#out.push(...this.#server.take());
    return this.#out.shift();
  }
  get closes(): boolean {
    return this.#out.length === 0 && this.#server.closes;
  }
  end(): void {
    this.#server.end();
  }
}

/** Frames no longer than a few segments, so that a stream's turn is short. */
const CHUNK_BYTES = 4096;

class H2Service implements Service {
  readonly #server = new Http2Connection({ role: 'server', chunkBytes: CHUNK_BYTES, creditAtOnce: true });
  #ended = false;

  receive(bytes: Uint8Array, now: Ns): { target: string; id: number }[] {
    return this.#server
      .receive(bytes, now)
      .flatMap((one) =>
        one.kind === 'headers' && one.what === 'request'
          ? [{ target: valueOf(one.fields, ':path') ?? '/', id: one.stream }]
          : [],
      );
  }
  answer(id: number, resource: Resource): void {
    const length = { name: 'content-length', value: String(resource.bytes) };
    const fields = [{ name: ':status', value: '200' }, ...lower(responseFields(resource)), length];
    if (this.#server.respond(id, fields, false)) this.#server.send(id, contentOf(resource), true);
  }
  take(most: number): Uint8Array | undefined {
    return this.#server.waiting ? this.#server.take(most) : undefined;
  }
  get closes(): boolean {
    return this.#ended || this.#server.over;
  }
  end(): void {
    this.#ended = true;
  }
}
