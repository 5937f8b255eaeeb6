import type { Ns } from '../kernel/time.ts';
import { HttpClient } from '../http/client.ts';
import { encodeRequestHead, encodeResponseHead } from '../http/write.ts';
import { Http2Connection } from '../http2/connection.ts';
import { AUTHORITY, requestFields, type Fields } from './fields.ts';
import type { Resource } from './page.ts';
import type { Way } from './ways.ts';

export type LaneEvent =
  | {
      readonly what: 'begins';
      readonly resource: number;
      readonly headerBytes: number;
      readonly plainBytes: number;
    }
  | { readonly what: 'part'; readonly resource: number; readonly bytes: number }
  | { readonly what: 'done'; readonly resource: number };

/** The browser's side of HTTP on one connection: requests in, bytes out; bytes in, what has become of files. */
export interface Lane {
  /** Whether one more may be asked for. */
  readonly free: boolean;
  /** Asked for and not whole. */
  readonly pending: readonly number[];
  /** No more will come of it. */
  readonly closes: boolean;
  ask(resource: Resource, cookieBytes: number): { readonly headerBytes: number; readonly plainBytes: number };
  receive(bytes: Uint8Array, now: Ns): LaneEvent[];
  end(): LaneEvent[];
  take(): Uint8Array[];
}

export const laneOf = (way: Way): Lane => (way.version === '2' ? new H2Lane() : new H1Lane(way));

const target = ({ name }: Resource): string => name;
const withHost = (fields: Fields): Fields => [['Host', AUTHORITY], ...fields];

class H1Lane implements Lane {
  readonly #way: Way;
  readonly #client = new HttpClient();
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
    const head = { method: 'GET', target: target(resource), minor, fields } as const;
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

/** RFC 9113 §8.3.1: the request line as fields, names in lower case. */
export const pseudo = (resource: Resource, fields: Fields): { name: string; value: string }[] => [
  { name: ':method', value: 'GET' },
  { name: ':scheme', value: 'https' },
  { name: ':authority', value: AUTHORITY },
  { name: ':path', value: target(resource) },
  ...lower(fields),
];
export const lower = (fields: Fields): { name: string; value: string }[] =>
  fields.map(([name, value]) => ({ name: name.toLowerCase(), value }));

/** The same section as lines of HTTP/1.1. */
export const plainRequest = (resource: Resource, cookieBytes: number): number =>
  encodeRequestHead({
    ...{ method: 'GET', target: target(resource), minor: 1 },
    fields: withHost(requestFields(resource, cookieBytes)),
  }).length;
export const plainResponse = (fields: readonly { name: string; value: string }[]): number =>
  encodeResponseHead({
    ...{ status: 200, reason: 'OK', minor: 1 },
    fields: fields.filter(({ name }) => !name.startsWith(':')).map(({ name, value }) => [name, value]),
  }).length;
