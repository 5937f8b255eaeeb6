import { Lists } from './lists.ts';
import type { ListView, Policy, PolicySetup } from './policy.ts';
import { Room } from './room.ts';

const STACK = 0;

/**
 * Least recently used. R. L. Mattson, J. Gecsei, D. R. Slutz, I. L. Traiger, Evaluation Techniques for Storage
 * Hierarchies, IBM Systems Journal 9(2), 1970: a stack algorithm, so that a larger cache holds all that a smaller one does.
 */
export class Lru implements Policy {
  readonly id = 'lru';
  readonly #room: Room;
  readonly #lists: Lists;

  constructor(setup: PolicySetup) {
    this.#room = new Room(setup);
    this.#lists = new Lists(setup.objects, 1);
  }

  get used(): number {
    return this.#room.used;
  }

  request(key: number): boolean {
    if (this.#lists.has(key)) {
      // Mattson 1970, "LRU stack": the page asked for moves to the top, those above it move down by one.
      this.#lists.moveToFront(STACK, key);
      return true;
    }
    const room = this.#room;
    if (!room.admits(key)) return false;
    while (!room.fits(key)) this.#evict();
    this.#lists.pushFront(STACK, key);
    room.take(key);
    return false;
  }

  /** Mattson 1970: the page at the bottom, which has not been asked for longest, is pushed out. */
  #evict(): void {
    const victim = this.#lists.last(STACK);
    this.#lists.drop(victim);
    this.#room.evict(victim);
  }

  lists(): readonly ListView[] {
    return [{ id: 'queue', keys: this.#lists.keys(STACK) }];
  }
}
