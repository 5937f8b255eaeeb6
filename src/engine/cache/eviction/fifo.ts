import { checkSetup, type ListView, type Policy, type PolicySetup, type Witness } from './policy.ts';

/**
 * First in, first out. L. A. Belady, A Study of Replacement Algorithms for a Virtual-Storage Computer, IBM Systems
 * Journal 5(2), 1966: class 1, FIFO. A ring buffer: the newest overwrites the oldest.
 */
export class Fifo implements Policy {
  readonly id = 'fifo';
  size = 0;
  readonly #ring: Int32Array;
  readonly #held: Uint8Array;
  readonly #witness: Witness | undefined;
  /** Slot of the oldest key once the ring is full; the next one to be filled until then. */
  #oldest = 0;

  constructor(setup: PolicySetup) {
    checkSetup(setup);
    this.#ring = new Int32Array(setup.capacity);
    this.#held = new Uint8Array(setup.objects);
    this.#witness = setup.witness;
  }

  request(key: number): boolean {
    // Belady 1966: a use changes nothing; only the time of arrival counts.
    if (this.#held[key] === 1) return true;
    const slot = this.#oldest;
    if (this.size === this.#ring.length) {
      // Belady 1966: the page that has been in memory for the longest time goes.
      const victim = this.#ring[slot]!;
      this.#held[victim] = 0;
      this.size -= 1;
      this.#witness?.evicted(victim);
    }
    this.#ring[slot] = key;
    this.#held[key] = 1;
    this.size += 1;
    this.#oldest = slot + 1 === this.#ring.length ? 0 : slot + 1;
    return false;
  }

  lists(): readonly ListView[] {
    const { length } = this.#ring;
    const newest = (back: number) => this.#ring[(this.#oldest - 1 - back + 2 * length) % length]!;
    return [{ id: 'queue', keys: Array.from({ length: this.size }, (_, back) => newest(back)) }];
  }
}
