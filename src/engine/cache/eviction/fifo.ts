import type { ListView, Policy, PolicySetup } from './policy.ts';
import { Room } from './room.ts';

/**
 * First in, first out. L. A. Belady, A Study of Replacement Algorithms for a Virtual-Storage Computer, IBM Systems
 * Journal 5(2), 1966: class 1, FIFO. A ring buffer, in which the newest comes behind the one before it.
 */
export class Fifo implements Policy {
  readonly id = 'fifo';
  readonly #room: Room;
  readonly #ring: Int32Array;
  readonly #held: Uint8Array;
  /** Slot of the oldest key, and how many there are from there on. */
  #oldest = 0;
  #count = 0;

  constructor(setup: PolicySetup) {
    this.#room = new Room(setup);
    this.#ring = new Int32Array(this.#room.most);
    this.#held = new Uint8Array(setup.objects);
  }

  get used(): number {
    return this.#room.used;
  }

  request(key: number): boolean {
    // Belady 1966: a use changes nothing; only the time of arrival counts.
    if (this.#held[key] === 1) return true;
    const room = this.#room;
    if (!room.admits(key)) return false;
    while (!room.fits(key)) this.#evict();
    const { length } = this.#ring;
    const slot = this.#oldest + this.#count;
    this.#ring[slot < length ? slot : slot - length] = key;
    this.#count += 1;
    this.#held[key] = 1;
    room.take(key);
    return false;
  }

  /** Belady 1966: the page that has been in memory for the longest time goes. */
  #evict(): void {
    const victim = this.#ring[this.#oldest]!;
    this.#oldest = this.#oldest + 1 === this.#ring.length ? 0 : this.#oldest + 1;
    this.#count -= 1;
    this.#held[victim] = 0;
    this.#room.evict(victim);
  }

  lists(): readonly ListView[] {
    const last = this.#oldest + this.#count - 1;
    const newest = (back: number) => this.#ring[(last - back) % this.#ring.length]!;
    return [{ id: 'queue', keys: Array.from({ length: this.#count }, (_, back) => newest(back)) }];
  }
}
