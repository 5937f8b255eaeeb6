import type { ListView, Policy, PolicySetup } from './policy.ts';
import { Room } from './room.ts';

const ABSENT = 0;
const CLEAR = 1;
const SET = 2;

/**
 * CLOCK, also second chance or FIFO-reinsertion. F. J. Corbató, A Paging Experiment with the Multics System, MIT Project
 * MAC report MAC-M-384, 1968. Pages in a ring, a bit for each, one hand.
 *
 * A key comes in with its bit clear, as caches of objects do it. In Multics the hardware sets the bit when the
 * instruction that faulted is tried again, so that a page there comes in with its bit set.
 *
 * Told as FIFO with reinsertion, which is the same: what the hand passes by goes to the other end of the queue. The queue lies in a ring buffer, so that in a
 * full one, with objects of one size, nothing moves and a new key takes the very frame of the one evicted for it.
 */
export class Clock implements Policy {
  readonly id = 'clock';
  readonly #room: Room;
  readonly #bit: Uint8Array;
  readonly #frames: Int32Array;
  /** Frame that the hand looks at next, and how many from there on are filled. */
  #hand = 0;
  #count = 0;

  constructor(setup: PolicySetup) {
    this.#room = new Room(setup);
    this.#bit = new Uint8Array(setup.objects);
    this.#frames = new Int32Array(this.#room.most);
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
    this.#bit[key] = CLEAR;
    this.#append(key);
    room.take(key);
    return false;
  }

  /** Corbató 1968: a page with its bit on has the bit turned off and is passed by; the first with its bit off is removed. */
  #sweep(): void {
    const bit = this.#bit;
    const frames = this.#frames;
    for (;;) {
      const key = frames[this.#hand]!;
      this.#hand = this.#hand + 1 === frames.length ? 0 : this.#hand + 1;
      this.#count -= 1;
      if (bit[key] === CLEAR) {
        bit[key] = ABSENT;
        this.#room.evict(key);
        return;
      }
      bit[key] = CLEAR;
      this.#append(key);
      this.#room.spare(key);
    }
  }

  #append(key: number): void {
    const { length } = this.#frames;
    const frame = this.#hand + this.#count;
    this.#frames[frame < length ? frame : frame - length] = key;
    this.#count += 1;
  }

  /** In the order of the frames; those without a key are left out. */
  lists(): readonly ListView[] {
    const { length } = this.#frames;
    const filled = Array.from({ length: this.#count }, (_, i) => (this.#hand + i) % length);
    const frames = filled.toSorted((a, b) => a - b);
    const keys = frames.map((frame) => this.#frames[frame]!);
    const marks = { kind: 'bit' as const, of: keys.map((key) => Number(this.#bit[key] === SET)) };
    if (keys.length === 0) return [{ id: 'ring', keys, marks }];
    return [{ id: 'ring', keys, marks, hand: frames.indexOf(filled[0]!) }];
  }
}
