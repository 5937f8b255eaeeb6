import { Lists } from './lists.ts';
import type { ListView, Policy, PolicySetup } from './policy.ts';
import { Room } from './room.ts';

const ABSENT = 0;
const A1IN = 1;
const A1OUT = 2;
const AM = 3;

/**
 * 2Q, full version. T. Johnson, D. Shasha, 2Q: A Low Overhead High Performance Buffer Management Replacement Algorithm,
 * VLDB 1994. Kin is a quarter of the page slots and Kout, keys without objects, half of them; both rounded down. Where
 * objects have sizes, both are bytes, and a remembered key counts as many as its object had.
 */
export class TwoQueue implements Policy {
  readonly id = '2q';
  readonly #room: Room;
  readonly #kin: number;
  readonly #kout: number;
  readonly #where: Uint8Array;
  readonly #lists: Lists;
  #in = 0;
  #out = 0;

  constructor(setup: PolicySetup) {
    this.#room = new Room(setup);
    this.#kin = Math.floor(setup.capacity / 4);
    this.#kout = Math.floor(setup.capacity / 2);
    this.#where = new Uint8Array(setup.objects);
    this.#lists = new Lists(setup.objects, 4);
  }

  get used(): number {
    return this.#room.used;
  }

  request(key: number): boolean {
    const lists = this.#lists;
    const where = this.#where[key]!;
    if (where === AM) {
      // Johnson, Shasha 1994: X in Am moves to the head of Am.
      lists.moveToFront(AM, key);
      return true;
    }
    // Johnson, Shasha 1994: X in A1in stays where it is.
    if (where === A1IN) return true;
    const room = this.#room;
    if (!room.admits(key)) return false;
    const size = room.sizeOf(key);
    if (where === A1OUT) {
      // it leaves A1out before room is made, so that it cannot be the one that A1out drops
      lists.remove(key);
      this.#out -= size;
      while (!room.fits(key)) this.#reclaim();
      // Johnson, Shasha 1994: X in A1out goes to the head of Am.
      lists.pushFront(AM, key);
      this.#where[key] = AM;
    } else {
      while (!room.fits(key)) this.#reclaim();
      // Johnson, Shasha 1994: X in no queue goes to the head of A1in.
      lists.pushFront(A1IN, key);
      this.#where[key] = A1IN;
      this.#in += size;
    }
    room.take(key);
    return false;
  }

  /** Johnson, Shasha 1994, reclaimfor: with more than Kin in A1in, its tail; else the tail of Am. */
  #reclaim(): void {
    const lists = this.#lists;
    // with sizes Am may be empty before A1in is over its share
    const fromIn = this.#in > this.#kin || lists.isEmpty(AM);
    const victim = lists.last(fromIn ? A1IN : AM);
    lists.remove(victim);
    if (fromIn) {
      this.#in -= this.#room.sizeOf(victim);
      this.#remember(victim);
    } else {
      // Johnson, Shasha 1994: what Am pages out is not put on A1out.
      this.#where[victim] = ABSENT;
    }
    this.#room.evict(victim, fromIn ? 'a1in' : 'am');
  }

  /** Johnson, Shasha 1994: its identifier goes to the head of A1out, whose tail is forgotten beyond Kout. */
  #remember(key: number): void {
    const lists = this.#lists;
    lists.pushFront(A1OUT, key);
    this.#where[key] = A1OUT;
    this.#out += this.#room.sizeOf(key);
    while (this.#out > this.#kout) {
      const forgotten = lists.last(A1OUT);
      lists.remove(forgotten);
      this.#where[forgotten] = ABSENT;
      this.#out -= this.#room.sizeOf(forgotten);
    }
  }

  lists(): readonly ListView[] {
    return [
      { id: 'am', keys: this.#lists.keys(AM) },
      { id: 'a1in', keys: this.#lists.keys(A1IN) },
      { id: 'a1out', keys: this.#lists.keys(A1OUT), ghost: true },
    ];
  }
}
