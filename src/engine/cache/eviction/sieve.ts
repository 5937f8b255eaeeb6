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
 * SIEVE. Y. Zhang, J. Yang, Y. Yue, Y. Vigfusson, K. V. Rashmi, SIEVE is Simpler than LRU: an Efficient Turn-Key
 * Eviction Algorithm for Web Caches, NSDI 2024, Algorithm 1. A queue, a visited bit for each object, one hand.
 */
export class Sieve implements Policy {
  readonly id = 'sieve';
  size = 0;
  readonly #capacity: number;
  readonly #slotOf: Int32Array;
  readonly #keyOf: Int32Array;
  readonly #visited: Uint8Array;
  readonly #links: Links;
  readonly #witness: Witness | undefined;
  /** Slot that the hand looks at next. The sentinel stands for none: then it begins at the tail. */
  #hand: number;

  constructor(setup: PolicySetup) {
    checkSetup(setup);
    this.#capacity = setup.capacity;
    this.#slotOf = absent(setup.objects);
    this.#keyOf = new Int32Array(setup.capacity);
    this.#visited = new Uint8Array(setup.capacity);
    this.#links = new Links(setup.capacity, 1);
    this.#hand = setup.capacity;
    this.#witness = setup.witness;
  }

  request(key: number): boolean {
    const held = this.#slotOf[key]!;
    if (held !== ABSENT) {
      // Algorithm 1, lines 1-2: a hit sets the bit; the object stays where it is.
      this.#visited[held] = 1;
      return true;
    }
    const slot = this.size < this.#capacity ? this.size : this.#evict();
    this.#keyOf[slot] = key;
    this.#slotOf[key] = slot;
    // Algorithm 1, lines 14-16: a new object comes in at the head with its bit clear; the hand does not follow it.
    this.#visited[slot] = 0;
    this.#links.insertAfter(this.#capacity, slot);
    this.size += 1;
    return false;
  }

  /** Frees a slot. */
  #evict(): number {
    const { prev } = this.#links;
    const none = this.#capacity;
    // Algorithm 1, lines 5-7: from the hand, or from the tail where there is none.
    let slot = this.#hand === none ? prev[none]! : this.#hand;
    // Algorithm 1, lines 8-12: clear set bits towards the head, and past it begin again at the tail.
    while (this.#visited[slot] === 1) {
      this.#visited[slot] = 0;
      this.#hand = prev[slot]!;
      this.#witness?.spared(this.#keyOf[slot]!);
      slot = this.#hand === none ? prev[none]! : this.#hand;
    }
    // Algorithm 1, line 13: the hand moves on and the object is discarded.
    const victim = this.#keyOf[slot]!;
    this.#hand = prev[slot]!;
    this.#links.remove(slot);
    this.#slotOf[victim] = ABSENT;
    this.size -= 1;
    this.#witness?.evicted(victim);
    return slot;
  }

  lists(): readonly ListView[] {
    const slots = this.#links.slots(this.#capacity);
    const queue = {
      id: 'queue',
      keys: slots.map((slot) => this.#keyOf[slot]!),
      marks: { kind: 'bit' as const, of: slots.map((slot) => this.#visited[slot]!) },
    };
    if (slots.length === 0) return [queue];
    return [{ ...queue, hand: this.#hand === this.#capacity ? slots.length - 1 : slots.indexOf(this.#hand) }];
  }
}
