import { HttpClient } from '../http/client.ts';
import type { Field } from '../http/message.ts';
import { SaidBefore } from '../http/said-before.ts';
import type { Ns } from '../kernel/time.ts';
import type { Calls } from './program.ts';

export interface Ask {
  readonly method: 'GET' | 'POST';
  readonly target: string;
  readonly fields?: readonly Field[];
  readonly body?: Uint8Array;
  /** What comes of the body, as it comes; without it `answered` gets the whole. */
  readonly streamed?: (bytes: Uint8Array, now: Ns) => void;
  readonly answered?: (body: Uint8Array, now: Ns) => void;
}

const machine = (): HttpClient => new HttpClient({}, new SaidBefore());

/** Requests one after the other, each on a connection of its own or all on one that stays. */
export class HttpLine {
  readonly #calls: Calls;
  readonly #fields: readonly Field[];
  readonly #anew: boolean;
  readonly #waiting: Ask[] = [];
  /** Told before a request is sent, with the bytes of its content. */
  readonly #asks: (contentBytes: number, now: Ns) => void;
  #connection: number | undefined;
  #open = false;
  #machine = machine();
  #current: Ask | undefined;
  #body: Uint8Array[] = [];
  #over = false;

  constructor(
    calls: Calls,
    fields: readonly Field[],
    anew: boolean,
    asks: (contentBytes: number, now: Ns) => void,
  ) {
    this.#calls = calls;
    this.#fields = fields;
    this.#anew = anew;
    this.#asks = asks;
  }

  get idle(): boolean {
    return !this.#current && this.#waiting.length === 0;
  }
  has(connection: number): boolean {
    return connection === this.#connection;
  }

  ask(one: Ask, now: Ns): void {
    this.#waiting.push(one);
    this.#next(now);
  }
  opened(now: Ns): void {
    this.#open = true;
    this.#next(now);
  }
  data(bytes: Uint8Array, now: Ns): void {
    for (const event of this.#machine.receive(bytes)) {
      if (event.kind === 'body') {
        if (this.#current?.streamed) this.#current.streamed(event.bytes, now);
        else this.#body.push(event.bytes);
      } else if (event.kind === 'end') this.#answered(now);
    }
    if (this.#machine.closes) this.#drop(now);
    this.#next(now);
  }
  /** The server, or the network, has ended the connection: what was asked on it is asked again on a new one (RFC 9110 §9.2.2: all of it may be). */
  lost(now: Ns): void {
    this.#drop(now);
    if (this.#current) this.#waiting.unshift(this.#current);
    this.#current = undefined;
    this.#next(now);
  }
  /** Nothing more is asked. */
  hangUp(now: Ns): void {
    this.#over = true;
    this.#drop(now);
  }

  #drop(now: Ns): void {
    if (this.#connection !== undefined) this.#calls.close(this.#connection, now);
    this.#connection = undefined;
    this.#open = false;
    this.#machine = machine();
    this.#body = [];
  }

  #answered(now: Ns): void {
    const done = this.#current;
    const length = this.#body.reduce((sum, piece) => sum + piece.length, 0);
    const body = new Uint8Array(length);
    let at = 0;
    for (const piece of this.#body) {
      body.set(piece, at);
      at += piece.length;
    }
    this.#body = [];
    this.#current = undefined;
    done?.answered?.(body, now);
  }

  #next(now: Ns): void {
    if (this.#over || this.#current || this.#waiting.length === 0) return;
    if (this.#connection === undefined) {
      this.#connection = this.#calls.connect(now);
      return;
    }
    if (!this.#open) return;
    const one = (this.#current = this.#waiting.shift()!);
    // RFC 9112 §9.6: who wants no more than this one says so
    const own: readonly Field[] = this.#anew ? [['Connection', 'close']] : [];
    const fields = [...this.#fields, ...(one.fields ?? []), ...own];
    this.#asks(one.body?.length ?? 0, now);
    this.#machine.request({ method: one.method, target: one.target, fields }, one.body);
    for (const bytes of this.#machine.take()) this.#calls.send(this.#connection, bytes, now);
  }
}
