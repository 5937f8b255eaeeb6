import type { Ns } from './time.ts';

const ARITY = 4;

/**
 * What happens next. Events leave in the total order (time, sequence number): of two at the same time the one
 * that was put in first. A 4-ary heap in typed arrays: no operation allocates unless the queue has to grow.
 * The event itself stays where it was put; only its slot number moves through the heap.
 */
export class EventQueue<T> {
  #size = 0;
  #sequence = 0;
  #times: Float64Array;
  #sequences: Float64Array;
  #slots: Int32Array;
  /** Slots that hold no event, a stack of which `#freeTop` are in use. */
  #free: Int32Array;
  #freeTop: number;
  #events: (T | undefined)[];
  /** Time of the event that `pop` gave last. */
  now: Ns = 0;

  constructor(capacity = 64) {
    this.#times = new Float64Array(capacity);
    this.#sequences = new Float64Array(capacity);
    this.#slots = new Int32Array(capacity);
    this.#free = Int32Array.from({ length: capacity }, (_, index) => index);
    this.#freeTop = capacity;
    this.#events = new Array<T | undefined>(capacity).fill(undefined);
  }

  get size(): number {
    return this.#size;
  }

  /** Time of the next event; Infinity where there is none. */
  get nextAt(): Ns {
    return this.#size === 0 ? Infinity : this.#times[0]!;
  }

  /** Throws RangeError where `at` lies before the event that is being handled: time does not run backwards. */
  push(at: Ns, event: T): void {
    if (!(at >= this.now)) throw new RangeError(`event at ${at} ns, but it is ${this.now} ns already`);
    if (this.#size === this.#times.length) this.#grow();
    const slot = this.#free[--this.#freeTop]!;
    this.#events[slot] = event;
    this.#rise(this.#size++, at, this.#sequence++, slot);
  }

  /** The next event, or undefined where there is none; `now` is its time from here on. */
  pop(): T | undefined {
    if (this.#size === 0) return undefined;
    const slot = this.#slots[0]!;
    this.now = this.#times[0]!;
    const event = this.#events[slot];
    this.#events[slot] = undefined;
    this.#free[this.#freeTop++] = slot;
    const last = --this.#size;
    if (last > 0) this.#sink(this.#times[last]!, this.#sequences[last]!, this.#slots[last]!);
    return event;
  }

  /** Puts an entry at `hole` or above: parents that come later move down. A new entry has the highest sequence number. */
  #rise(start: number, at: Ns, sequence: number, slot: number): void {
    const times = this.#times;
    let hole = start;
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      if (times[parent]! <= at) break;
      this.#move(parent, hole);
      hole = parent;
    }
    times[hole] = at;
    this.#sequences[hole] = sequence;
    this.#slots[hole] = slot;
  }

  /** Puts an entry at the root or below: the earliest child moves up. */
  #sink(at: Ns, sequence: number, slot: number): void {
    const times = this.#times;
    const sequences = this.#sequences;
    const size = this.#size;
    let hole = 0;
    for (;;) {
      const first = hole * ARITY + 1;
      if (first >= size) break;
      let least = first;
      let leastAt = times[first]!;
      const end = first + ARITY < size ? first + ARITY : size;
      for (let child = first + 1; child < end; child += 1) {
        const childAt = times[child]!;
        if (childAt < leastAt || (childAt === leastAt && sequences[child]! < sequences[least]!)) {
          least = child;
          leastAt = childAt;
        }
      }
      if (at < leastAt || (at === leastAt && sequence < sequences[least]!)) break;
      this.#move(least, hole);
      hole = least;
    }
    times[hole] = at;
    sequences[hole] = sequence;
    this.#slots[hole] = slot;
  }

  #move(from: number, to: number): void {
    this.#times[to] = this.#times[from]!;
    this.#sequences[to] = this.#sequences[from]!;
    this.#slots[to] = this.#slots[from]!;
  }

  #grow(): void {
    const capacity = this.#times.length;
    const wider = <A extends Float64Array | Int32Array>(array: A, made: A): A => (made.set(array), made);
    this.#times = wider(this.#times, new Float64Array(capacity * 2));
    this.#sequences = wider(this.#sequences, new Float64Array(capacity * 2));
    this.#slots = wider(this.#slots, new Int32Array(capacity * 2));
    this.#free = new Int32Array(capacity * 2);
    for (let slot = capacity; slot < capacity * 2; slot += 1) {
      this.#free[this.#freeTop++] = slot;
      this.#events.push(undefined);
    }
  }
}
