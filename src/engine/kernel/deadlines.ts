import type { Ns } from './time.ts';

/** What may wait. `place` is kept by the queue that it waits in: a map from things to places would cost more than all the rest. */
export interface Placed {
  /** At first, and whenever it does not wait, NOWHERE. */
  place: number;
}
export const NOWHERE = -1;

/** Children of a place: with four, half as many things are moved on the way down as with two. */
const ARITY = 4;

/**
 * When each of many things is to be looked at next: a heap in which every thing stands once at most (and in no other such queue) and may be moved.
 * Setting, moving and clearing take logarithmic time, asking for the earliest takes none, and ten thousand that wait cost nothing.
 */
export class Deadlines<T extends Placed> {
  readonly #items: T[] = [];
  readonly #times: Ns[] = [];

  get size(): number {
    return this.#items.length;
  }

  /** Time of the earliest; Infinity where there is none. */
  get nextAt(): Ns {
    return this.#times[0] ?? Infinity;
  }

  /** Puts the item there, or moves it; null takes it out. */
  set(item: T, at: Ns | null): void {
    const { place } = item;
    if (at === null) {
      if (place !== NOWHERE) this.#remove(place);
    } else if (place === NOWHERE) {
      this.#items.push(item);
      this.#times.push(at);
      this.#rise(this.#items.length - 1, item, at);
    } else if (at < this.#times[place]!) this.#rise(place, item, at);
    else if (at > this.#times[place]!) this.#sink(place, item, at);
  }

  /** Takes out one whose time has come (of several at the same time, any); undefined where there is none. */
  take(now: Ns): T | undefined {
    if (!(this.nextAt <= now)) return undefined;
    const item = this.#items[0]!;
    this.#remove(0);
    return item;
  }

  #remove(place: number): void {
    this.#items[place]!.place = NOWHERE;
    const item = this.#items.pop()!;
    const at = this.#times.pop()!;
    if (place === this.#items.length) return;
    const parent = (place - 1) >> 2;
    if (place > 0 && at < this.#times[parent]!) this.#rise(place, item, at);
    else this.#sink(place, item, at);
  }

  #rise(from: number, item: T, at: Ns): void {
    let hole = from;
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      if (this.#times[parent]! <= at) break;
      this.#put(hole, this.#items[parent]!, this.#times[parent]!);
      hole = parent;
    }
    this.#put(hole, item, at);
  }

  #sink(from: number, item: T, at: Ns): void {
    let hole = from;
    const times = this.#times;
    for (;;) {
      const first = ARITY * hole + 1;
      if (first >= times.length) break;
      const end = Math.min(first + ARITY, times.length);
      let child = first;
      for (let other = first + 1; other < end; other += 1) if (times[other]! < times[child]!) child = other;
      if (at <= times[child]!) break;
      this.#put(hole, this.#items[child]!, times[child]!);
      hole = child;
    }
    this.#put(hole, item, at);
  }

  #put(place: number, item: T, at: Ns): void {
    this.#items[place] = item;
    this.#times[place] = at;
    item.place = place;
  }
}
