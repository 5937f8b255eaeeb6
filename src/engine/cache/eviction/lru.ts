import { Links } from './links.ts';
import {
  ABSENT,
  absent,
  checkSetup,
  type ListView,
  type Policy,
  type PolicySetup,
  type Witness,
} from './policy.ts';

/**
 * Least recently used. R. L. Mattson, J. Gecsei, D. R. Slutz, I. L. Traiger, Evaluation Techniques for Storage
 * Hierarchies, IBM Systems Journal 9(2), 1970: a stack algorithm, so that a larger cache holds all that a smaller one does.
 */
export class Lru implements Policy {
  readonly id = 'lru';
  size = 0;
  readonly #capacity: number;
  readonly #slotOf: Int32Array;
  readonly #keyOf: Int32Array;
  readonly #links: Links;
  readonly #witness: Witness | undefined;

  constructor(setup: PolicySetup) {
    checkSetup(setup);
    this.#capacity = setup.capacity;
    this.#slotOf = absent(setup.objects);
    this.#keyOf = new Int32Array(setup.capacity);
    this.#links = new Links(setup.capacity, 1);
    this.#witness = setup.witness;
  }

  request(key: number): boolean {
    const links = this.#links;
    const sentinel = this.#capacity;
    let slot = this.#slotOf[key]!;
    if (slot !== ABSENT) {
      // Mattson 1970, "LRU stack": the page asked for moves to the top, those above it move down by one.
      if (links.next[sentinel] !== slot) {
        links.remove(slot);
        links.insertAfter(sentinel, slot);
      }
      return true;
    }
    if (this.size === this.#capacity) {
      // Mattson 1970: the page at the bottom, which has not been asked for longest, is pushed out.
      slot = links.prev[sentinel]!;
      const victim = this.#keyOf[slot]!;
      links.remove(slot);
      this.#slotOf[victim] = ABSENT;
      this.size -= 1;
      this.#witness?.evicted(victim);
    } else {
      slot = this.size;
    }
    this.#keyOf[slot] = key;
    this.#slotOf[key] = slot;
    links.insertAfter(sentinel, slot);
    this.size += 1;
    return false;
  }

  lists(): readonly ListView[] {
    return [{ id: 'queue', keys: this.#links.slots(this.#capacity).map((slot) => this.#keyOf[slot]!) }];
  }
}
