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
 * Least frequently used, counted while a key is held: a key that comes back begins again at 1.
 * K. Shah, A. Mitra, D. Matani, An O(1) Algorithm for Implementing the LFU Cache Eviction Scheme, 2010 (arXiv
 * 2110.11602): groups of equal count in a list, ascending. The paper leaves ties open; here, of several keys with the lowest
 * count the one whose last use is longest ago goes.
 *
 * All slots stand in one list, highest count first and, within a count, the latest use first. A group is a stretch of it,
 * known by its first and last slot; there are never more groups than slots.
 */
export class Lfu implements Policy {
  readonly id = 'lfu';
  size = 0;
  readonly #capacity: number;
  readonly #slotOf: Int32Array;
  readonly #keyOf: Int32Array;
  readonly #links: Links;
  readonly #witness: Witness | undefined;
  readonly #groupOf: Int32Array;
  readonly #count: Int32Array;
  readonly #first: Int32Array;
  readonly #last: Int32Array;
  /** Groups not in use, a stack. */
  readonly #free: Int32Array;
  #freeSize: number;

  constructor(setup: PolicySetup) {
    checkSetup(setup);
    const { capacity } = setup;
    this.#capacity = capacity;
    this.#slotOf = absent(setup.objects);
    this.#keyOf = new Int32Array(capacity);
    this.#links = new Links(capacity, 1);
    this.#witness = setup.witness;
    this.#groupOf = new Int32Array(capacity);
    // one more than slots: a slot's new group is opened before its old one closes
    this.#count = new Int32Array(capacity + 1);
    this.#first = new Int32Array(capacity + 1);
    this.#last = new Int32Array(capacity + 1);
    this.#free = Int32Array.from({ length: capacity + 1 }, (_, group) => group);
    this.#freeSize = capacity + 1;
  }

  request(key: number): boolean {
    const held = this.#slotOf[key]!;
    if (held !== ABSENT) {
      this.#promote(held);
      return true;
    }
    const slot = this.size < this.#capacity ? this.size : this.#evict();
    this.#keyOf[slot] = key;
    this.#slotOf[key] = slot;
    this.#insert(slot);
    this.size += 1;
    return false;
  }

  /** Shah 2010, ACCESS: the key leaves its group for that of the next higher count, opened where there is none. */
  #promote(slot: number): void {
    const sentinel = this.#capacity;
    const group = this.#groupOf[slot]!;
    const count = this.#count[group]! + 1;
    const above = this.#links.prev[this.#first[group]!]!;
    const target = above === sentinel ? ABSENT : this.#groupOf[above]!;
    const joins = target !== ABSENT && this.#count[target] === count;
    if (!joins && this.#first[group] === this.#last[group]) {
      this.#count[group] = count; // alone in its group, with none above to join: the group rises as it is
      return;
    }
    const front = this.#links.prev[joins ? this.#first[target]! : this.#first[group]!]!;
    this.#leave(slot, group);
    this.#links.remove(slot);
    // if the slot itself was the first of its group, `front` is still the one before it
    this.#links.insertAfter(front, slot);
    if (joins) {
      this.#groupOf[slot] = target;
      this.#first[target] = slot;
    } else {
      this.#open(slot, count);
    }
  }

  /** Shah 2010: a new key has count 1. It comes in as the latest of its group, which is the last one. */
  #insert(slot: number): void {
    const tail = this.#links.prev[this.#capacity]!;
    const group = tail === this.#capacity ? ABSENT : this.#groupOf[tail]!;
    if (group !== ABSENT && this.#count[group] === 1) {
      this.#links.insertAfter(this.#links.prev[this.#first[group]!]!, slot);
      this.#groupOf[slot] = group;
      this.#first[group] = slot;
    } else {
      this.#links.insertAfter(tail, slot);
      this.#open(slot, 1);
    }
  }

  /** Shah 2010, GET-LFU-ITEM: from the group of the lowest count; of that one, the key not used for longest. */
  #evict(): number {
    const slot = this.#links.prev[this.#capacity]!;
    const victim = this.#keyOf[slot]!;
    this.#leave(slot, this.#groupOf[slot]!);
    this.#links.remove(slot);
    this.#slotOf[victim] = ABSENT;
    this.size -= 1;
    this.#witness?.evicted(victim);
    return slot;
  }

  #open(slot: number, count: number): void {
    this.#freeSize -= 1;
    const group = this.#free[this.#freeSize]!;
    this.#count[group] = count;
    this.#first[group] = slot;
    this.#last[group] = slot;
    this.#groupOf[slot] = group;
  }

  /** Takes the slot out of its group, before it is taken out of the list. */
  #leave(slot: number, group: number): void {
    if (this.#first[group] === this.#last[group]) {
      this.#free[this.#freeSize] = group;
      this.#freeSize += 1;
    } else if (this.#first[group] === slot) {
      this.#first[group] = this.#links.next[slot]!;
    } else if (this.#last[group] === slot) {
      this.#last[group] = this.#links.prev[slot]!;
    }
  }

  lists(): readonly ListView[] {
    const slots = this.#links.slots(this.#capacity);
    return [
      {
        id: 'ranks',
        keys: slots.map((slot) => this.#keyOf[slot]!),
        marks: { kind: 'count', of: slots.map((slot) => this.#count[this.#groupOf[slot]!]!) },
      },
    ];
  }
}
