import type { ListView, Policy, PolicySetup } from './policy.ts';
import { Room } from './room.ts';

const NONE = -1;

/**
 * LFU with dynamic ageing. M. Arlitt, L. Cherkasova, J. Dilley, R. Friedrich, T. Jin, Evaluating Content Management
 * Techniques for Web Proxy Caches, ACM SIGMETRICS Performance Evaluation Review 27(4), 2000: an object's key is K = F + L
 * (its GreedyDual form with a cost of 1 and no size), F counted while it is held and L, the cache's age, the K of the object evicted last. A
 * favourite of yesterday stays behind as L rises. K is reckoned when the object is asked for; of equal K, the one used longest ago goes.
 *
 * No K is below L, and L never falls: so the objects lie in piles by K, the piles in a ring from L on, and looking for the
 * lowest only ever goes forward. Each K is at most the number of requests made.
 */
export class LfuDa implements Policy {
  readonly id = 'lfu-da';
  readonly #room: Room;
  /** Of each key: its K, 0 where it is not held. */
  readonly #rank: Int32Array;
  readonly #frequency: Int32Array;
  /** Within its pile: towards the earlier and the later used. */
  readonly #earlier: Int32Array;
  readonly #later: Int32Array;
  /** Earliest and latest used of each pile, by K modulo their number, a power of two. */
  #earliest = new Int32Array(64).fill(NONE);
  #latest = new Int32Array(64).fill(NONE);
  #age = 0;

  constructor(setup: PolicySetup) {
    this.#room = new Room(setup);
    this.#rank = new Int32Array(setup.objects);
    this.#frequency = new Int32Array(setup.objects);
    this.#earlier = new Int32Array(setup.objects);
    this.#later = new Int32Array(setup.objects);
  }

  get used(): number {
    return this.#room.used;
  }

  request(key: number): boolean {
    if (this.#rank[key] !== 0) {
      this.#take(key);
      this.#frequency[key]! += 1;
      this.#put(key);
      return true;
    }
    const room = this.#room;
    if (!room.admits(key)) return false;
    while (!room.fits(key)) this.#evict();
    this.#frequency[key] = 1;
    this.#put(key);
    room.take(key);
    return false;
  }

  /** Arlitt 2000: the lowest K goes, and becomes L. */
  #evict(): void {
    const mask = this.#earliest.length - 1;
    while (this.#earliest[this.#age & mask] === NONE) this.#age += 1;
    const victim = this.#earliest[this.#age & mask]!;
    this.#take(victim);
    this.#rank[victim] = 0;
    this.#room.evict(victim);
  }

  /** Arlitt 2000: K = F + L, as the latest used of its pile. */
  #put(key: number): void {
    const rank = this.#frequency[key]! + this.#age;
    while (rank - this.#age >= this.#earliest.length) this.#widen();
    const pile = rank & (this.#earliest.length - 1);
    const before = this.#latest[pile]!;
    this.#rank[key] = rank;
    this.#earlier[key] = before;
    this.#later[key] = NONE;
    this.#latest[pile] = key;
    if (before === NONE) this.#earliest[pile] = key;
    else this.#later[before] = key;
  }

  #take(key: number): void {
    const pile = this.#rank[key]! & (this.#earliest.length - 1);
    const earlier = this.#earlier[key]!;
    const later = this.#later[key]!;
    if (earlier === NONE) this.#earliest[pile] = later;
    else this.#later[earlier] = later;
    if (later === NONE) this.#latest[pile] = earlier;
    else this.#earlier[later] = earlier;
  }

  /** Twice as many piles, each where its K now belongs. */
  #widen(): void {
    const ends = [this.#earliest, this.#latest];
    const { length } = this.#earliest;
    this.#earliest = new Int32Array(2 * length).fill(NONE);
    this.#latest = new Int32Array(2 * length).fill(NONE);
    for (let pile = 0; pile < length; pile += 1) {
      const key = ends[0]![pile]!;
      if (key === NONE) continue;
      const wider = this.#rank[key]! & (2 * length - 1);
      this.#earliest[wider] = key;
      this.#latest[wider] = ends[1]![pile]!;
    }
  }

  /** By K, and of equal K the latest used first; the mark is K. */
  lists(): readonly ListView[] {
    const piles = [...this.#latest].filter((key) => key !== NONE);
    piles.sort((a, b) => this.#rank[b]! - this.#rank[a]!);
    const keys: number[] = [];
    for (const latest of piles) {
      for (let key = latest; key !== NONE; key = this.#earlier[key]!) keys.push(key);
    }
    return [{ id: 'ranks', keys, marks: { kind: 'count', of: keys.map((key) => this.#rank[key]!) } }];
  }
}
