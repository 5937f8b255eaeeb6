import { Links } from './links.ts';
import { checkSetup, type ListView, type Policy, type PolicySetup, type Witness } from './policy.ts';

const NOWHERE = 0;
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
 * A key is its own slot in the lists; list L has its sentinel at `base + L`.
 */
export class Arc implements Policy {
  readonly id = 'arc';
  size = 0;
  readonly #capacity: number;
  readonly #base: number;
  readonly #where: Uint8Array;
  readonly #links: Links;
  /** Length of each list, by its number. */
  readonly #length = new Int32Array(5);
  readonly #witness: Witness | undefined;
  /** Target size of T1. */
  #p = 0;

  constructor(setup: PolicySetup) {
    checkSetup(setup);
    const { capacity, objects } = setup;
    this.#capacity = capacity;
    this.#base = objects - 1;
    this.#where = new Uint8Array(objects);
    this.#links = new Links(objects, 4);
    this.#witness = setup.witness;
  }

  request(key: number): boolean {
    const where = this.#where[key]!;
    const length = this.#length;
    if (where === T1 || where === T2) {
      // Figure 4, case I: a hit moves to the most recently used end of T2.
      this.#move(key, T2);
      return true;
    }
    if (where === B1) {
      // Figure 4, case II: T1 was too small.
      const step = Math.max(1, Math.floor(length[B2]! / length[B1]!));
      this.#p = Math.min(this.#p + step, this.#capacity);
      this.#replace(false);
      this.#move(key, T2);
    } else if (where === B2) {
      // Figure 4, case III: T2 was too small.
      const step = Math.max(1, Math.floor(length[B1]! / length[B2]!));
      this.#p = Math.max(this.#p - step, 0);
      this.#replace(true);
      this.#move(key, T2);
    } else {
      this.#makeRoom();
      this.#move(key, T1);
    }
    this.size += 1;
    return false;
  }

  /** Figure 4, case IV: a key that no list knows. */
  #makeRoom(): void {
    const length = this.#length;
    const t1 = length[T1]!;
    const b1 = length[B1]!;
    const all = t1 + b1 + length[T2]! + length[B2]!;
    const capacity = this.#capacity;
    if (t1 + b1 === capacity) {
      // case A: L1 holds c already
      if (t1 < capacity) {
        this.#move(this.#tail(B1), NOWHERE);
        this.#replace(false);
      } else {
        this.#evict(T1, NOWHERE);
      }
    } else if (all >= capacity) {
      // case B: L1 holds fewer
      if (all === 2 * capacity) this.#move(this.#tail(B2), NOWHERE);
      this.#replace(false);
    }
  }

  /** Figure 4, REPLACE(x, p): the tail of T1 goes to B1 where T1 is over its target, else that of T2 to B2. */
  #replace(inB2: boolean): void {
    const t1 = this.#length[T1]!;
    if (t1 >= 1 && (t1 > this.#p || (inB2 && t1 === this.#p))) this.#evict(T1, B1);
    else this.#evict(T2, B2);
  }

  #evict(from: number, to: number): void {
    const victim = this.#tail(from);
    this.#move(victim, to);
    this.size -= 1;
    this.#witness?.evicted(victim);
  }

  #tail(list: number): number {
    return this.#links.prev[this.#base + list]!;
  }

  /** From wherever it is to the most recently used end of `list`. */
  #move(key: number, list: number): void {
    const from = this.#where[key]!;
    if (from !== NOWHERE) {
      this.#links.remove(key);
      this.#length[from]! -= 1;
    }
    this.#where[key] = list;
    if (list === NOWHERE) return;
    this.#links.insertAfter(this.#base + list, key);
    this.#length[list]! += 1;
  }

  lists(): readonly ListView[] {
    const keys = (list: number) => this.#links.slots(this.#base + list);
    return [
      { id: 't1', keys: keys(T1) },
      { id: 't2', keys: keys(T2) },
      { id: 'b1', keys: keys(B1), ghost: true },
      { id: 'b2', keys: keys(B2), ghost: true },
    ];
  }
}
