import type { Ns } from '../kernel/time.ts';
import type { Value } from '../kernel/trace.ts';
import type { LoadEvent } from '../net/events.ts';
import type { Observe } from '../net/host.ts';
import { RANK, type Page, type Resource } from './page.ts';

/** What the browser has paid so far; `set` of its events. */
export interface Paid {
  connections: number;
  requests: number;
  done: number;
  /** Header sections both ways as they were sent, and what they take as lines of HTTP/1.1. */
  headerBytes: number;
  plainHeaderBytes: number;
  /** Time for which files stood still, all files together. */
  stoodNs: number;
}

/** What a browser knows of a page that it loads, whatever carries the requests: what it has found, asked for, got. */
export class Loader {
  readonly paid: Paid = {
    connections: 0,
    requests: 0,
    done: 0,
    headerBytes: 0,
    plainHeaderBytes: 0,
    stoodNs: 0,
  };
  readonly #page: Page;
  readonly #observe: Observe;
  /** What a gap holds up, and so the reason that is given: the connection's bytes, or the stream's alone. */
  readonly #over: 'tcp' | 'udp';
  readonly #found = new Set<number>();
  /** Found and not asked for. */
  #queue: Resource[] = [];
  readonly #got = new Map<number, number>();
  readonly #standsSince = new Map<number, Ns>();
  readonly #done = new Set<number>();
  loadedAt: Ns | null = null;

  constructor(page: Page, over: 'tcp' | 'udp', observe: Observe) {
    this.#page = page;
    this.#over = over;
    this.#observe = observe;
  }
  start(now: Ns): void {
    this.#find(this.#page[0]!, now);
  }
  /** The next to be asked for; `take` takes it out. */
  get wanted(): Resource | undefined {
    return this.#queue[0];
  }
  get wantedCount(): number {
    return this.#queue.length;
  }
  take(): Resource {
    return this.#queue.shift()!;
  }
  /** Its connection is gone: it is to be asked for again, from the start. */
  again(id: number, now: Ns): void {
    if (this.#done.has(id)) return;
    this.stands(id, false, now);
    this.#got.delete(id);
    this.#enqueue(this.#page[id]!);
  }
  connect(on: number, now: Ns): void {
    this.paid.connections += 1;
    this.say('connect', this.#queue[0]?.id ?? -1, on, now);
  }
  asked(id: number, on: number, headerBytes: number, plainBytes: number, now: Ns): void {
    this.paid.requests += 1;
    this.headers(headerBytes, plainBytes);
    this.say('asked', id, on, now);
  }
  headers(sent: number, plain: number): void {
    this.paid.headerBytes += sent;
    this.paid.plainHeaderBytes += plain;
  }
  begins(id: number, on: number, now: Ns): void {
    if (!this.#got.has(id)) this.say('begins', id, on, now);
    this.#got.set(id, this.#got.get(id) ?? 0);
  }
  /** So much more of its content. What stands in it is found. */
  part(id: number, bytes: number, on: number, now: Ns): void {
    const got = (this.#got.get(id) ?? 0) + bytes;
    this.#got.set(id, got);
    this.say('part', id, on, now);
    for (const one of this.#page) if (one.foundIn === id && one.foundAt <= got) this.#find(one, now);
  }
  done(id: number, on: number, now: Ns): void {
    if (this.#done.has(id)) return;
    this.stands(id, false, now);
    this.#done.add(id);
    this.paid.done = this.#done.size;
    this.say('done', id, on, now);
    for (const one of this.#page) if (one.foundIn === id) this.#find(one, now);
    if (this.#done.size < this.#page.length) return;
    this.loadedAt = now;
    this.say('loaded', -1, -1, now);
  }
  /** What has come waits behind a gap: of the connection over TCP, of the stream itself over QUIC. */
  stands(id: number, yes: boolean, now: Ns): void {
    const since = this.#standsSince.get(id);
    if (yes === (since !== undefined) || this.#done.has(id)) return;
    if (yes) this.#standsSince.set(id, now);
    else {
      this.#standsSince.delete(id);
      this.paid.stoodNs += now - since!;
    }
    this.say(yes ? 'stands' : 'goes-on', id, -1, now);
  }
  say(act: LoadEvent['act'], id: number, on: number, now: Ns): void {
    const set: Record<string, Value> = { ...this.paid };
    const ofStream = this.#over === 'udp' && (act === 'stands' || act === 'goes-on');
    this.#observe(now, {
      ...{
        kind: 'load',
        reason: ofStream ? `pageload.${act}-stream` : `pageload.${act}`,
        act,
        resource: id,
        file: this.#page[id]?.name ?? '',
        on,
      },
      bytes: this.#got.get(id) ?? 0,
      set,
    });
  }

  #find(one: Resource, now: Ns): void {
    if (this.#found.has(one.id)) return;
    this.#found.add(one.id);
    this.#enqueue(one);
    this.say('found', one.id, -1, now);
  }
  #enqueue(one: Resource): void {
    this.#queue.push(one);
    this.#queue.sort((a, b) => RANK[a.kind] - RANK[b.kind] || a.id - b.id);
  }
}
