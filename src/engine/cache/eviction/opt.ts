import type { ListView, Policy, PolicySetup } from './policy.ts';
import { Room } from './room.ts';

/**
 * OPT, which Belady called MIN: the object goes whose next use lies furthest ahead. L. A. Belady, A Study of Replacement Algorithms for a
 * Virtual-Storage Computer, IBM Systems Journal 5(2), 1966; that no policy misses less: Mattson et al. 1970. It needs to know the future, which
 * no cache does: a bound to measure the others by. Of keys never asked for again the one with the highest number goes.
 *
 * Where objects have sizes it does the same, until there is room, but is then no longer the best possible: that is NP-hard.
 *
 * Each key held is known by its next use, no two by the same: a bit in a bitmap over all requests, with bitmaps over its words
 * above it, so that the highest is found in a few steps. Bits of the past are left where they are, as they lie below all others.
 */
export class Opt implements Policy {
  readonly id = 'opt';
  readonly #room: Room;
  /** Index of the next request for the same key, by request; beyond them all, for the last one, their number plus the key. */
  readonly #next: Int32Array;
  readonly #future: Int32Array;
  readonly #held: Uint8Array;
  /** The finest first; each bit of a coarser one says that the word of the finer one is not 0. */
  readonly #maps: readonly Int32Array[];
  #now = 0;

  /** Throws RangeError where there is no future, or one with keys out of bounds. */
  constructor(setup: PolicySetup) {
    this.#room = new Room(setup);
    const { future, objects } = setup;
    if (!future) throw new RangeError('OPT needs the requests to come');
    this.#future = future;
    const latest = Int32Array.from({ length: objects }, (_, key) => future.length + key);
    this.#next = new Int32Array(future.length);
    for (let i = future.length - 1; i >= 0; i -= 1) {
      const key = future[i]!;
      if (!(key >= 0 && key < objects)) throw new RangeError(`no key ${key}`);
      this.#next[i] = latest[key]!;
      latest[key] = i;
    }
    this.#held = new Uint8Array(objects);
    const maps = [new Int32Array(((future.length + objects - 1) >>> 5) + 1)];
    while (maps.at(-1)!.length > 1) maps.push(new Int32Array(((maps.at(-1)!.length - 1) >>> 5) + 1));
    this.#maps = maps;
  }

  get used(): number {
    return this.#room.used;
  }

  /** Throws RangeError where the key is not the one that was foretold. */
  request(key: number): boolean {
    if (this.#future[this.#now] !== key) throw new RangeError(`request ${this.#now} was to be another key`);
    const next = this.#next[this.#now]!;
    this.#now += 1;
    if (this.#held[key] === 1) {
      this.#set(next);
      return true;
    }
    const room = this.#room;
    if (!room.admits(key)) return false;
    while (!room.fits(key)) this.#evict();
    this.#held[key] = 1;
    this.#set(next);
    room.take(key);
    return false;
  }

  /** Belady 1966, MIN: the one not needed for the longest time to come. */
  #evict(): void {
    let at = 0;
    for (let level = this.#maps.length - 1; level >= 0; level -= 1) {
      at = (at << 5) + 31 - Math.clz32(this.#maps[level]![at]!);
    }
    const victim = at < this.#future.length ? this.#future[at]! : at - this.#future.length;
    this.#clear(at);
    this.#held[victim] = 0;
    this.#room.evict(victim);
  }

  #set(bit: number): void {
    let at = bit;
    for (const map of this.#maps) {
      const word = map[at >>> 5]!;
      map[at >>> 5] = word | (1 << (at & 31));
      if (word !== 0) return;
      at >>>= 5;
    }
  }

  #clear(bit: number): void {
    let at = bit;
    for (const map of this.#maps) {
      const word = map[at >>> 5]! & ~(1 << (at & 31));
      map[at >>> 5] = word;
      if (word !== 0) return;
      at >>>= 5;
    }
  }

  /** The soonest to be asked for again first; the mark says in how many requests, 1 being the very next, -1 for never. */
  lists(): readonly ListView[] {
    const keys: number[] = [];
    const of: number[] = [];
    const [finest] = this.#maps;
    const { length } = this.#future;
    for (let at = this.#now; at < length + this.#held.length; at += 1) {
      if (((finest![at >>> 5]! >>> (at & 31)) & 1) === 0) continue;
      keys.push(at < length ? this.#future[at]! : at - length);
      of.push(at < length ? at - this.#now + 1 : -1);
    }
    return [{ id: 'ahead', keys, marks: { kind: 'next', of } }];
  }
}
