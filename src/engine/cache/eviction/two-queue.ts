import { Links } from './links.ts';
import { checkSetup, type ListView, type Policy, type PolicySetup, type Witness } from './policy.ts';

const NOWHERE = 0;
const A1IN = 1;
const A1OUT = 2;
const AM = 3;

/**
 * 2Q, full version. T. Johnson, D. Shasha, 2Q: A Low Overhead High Performance Buffer Management Replacement Algorithm,
 * VLDB 1994. Kin is a quarter of the page slots and Kout, keys without objects, half of them; both rounded down.
 *
 * A key is its own slot in the lists.
 */
export class TwoQueue implements Policy {
  readonly id = '2q';
  size = 0;
  readonly #capacity: number;
  readonly #kin: number;
  readonly #kout: number;
  readonly #where: Uint8Array;
  readonly #links: Links;
  readonly #in: number;
  readonly #out: number;
  readonly #main: number;
  readonly #witness: Witness | undefined;
  #inSize = 0;
  #outSize = 0;

  constructor(setup: PolicySetup) {
    checkSetup(setup);
    const { capacity, objects } = setup;
    this.#capacity = capacity;
    this.#kin = capacity >> 2;
    this.#kout = capacity >> 1;
    this.#where = new Uint8Array(objects);
    this.#links = new Links(objects, 3);
    this.#in = objects;
    this.#out = objects + 1;
    this.#main = objects + 2;
    this.#witness = setup.witness;
  }

  request(key: number): boolean {
    const links = this.#links;
    const where = this.#where[key]!;
    if (where === AM) {
      // Johnson, Shasha 1994: X in Am moves to the head of Am.
      links.remove(key);
      links.insertAfter(this.#main, key);
      return true;
    }
    // Johnson, Shasha 1994: X in A1in stays where it is.
    if (where === A1IN) return true;
    if (where === A1OUT) {
      // it leaves A1out before room is made, so that it cannot be the one that A1out drops
      links.remove(key);
      this.#outSize -= 1;
      this.#reclaim();
      // Johnson, Shasha 1994: X in A1out goes to the head of Am.
      links.insertAfter(this.#main, key);
      this.#where[key] = AM;
    } else {
      this.#reclaim();
      // Johnson, Shasha 1994: X in no queue goes to the head of A1in.
      links.insertAfter(this.#in, key);
      this.#where[key] = A1IN;
      this.#inSize += 1;
    }
    this.size += 1;
    return false;
  }

  /** Johnson, Shasha 1994, reclaimfor: a free slot; else, with more than Kin in A1in, its tail; else the tail of Am. */
  #reclaim(): void {
    if (this.size < this.#capacity) return;
    const links = this.#links;
    const fromIn = this.#inSize > this.#kin;
    const victim = links.prev[fromIn ? this.#in : this.#main]!;
    links.remove(victim);
    if (fromIn) {
      this.#inSize -= 1;
      this.#remember(victim);
    } else {
      // Johnson, Shasha 1994: what Am pages out is not put on A1out.
      this.#where[victim] = NOWHERE;
    }
    this.size -= 1;
    this.#witness?.evicted(victim);
  }

  /** Johnson, Shasha 1994: its identifier goes to the head of A1out, whose tail is forgotten beyond Kout. */
  #remember(key: number): void {
    const links = this.#links;
    links.insertAfter(this.#out, key);
    this.#where[key] = A1OUT;
    this.#outSize += 1;
    if (this.#outSize <= this.#kout) return;
    const forgotten = links.prev[this.#out]!;
    links.remove(forgotten);
    this.#where[forgotten] = NOWHERE;
    this.#outSize -= 1;
  }

  lists(): readonly ListView[] {
    return [
      { id: 'a1in', keys: this.#links.slots(this.#in) },
      { id: 'am', keys: this.#links.slots(this.#main) },
      { id: 'a1out', keys: this.#links.slots(this.#out), ghost: true },
    ];
  }
}
