import { Lists } from './lists.ts';
import type { ListView, Policy, PolicySetup } from './policy.ts';
import { Room } from './room.ts';

const ABSENT = 0;
const PROBATION = 1;
const PROTECTED = 2;

/**
 * Segmented LRU. R. Karedla, J. S. Love, B. G. Wherry, Caching Strategies to Improve Disk System Performance, IEEE Computer
 * 27(3), 1994. The paper leaves the size of the protected segment open; here it is four fifths of the cache, rounded down.
 */
export class Slru implements Policy {
  readonly id = 'slru';
  readonly #room: Room;
  readonly #mostProtected: number;
  readonly #where: Uint8Array;
  readonly #lists: Lists;
  #protected = 0;

  constructor(setup: PolicySetup) {
    this.#room = new Room(setup);
    this.#mostProtected = Math.floor((setup.capacity * 4) / 5);
    this.#where = new Uint8Array(setup.objects);
    this.#lists = new Lists(setup.objects, 3);
  }

  get used(): number {
    return this.#room.used;
  }

  request(key: number): boolean {
    const where = this.#where[key]!;
    if (where !== ABSENT) {
      // Karedla 1994: a hit, in whichever segment, moves to the most recently used end of the protected one.
      this.#lists.moveToFront(PROTECTED, key);
      if (where === PROBATION) this.#promoted(key);
      return true;
    }
    const room = this.#room;
    if (!room.admits(key)) return false;
    while (!room.fits(key)) this.#evict();
    // Karedla 1994: data from a miss comes in at the most recently used end of the probationary segment.
    this.#where[key] = PROBATION;
    this.#lists.pushFront(PROBATION, key);
    room.take(key);
    return false;
  }

  /** Karedla 1994: what no longer fits there goes back to the most recently used end of the probationary segment. */
  #promoted(key: number): void {
    this.#where[key] = PROTECTED;
    this.#protected += this.#room.sizeOf(key);
    while (this.#protected > this.#mostProtected) {
      const demoted = this.#lists.last(PROTECTED);
      this.#lists.moveToFront(PROBATION, demoted);
      this.#where[demoted] = PROBATION;
      this.#protected -= this.#room.sizeOf(demoted);
    }
  }

  /**
   * Karedla 1994: the least recently used of the probationary segment. Only where objects have sizes may there be none, and the
   * protected segment gives its own.
   */
  #evict(): void {
    const from = this.#lists.isEmpty(PROBATION) ? PROTECTED : PROBATION;
    const victim = this.#lists.last(from);
    this.#lists.remove(victim);
    this.#where[victim] = ABSENT;
    if (from === PROTECTED) this.#protected -= this.#room.sizeOf(victim);
    this.#room.evict(victim);
  }

  lists(): readonly ListView[] {
    return [
      { id: 'protected', keys: this.#lists.keys(PROTECTED) },
      { id: 'probation', keys: this.#lists.keys(PROBATION) },
    ];
  }
}
