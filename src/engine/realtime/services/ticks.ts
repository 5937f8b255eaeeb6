import type { Ns } from '../../kernel/time.ts';
import { writeEvent } from '../../sse/event-stream.ts';
import { Alarms } from '../alarms.ts';
import type { Exchange, Service } from '../server.ts';

export interface TicksSetup {
  readonly everyNs: Ns;
  readonly count: number;
  /** Whether the response says X-Accel-Buffering: no, which nginx heeds. */
  readonly unbuffered: boolean;
}

/** A stream of events, at /events: one so often, and the response ends behind the last (HTML §9.2). */
export class Ticks implements Service {
  readonly policy = {};
  readonly #setup: TicksSetup;
  readonly #streams = new Map<number, { readonly exchange: Exchange; next: number }>();
  readonly #alarms = new Alarms<`${number}`>();

  constructor(setup: TicksSetup) {
    this.#setup = setup;
  }
  owns = (path: string): boolean => path === '/events';
  kindOf = (): 'request' => 'request';
  start(): void {}
  opened(): void {}
  message(): void {}

  request(exchange: Exchange, now: Ns): void {
    exchange.respond(
      200,
      [
        ['Content-Type', 'text/event-stream'],
        ['Cache-Control', 'no-store'],
        ...(this.#setup.unbuffered ? ([['X-Accel-Buffering', 'no']] as const) : []),
      ],
      undefined,
      now,
    );
    this.#streams.set(exchange.connection, { exchange, next: 1 });
    this.#alarms.set(`${exchange.connection}`, now + this.#setup.everyNs);
  }
  gone(connection: number): void {
    this.#streams.delete(connection);
    this.#alarms.clear(`${connection}`);
  }
  poll(now: Ns): void {
    for (let due = this.#alarms.take(now); due; due = this.#alarms.take(now)) {
      const stream = this.#streams.get(Number(due));
      if (!stream) continue;
      stream.exchange.write(writeEvent(`tick ${stream.next}`, { id: String(stream.next) }), now);
      stream.next += 1;
      if (stream.next <= this.#setup.count) this.#alarms.set(due, now + this.#setup.everyNs);
      else {
        stream.exchange.finish(now);
        this.#streams.delete(Number(due));
      }
    }
  }
  nextWake(): Ns | null {
    return this.#alarms.next();
  }
}
