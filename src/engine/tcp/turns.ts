import { Deadlines } from '../kernel/deadlines.ts';
import type { Ns } from '../kernel/time.ts';
import type { Connection } from './connection.ts';
import { nextDue } from './timers.ts';

/** Whose turn it is: connections that an input has touched, and those whose timers are due (RFC 9293 §3.10.8). The others cost nothing. */
export class Turns {
  readonly #deadlines = new Deadlines<Connection>();
  #touched: Connection[] = [];
  /** When something was touched last. */
  #at: Ns = 0;

  touch(c: Connection, now: Ns): void {
    // A list of one is made as such: engines give one that grows from nothing room for seventeen, and nearly every packet has its own
    if (this.#touched.length === 0) this.#touched = [c];
    else if (!c.touched) this.#touched.push(c);
    c.touched = true;
    this.#at = now;
  }

  /** Takes out all whose turn it is, in the order in which they were made, whatever touched them. */
  take(now: Ns): readonly Connection[] {
    for (let c = this.#deadlines.take(now); c; c = this.#deadlines.take(now)) this.touch(c, this.#at);
    const turn = this.#touched;
    this.#touched = [];
    if (turn.length > 1) turn.sort((a, b) => a.id - b.id);
    for (const c of turn) c.touched = false;
    return turn;
  }

  /** The connection has had its turn; the next comes with its earliest timer. */
  rest(c: Connection): void {
    const next = nextDue(c);
    this.#deadlines.set(c, next === Infinity ? null : next);
  }
  forget(c: Connection): void {
    this.#deadlines.set(c, null);
  }

  /** When the next turn is; null where there is none. */
  next(): Ns | null {
    if (this.#touched.length > 0) return this.#at;
    return this.#deadlines.size > 0 ? this.#deadlines.nextAt : null;
  }
}
