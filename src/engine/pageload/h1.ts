import { HttpClient } from '../http/client.ts';
import { SaidBefore } from '../http/said-before.ts';
import { HttpServer } from '../http/server.ts';
import { encodeRequestHead, encodeResponseHead } from '../http/write.ts';
import type { Ends } from './ends.ts';
import { requestFields, responseFields } from './fields.ts';
import type { Lane, LaneEvent, Service } from './lane.ts';
import { contentOf, type Resource } from './page.ts';
import { targetOf, withHost } from './sections.ts';
import { overTcp } from './tcp-ends.ts';
import type { Way } from './ways.ts';

class H1Lane implements Lane {
  readonly #way: Way;
  readonly #client = new HttpClient({}, new SaidBefore());
  readonly #asked = new Map<number, number>();

  constructor(way: Way) {
    this.#way = way;
  }
  get free(): boolean {
    return this.#client.ready && this.#client.waiting < this.#way.atOnce;
  }
  get pending(): number[] {
    return [...this.#asked.values()];
  }
  get closes(): boolean {
    return this.#client.closes;
  }
  ask(resource: Resource, cookieBytes: number): { headerBytes: number; plainBytes: number } {
    const minor = this.#way.version === '1.0' ? 0 : 1;
    const fields = withHost(requestFields(resource, cookieBytes));
    const head = { method: 'GET', target: targetOf(resource), minor, fields } as const;
    const id = this.#client.request(head)!;
    this.#asked.set(id, resource.id);
    const { length } = encodeRequestHead(head);
    return { headerBytes: length, plainBytes: length };
  }
  receive(bytes: Uint8Array): LaneEvent[] {
    return this.#told(this.#client.receive(bytes));
  }
  end(): LaneEvent[] {
    return this.#told(this.#client.end());
  }
  take(): Uint8Array[] {
    return this.#client.take();
  }
  #told(events: ReturnType<HttpClient['receive']>): LaneEvent[] {
    const told: LaneEvent[] = [];
    for (const event of events) {
      if (event.kind === 'over') continue;
      const resource = this.#asked.get(event.id)!;
      if (event.kind === 'response') {
        const bytes = encodeResponseHead(event.head).length;
        told.push({ what: 'begins', resource, headerBytes: bytes, plainBytes: bytes });
      } else if (event.kind === 'body') told.push({ what: 'part', resource, bytes: event.bytes.length });
      else if (event.kind === 'end') {
        this.#asked.delete(event.id);
        told.push({ what: 'done', resource });
      }
    }
    return told;
  }
}

class H1Service implements Service {
  readonly #server = new HttpServer({}, new SaidBefore());
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

/** HTTP/1.0 and HTTP/1.1. */
export const h1: Ends = overTcp({ lane: (way) => new H1Lane(way), service: () => new H1Service() });
