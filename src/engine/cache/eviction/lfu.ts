import { Lists } from './lists.ts';
import type { ListView, Policy, PolicySetup } from './policy.ts';
import { Room } from './room.ts';

const RANKS = 0;
const NONE = -1;

/**
 * Least frequently used, counted while a key is held: a key that comes back begins again at 1.
 * K. Shah, A. Mitra, D. Matani, An O(1) Algorithm for Implementing the LFU Cache Eviction Scheme, 2010 (arXiv
 * 2110.11602): groups of equal count in a list, ascending. The paper leaves ties open; here, of several keys with the lowest
 * count the one whose last use is longest ago goes.
 *
 * All keys held stand in one list, highest count first and, within a count, the latest use first. A group is a stretch of it,
 * known by its first and last key; there are never more groups than keys.
 */
export class Lfu implements Policy {
  readonly id = 'lfu';
  readonly #room: Room;
  readonly #lists: Lists;
  readonly #end: number;
  /** Of each key; NONE where it is not held. */
  readonly #groupOf: Int32Array;
  readonly #count: Int32Array;
  readonly #first: Int32Array;
  readonly #last: Int32Array;
  /** Groups not in use, a stack. */
  readonly #free: Int32Array;
  #freeSize: number;

  constructor(setup: PolicySetup) {
    this.#room = new Room(setup);
    this.#lists = new Lists(setup.objects, 1);
    this.#end = this.#lists.end(RANKS);
    this.#groupOf = new Int32Array(setup.objects).fill(NONE);
    // one more than keys: a key's new group is opened before its old one closes
    const groups = this.#room.most + 1;
    this.#count = new Int32Array(groups);
    this.#first = new Int32Array(groups);
    this.#last = new Int32Array(groups);
    this.#free = Int32Array.from({ length: groups }, (_, group) => group);
    this.#freeSize = groups;
  }

  get used(): number {
    return this.#room.used;
  }

  request(key: number): boolean {
    const group = this.#groupOf[key]!;
    if (group !== NONE) {
      this.#promote(key, group);
      return true;
    }
    const room = this.#room;
    if (!room.admits(key)) return false;
    while (!room.fits(key)) this.#evict();
    this.#insert(key);
    room.take(key);
    return false;
  }

  /** Shah 2010, ACCESS: the key leaves its group for that of the next higher count, opened where there is none. */
  #promote(key: number, group: number): void {
    const lists = this.#lists;
    const first = this.#first[group]!;
    const count = this.#count[group]! + 1;
    const above = lists.previous(first);
    const target = above === this.#end ? NONE : this.#groupOf[above]!;
    const joins = target !== NONE && this.#count[target] === count;
    if (!joins && first === this.#last[group]) {
      this.#count[group] = count; // alone in its group, with none above to join: the group rises as it is
      return;
    }
    const front = joins ? lists.previous(this.#first[target]!) : above;
    this.#leave(key, group);
    if (first !== key || joins) {
      lists.remove(key);
      lists.insertAfter(front, key);
    }
    if (joins) {
      this.#groupOf[key] = target;
      this.#first[target] = key;
    } else {
      this.#open(key, count);
    }
  }

  /** Shah 2010: a new key has count 1. It comes in as the latest of its group, which is the last one. */
  #insert(key: number): void {
    const lists = this.#lists;
    const tail = lists.last(RANKS);
    const group = tail === this.#end ? NONE : this.#groupOf[tail]!;
    if (group !== NONE && this.#count[group] === 1) {
      lists.insertAfter(lists.previous(this.#first[group]!), key);
      this.#groupOf[key] = group;
      this.#first[group] = key;
    } else {
      lists.insertAfter(tail, key);
      this.#open(key, 1);
    }
  }

  /** Shah 2010, GET-LFU-ITEM: from the group of the lowest count; of that one, the key not used for longest. */
  #evict(): void {
    const victim = this.#lists.last(RANKS);
    this.#leave(victim, this.#groupOf[victim]!);
    this.#lists.remove(victim);
    this.#groupOf[victim] = NONE;
    this.#room.evict(victim);
  }

  #open(key: number, count: number): void {
    this.#freeSize -= 1;
    const group = this.#free[this.#freeSize]!;
    this.#count[group] = count;
    this.#first[group] = key;
    this.#last[group] = key;
    this.#groupOf[key] = group;
  }

  /** Takes the key out of its group, before it is taken out of the list. */
  #leave(key: number, group: number): void {
    if (this.#first[group] === this.#last[group]) {
      this.#free[this.#freeSize] = group;
      this.#freeSize += 1;
    } else if (this.#first[group] === key) {
      this.#first[group] = this.#lists.next(key);
    } else if (this.#last[group] === key) {
      this.#last[group] = this.#lists.previous(key);
    }
  }

  lists(): readonly ListView[] {
    const keys = this.#lists.keys(RANKS);
    const of = keys.map((key) => this.#count[this.#groupOf[key]!]!);
    return [{ id: 'ranks', keys, marks: { kind: 'count', of } }];
  }
}
