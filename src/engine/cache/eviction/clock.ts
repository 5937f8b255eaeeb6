import { Lists } from './lists.ts';
import type { ListView, Policy, PolicySetup } from './policy.ts';
import { Room } from './room.ts';

const ABSENT = 0;
const CLEAR = 1;
const SET = 2;
const RING = 0;

/**
 * CLOCK, also second chance or FIFO-reinsertion. F. J. Corbató, A Paging Experiment with the Multics System, MIT Project
 * MAC report MAC-M-384, 1968. Pages in a ring, a bit for each, one hand.
 *
 * A key comes in with its bit clear, as caches of objects do it. In Multics the hardware sets the bit when the
 * instruction that faulted is tried again, so that a page there comes in with its bit set.
 *
 * The ring is a list whose end is no place of its own: with objects of one size, a key takes the very place of the one evicted for it.
 */
export class Clock implements Policy {
  readonly id = 'clock';
  readonly #room: Room;
  readonly #bit: Uint8Array;
  readonly #lists: Lists;
  readonly #end: number;
  /** What it looks at next; at the end, the first of the list. New keys come in before it. */
  #hand: number;

  constructor(setup: PolicySetup) {
    this.#room = new Room(setup);
    this.#bit = new Uint8Array(setup.objects);
    this.#lists = new Lists(setup.objects, 1);
    this.#end = this.#lists.end(RING);
    this.#hand = this.#end;
  }

  get used(): number {
    return this.#room.used;
  }

  request(key: number): boolean {
    if (this.#bit[key] !== ABSENT) {
      // Corbató 1968: a use sets the bit and moves nothing.
      this.#bit[key] = SET;
      return true;
    }
    const room = this.#room;
    if (!room.admits(key)) return false;
    while (!room.fits(key)) this.#sweep();
    this.#lists.insertAfter(this.#lists.previous(this.#hand), key);
    this.#bit[key] = CLEAR;
    room.take(key);
    return false;
  }

  /** Corbató 1968: a page with its bit on has the bit turned off and is passed by; the first with its bit off is removed. */
  #sweep(): void {
    const bit = this.#bit;
    const lists = this.#lists;
    let key = this.#hand === this.#end ? lists.first(RING) : this.#hand;
    while (bit[key] === SET) {
      bit[key] = CLEAR;
      this.#hand = lists.next(key);
      this.#room.spare(key);
      key = this.#hand === this.#end ? lists.first(RING) : this.#hand;
    }
    this.#hand = lists.next(key);
    lists.remove(key);
    bit[key] = ABSENT;
    this.#room.evict(key);
  }

  lists(): readonly ListView[] {
    const keys = this.#lists.keys(RING);
    const marks = { kind: 'bit' as const, of: keys.map((key) => Number(this.#bit[key] === SET)) };
    if (keys.length === 0) return [{ id: 'ring', keys, marks }];
    return [{ id: 'ring', keys, marks, hand: Math.max(keys.indexOf(this.#hand), 0) }];
  }
}
