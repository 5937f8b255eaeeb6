import { Lists } from './lists.ts';
import type { ListView, Policy, PolicySetup } from './policy.ts';
import { Room } from './room.ts';

const ABSENT = 0;
const UNVISITED = 1;
const VISITED = 2;
const QUEUE = 0;

/**
 * SIEVE. Y. Zhang, J. Yang, Y. Yue, Y. Vigfusson, K. V. Rashmi, SIEVE is Simpler than LRU: an Efficient Turn-Key
 * Eviction Algorithm for Web Caches, NSDI 2024, Algorithm 1. A queue, a visited bit for each object, one hand.
 */
export class Sieve implements Policy {
  readonly id = 'sieve';
  readonly #room: Room;
  readonly #state: Uint8Array;
  readonly #lists: Lists;
  readonly #end: number;
  /** What it looks at next. The end of the queue stands for none: then it begins at the tail. */
  #hand: number;

  constructor(setup: PolicySetup) {
    this.#room = new Room(setup);
    this.#state = new Uint8Array(setup.objects);
    this.#lists = new Lists(setup.objects, 1);
    this.#end = this.#lists.end(QUEUE);
    this.#hand = this.#end;
  }

  get used(): number {
    return this.#room.used;
  }

  request(key: number): boolean {
    if (this.#state[key] !== ABSENT) {
      // Algorithm 1, lines 1-2: a hit sets the bit; the object stays where it is.
      this.#state[key] = VISITED;
      return true;
    }
    const room = this.#room;
    if (!room.admits(key)) return false;
    while (!room.fits(key)) this.#evict();
    // Algorithm 1, lines 14-16: a new object comes in at the head with its bit clear; the hand does not follow it.
    this.#state[key] = UNVISITED;
    this.#lists.pushFront(QUEUE, key);
    room.take(key);
    return false;
  }

  #evict(): void {
    const state = this.#state;
    const lists = this.#lists;
    // Algorithm 1, lines 5-7: from the hand, or from the tail where there is none.
    let key = this.#hand === this.#end ? lists.last(QUEUE) : this.#hand;
    // Algorithm 1, lines 8-12: clear set bits towards the head, and past it begin again at the tail.
    while (state[key] === VISITED) {
      state[key] = UNVISITED;
      this.#hand = lists.previous(key);
      this.#room.spare(key);
      key = this.#hand === this.#end ? lists.last(QUEUE) : this.#hand;
    }
    // Algorithm 1, line 13: the hand moves on and the object is discarded.
    this.#hand = lists.previous(key);
    lists.remove(key);
    state[key] = ABSENT;
    this.#room.evict(key);
  }

  lists(): readonly ListView[] {
    const keys = this.#lists.keys(QUEUE);
    const marks = { kind: 'bit' as const, of: keys.map((key) => Number(this.#state[key] === VISITED)) };
    if (keys.length === 0) return [{ id: 'queue', keys, marks }];
    const hand = this.#hand === this.#end ? keys.length - 1 : keys.indexOf(this.#hand);
    return [{ id: 'queue', keys, marks, hand }];
  }
}
