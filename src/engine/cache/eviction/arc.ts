import { Lists } from './lists.ts';
import type { ListView, Policy, PolicySetup } from './policy.ts';
import { Room } from './room.ts';

const ABSENT = 0;
const T1 = 1;
const T2 = 2;
const B1 = 3;
const B2 = 4;

/**
 * Adaptive replacement cache. N. Megiddo, D. S. Modha, ARC: A Self-Tuning, Low Overhead Replacement Cache, FAST 2003, Figure 4.
 *
 * The paper's p is a real number that moves by max(1, |B2| / |B1|) and back. Here the quotient is rounded down, so that p stays
 * an integer: never less than the paper's least step of 1, and the same in every engine.
 *
 * The paper knows pages of one size. Where objects have sizes, lengths of lists, p and c are bytes, p moves by so many times the size of
 * the object, and each step that makes room is repeated until there is enough of it.
 */
export class Arc implements Policy {
  readonly id = 'arc';
  readonly #room: Room;
  readonly #capacity: number;
  readonly #where: Uint8Array;
  readonly #lists: Lists;
  /** Length of each list, by its number. */
  readonly #length = new Float64Array(5);
  /** Target length of T1. */
  #p = 0;

  constructor(setup: PolicySetup) {
    this.#room = new Room(setup);
    this.#capacity = setup.capacity;
    this.#where = new Uint8Array(setup.objects);
    this.#lists = new Lists(setup.objects, 5);
  }

  get used(): number {
    return this.#room.used;
  }

  request(key: number): boolean {
    const where = this.#where[key]!;
    const length = this.#length;
    if (where === T2) {
      // Figure 4, case I: a hit moves to the most recently used end of T2.
      this.#lists.moveToFront(T2, key);
      return true;
    }
    if (where === T1) {
      this.#move(key, T2);
      return true;
    }
    const room = this.#room;
    if (!room.admits(key)) return false;
    if (where === B1) {
      // Figure 4, case II: T1 was too small.
      const step = Math.max(1, Math.floor(length[B2]! / length[B1]!)) * room.sizeOf(key);
      this.#p = Math.min(this.#p + step, this.#capacity);
      while (!room.fits(key)) this.#replace(false);
      this.#move(key, T2);
    } else if (where === B2) {
      // Figure 4, case III: T2 was too small.
      const step = Math.max(1, Math.floor(length[B1]! / length[B2]!)) * room.sizeOf(key);
      this.#p = Math.max(this.#p - step, 0);
      while (!room.fits(key)) this.#replace(true);
      this.#move(key, T2);
    } else {
      this.#makeRoom(key);
      this.#move(key, T1);
    }
    room.take(key);
    return false;
  }

  /** Figure 4, case IV: a key that no list knows. */
  #makeRoom(key: number): void {
    const length = this.#length;
    const lists = this.#lists;
    const size = this.#room.sizeOf(key);
    // case A: L1, which is T1 and B1, holds c already; B1 forgets first, and where it is empty T1 gives without a trace
    while (length[T1]! + length[B1]! + size > this.#capacity) {
      if (lists.isEmpty(B1)) this.#evict(T1, ABSENT);
      else this.#move(lists.last(B1), ABSENT);
    }
    // case B: all four together hold 2c
    const others = length[T1]! + length[T2]! + length[B1]! + size;
    while (others + length[B2]! > 2 * this.#capacity && !lists.isEmpty(B2))
      this.#move(lists.last(B2), ABSENT);
    while (!this.#room.fits(key)) this.#replace(false);
  }

  /** Figure 4, REPLACE(x, p): the tail of T1 goes to B1 where T1 is over its target, else that of T2 to B2. */
  #replace(inB2: boolean): void {
    const t1 = this.#length[T1]!;
    const over = t1 > this.#p || (inB2 && t1 === this.#p);
    if ((t1 >= 1 && over) || this.#lists.isEmpty(T2)) this.#evict(T1, B1);
    else this.#evict(T2, B2);
  }

  #evict(from: number, to: number): void {
    const victim = this.#lists.last(from);
    this.#move(victim, to);
    this.#room.evict(victim, from === T1 ? 't1' : 't2');
  }

  /** From wherever it is to the most recently used end of `list`. */
  #move(key: number, list: number): void {
    const from = this.#where[key]!;
    const size = this.#room.sizeOf(key);
    if (from !== ABSENT) {
      this.#lists.remove(key);
      this.#length[from]! -= size;
    }
    this.#where[key] = list;
    if (list === ABSENT) return;
    this.#lists.pushFront(list, key);
    this.#length[list]! += size;
  }

  lists(): readonly ListView[] {
    return [
      { id: 't2', keys: this.#lists.keys(T2) },
      { id: 't1', keys: this.#lists.keys(T1) },
      { id: 'b1', keys: this.#lists.keys(B1), ghost: true },
      { id: 'b2', keys: this.#lists.keys(B2), ghost: true },
    ];
  }
}
