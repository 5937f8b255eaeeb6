import type { Field } from '../http/message.ts';
import { stream } from '../kernel/random.ts';
import type { Ns } from '../kernel/time.ts';
import { lineOf, numberOf, type Item, type Job } from './job.ts';
import type { Calls, Program } from './program.ts';
import { ConnectionUser, HttpUser, type Around, type UserEnd } from './user.ts';
import type { Way } from './ways.ts';

export interface UsersSetup {
  readonly way: Way;
  readonly job: Job;
  readonly fields: readonly Field[];
  /** When the first poll begins, and how long after it the next. */
  readonly startNs: Ns;
  readonly pollNs: Ns;
  readonly seed: number;
}

/** What one user has. */
interface User {
  readonly end: UserEnd;
  readonly have: Set<number>;
  /** Files asked for and not come; the next to come is the first. */
  readonly asked: Item[];
}

/** The users of a job on one machine, each with connections of their own. */
export class Users implements Program {
  readonly #setup: UsersSetup;
  #calls!: Calls;
  #users: User[] = [];
  /** Those that users write, and the next of them. */
  readonly #written: readonly Item[];
  #next = 0;
  #pollAt: Ns;
  #asks = 0;
  /** Content that was sent; items that have come. */
  #contentBytes = 0;
  #items = 0;
  /** When each item was there to be brought. */
  readonly #since: Ns[];
  done = false;

  constructor(setup: UsersSetup) {
    this.#setup = setup;
    const { items } = setup.job;
    this.#written = items.filter(({ by }) => by !== 'server');
    this.#pollAt = setup.startNs;
    this.#since = items.map(({ dueNs }) => dueNs);
  }

  start(calls: Calls, now: Ns): void {
    this.#calls = calls;
    const { way, job, fields, seed } = this.#setup;
    this.#users = Array.from({ length: job.users }, (_, nth) => {
      const user: { -readonly [K in keyof User]: User[K] } = {
        end: undefined as unknown as UserEnd,
        have: new Set(),
        asked: [],
      };
      const around: Around = {
        calls,
        fields,
        random: stream(seed, `${way}-user-${nth}`),
        known: () => user.have.size,
        lines: (lines, at) => this.#lines(user, lines, at),
        file: (_, at) => this.#file(user, at),
        stored: (at) => this.#finish(at),
        asks: (bytes, at) => this.#sends('ways.ask', (this.#asks += 1), bytes, at),
        sends: (bytes, at) => this.#sends('ways.push', this.#asks, bytes, at),
      };
      user.end = way === 'ws' || way === 'raw' ? new ConnectionUser(around, way) : new HttpUser(around, way);
      return user;
    });
    if (job.id === 'page' || job.id === 'upload') this.#requestOrStore(now);
    else for (const { end } of this.#users) end.start(now);
  }

  opened(connection: number, now: Ns): void {
    this.#of(connection)?.opened(connection, now);
  }
  data(connection: number, bytes: Uint8Array, now: Ns): void {
    this.#of(connection)?.data(connection, bytes, now);
  }
  ended(connection: number, now: Ns): void {
    const end = this.#of(connection);
    if (end) end.lost(connection, now);
    else this.#calls.close(connection, now);
  }
  gone(connection: number, now: Ns): void {
    this.#of(connection)?.lost(connection, now);
  }

  poll(now: Ns): void {
    for (let next = this.#written[this.#next]; next && next.dueNs <= now && !this.done;) {
      if (this.#setup.job.id === 'chat') {
        this.#calls.item(now, 'write', next.number, 0, {});
        this.#users[Number(next.by)]!.end.say(lineOf(next), now);
      }
      this.#next += 1;
      next = this.#written[this.#next];
    }
    if (!this.#polls || this.#pollAt > now) return;
    for (const { end } of this.#users) end.poll(now);
    this.#pollAt += this.#setup.pollNs;
  }
  nextWake(): Ns | null {
    if (this.done) return null;
    const due = this.#written[this.#next]?.dueNs ?? Infinity;
    const next = Math.min(due, this.#polls ? this.#pollAt : Infinity);
    return next === Infinity ? null : next;
  }

  get #polls(): boolean {
    const { way, job } = this.#setup;
    return !this.done && (way === 'close' || way === 'keep') && (job.id === 'ticks' || job.id === 'chat');
  }
  #of(connection: number): UserEnd | undefined {
    return this.#users.find(({ end }) => end.has(connection))?.end;
  }

  #requestOrStore(now: Ns): void {
    const { way, job } = this.#setup;
    const { end, asked } = this.#users[0]!;
    if (way === 'ws' || way === 'raw') end.start(now);
    for (const item of job.items) {
      if (job.id === 'upload') {
        this.#calls.item(now, 'write', item.number, 0, {});
        end.store(new Uint8Array(item.bytes).fill(0x61), now);
      } else {
        asked.push(item);
        end.request(item.number, now);
      }
    }
  }

  #lines(user: User, lines: readonly string[], now: Ns): void {
    for (const line of lines) {
      const number = numberOf(line);
      if (user.have.has(number)) continue;
      user.have.add(number);
      this.#got(number, now);
    }
    if (this.#users.every(({ have }) => have.size === this.#setup.job.items.length)) this.#finish(now);
  }
  #file(user: User, now: Ns): void {
    const item = user.asked.shift();
    if (!item) return;
    this.#got(item.number, now);
    if (user.asked.length === 0) this.#finish(now);
  }
  #sends(reason: string, asks: number, bytes: number, now: Ns): void {
    this.#contentBytes += bytes;
    this.#calls.note(now, reason, { asks, contentBytes: this.#contentBytes });
  }
  #got(number: number, now: Ns): void {
    const tookNs = now - this.#since[number]!;
    this.#calls.item(now, 'read', number, tookNs, { got: (this.#items += 1) });
  }
  /** All is done: nobody asks any more, and all hang up. */
  #finish(now: Ns): void {
    if (this.done) return;
    this.done = true;
    for (const { end } of this.#users) end.hangUp(now);
  }
}
