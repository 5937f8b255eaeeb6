import { Links } from './links.ts';
import { checkSetup, type ListView, type Policy, type PolicySetup, type Witness } from './policy.ts';

const NOWHERE = 0;
const PROBATION = 1;
const PROTECTED = 2;

/**
 * Segmented LRU. R. Karedla, J. S. Love, B. G. Wherry, Caching Strategies to Improve Disk System Performance, IEEE Computer
 * 27(3), 1994. The paper leaves the size of the protected segment open; here it is four fifths of the cache, rounded down.
 *
 * A key is its own slot in the lists: one entry for each object, and none to hand out.
 */
export class Slru implements Policy {
  readonly id = 'slru';
  size = 0;
  readonly #capacity: number;
  readonly #mostProtected: number;
  readonly #where: Uint8Array;
  readonly #links: Links;
  readonly #probation: number;
  readonly #protected: number;
  readonly #witness: Witness | undefined;
  #protectedSize = 0;

  constructor(setup: PolicySetup) {
    checkSetup(setup);
    const { capacity, objects } = setup;
    this.#capacity = capacity;
    this.#mostProtected = Math.floor((capacity * 4) / 5);
    this.#where = new Uint8Array(objects);
    this.#links = new Links(objects, 2);
    this.#probation = objects;
    this.#protected = objects + 1;
    this.#witness = setup.witness;
  }

  request(key: number): boolean {
    const where = this.#where[key]!;
    if (where !== NOWHERE) {
      this.#protect(key, where);
      return true;
    }
    if (this.size === this.#capacity) this.#evict();
    // Karedla 1994: data from a miss comes in at the most recently used end of the probationary segment.
    this.#where[key] = PROBATION;
    this.#links.insertAfter(this.#probation, key);
    this.size += 1;
    return false;
  }

  /** Karedla 1994: a hit, in whichever segment, moves to the most recently used end of the protected one. */
  #protect(key: number, where: number): void {
    const links = this.#links;
    links.remove(key);
    links.insertAfter(this.#protected, key);
    if (where === PROTECTED) return;
    this.#where[key] = PROTECTED;
    this.#protectedSize += 1;
    if (this.#protectedSize <= this.#mostProtected) return;
    // Karedla 1994: what no longer fits there goes back to the most recently used end of the probationary one.
    const demoted = links.prev[this.#protected]!;
    links.remove(demoted);
    links.insertAfter(this.#probation, demoted);
    this.#where[demoted] = PROBATION;
    this.#protectedSize -= 1;
  }

  /** Karedla 1994: the least recently used of the probationary segment, which is never empty in a full cache. */
  #evict(): void {
    const victim = this.#links.prev[this.#probation]!;
    this.#links.remove(victim);
    this.#where[victim] = NOWHERE;
    this.size -= 1;
    this.#witness?.evicted(victim);
  }

  lists(): readonly ListView[] {
    return [
      { id: 'probation', keys: this.#links.slots(this.#probation) },
      { id: 'protected', keys: this.#links.slots(this.#protected) },
    ];
  }
}
