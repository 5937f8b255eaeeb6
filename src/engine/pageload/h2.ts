import { Http2Connection } from '../http2/connection.ts';
import { valueOf } from '../http2/message.ts';
import type { Ns } from '../kernel/time.ts';
import type { Ends } from './ends.ts';
import { requestFields, responseFields } from './fields.ts';
import type { Lane, LaneEvent, Service } from './lane.ts';
import { contentOf, type Resource } from './page.ts';
import { lower, plainRequest, plainResponse, pseudo } from './sections.ts';
import { overTcp } from './tcp-ends.ts';

/** A browser's windows: 6 MB a stream and 15 MB a connection, as Chrome offers them. */
const STREAM_WINDOW = 6_291_456;
const CONNECTION_WINDOW = 15_728_640;

class H2Lane implements Lane {
  readonly #client = new Http2Connection({
    role: 'client',
    settings: { INITIAL_WINDOW_SIZE: STREAM_WINDOW },
    connectionWindowBytes: CONNECTION_WINDOW,
    creditAtOnce: true,
  });
  readonly #asked = new Map<number, number>();

  get free(): boolean {
    return !this.#client.over && this.#asked.size < this.#client.peerSettings.MAX_CONCURRENT_STREAMS;
  }
  get pending(): number[] {
    return [...this.#asked.values()];
  }
  get closes(): boolean {
    return this.#client.over;
  }
  ask(resource: Resource, cookieBytes: number): { headerBytes: number; plainBytes: number } {
    const before = { ...this.#client.headers };
    const id = this.#client.request(pseudo(resource, requestFields(resource, cookieBytes)), true)!;
    this.#asked.set(id, resource.id);
    const { hpackBytes } = this.#client.headers;
    return { headerBytes: hpackBytes - before.hpackBytes, plainBytes: plainRequest(resource, cookieBytes) };
  }
  receive(bytes: Uint8Array, now: Ns): LaneEvent[] {
    const told: LaneEvent[] = [];
    for (const one of this.#client.receive(bytes, now)) {
      if (one.kind === 'broken') this.#asked.clear();
      if (!('stream' in one)) continue;
      const resource = this.#asked.get(one.stream);
      if (resource === undefined) continue;
      if (one.kind === 'headers')
        told.push({
          what: 'begins',
          resource,
          headerBytes: one.bytes,
          plainBytes: plainResponse(one.fields),
        });
      if (one.kind === 'data') told.push({ what: 'part', resource, bytes: one.data.length });
      if ((one.kind === 'headers' || one.kind === 'data') && one.last) {
        this.#asked.delete(one.stream);
        told.push({ what: 'done', resource });
      }
    }
    return told;
  }
  end(): LaneEvent[] {
    return [];
  }
  take(): Uint8Array[] {
    return this.#client.waiting ? [this.#client.take()] : [];
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

export const h2: Ends = overTcp({ lane: () => new H2Lane(), service: () => new H2Service() });
