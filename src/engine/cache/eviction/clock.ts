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
 * CLOCK, also second chance or FIFO-reinsertion. F. J. Corbató, A Paging Experiment with the Multics System, MIT Project
 * MAC report MAC-M-384, 1968. Frames in a ring, a bit for each, one hand.
 *
 * A key comes in with its bit clear, as caches of objects do it. In Multics the hardware sets the bit when the
 * instruction that faulted is tried again, so that a page there comes in with its bit set.
 */
export class Clock implements Policy {
  readonly id = 'clock';
  size = 0;
  readonly #frameOf: Int32Array;
  readonly #keyOf: Int32Array;
  readonly #bit: Uint8Array;
  readonly #witness: Witness | undefined;
  #hand = 0;

  constructor(setup: PolicySetup) {
    checkSetup(setup);
    this.#frameOf = absent(setup.objects);
    this.#keyOf = new Int32Array(setup.capacity).fill(ABSENT);
    this.#bit = new Uint8Array(setup.capacity);
    this.#witness = setup.witness;
  }

  request(key: number): boolean {
    const held = this.#frameOf[key]!;
    if (held !== ABSENT) {
      // Corbató 1968: a use sets the bit and moves nothing.
      this.#bit[held] = 1;
      return true;
    }
    const frame = this.size < this.#keyOf.length ? this.size : this.#sweep();
    this.#keyOf[frame] = key;
    this.#frameOf[key] = frame;
    this.#bit[frame] = 0;
    this.size += 1;
    return false;
  }

  /** Frees a frame; the hand then stands on the one after it. */
  #sweep(): number {
    // Corbató 1968: a page with its bit on has the bit turned off and is passed by; the first with its bit off is removed.
    const bit = this.#bit;
    let hand = this.#hand;
    while (bit[hand] === 1) {
      const spared = hand;
      bit[spared] = 0;
      hand = hand + 1 === bit.length ? 0 : hand + 1;
      if (this.#witness) {
        this.#hand = hand;
        this.#witness.spared(this.#keyOf[spared]!);
      }
    }
    const victim = this.#keyOf[hand]!;
    this.#frameOf[victim] = ABSENT;
    this.#keyOf[hand] = ABSENT;
    this.#hand = hand + 1 === bit.length ? 0 : hand + 1;
    this.size -= 1;
    this.#witness?.evicted(victim);
    return hand;
  }

  /** Frames without a key are left out. */
  lists(): readonly ListView[] {
    const frames = [...this.#keyOf.keys()].filter((frame) => this.#keyOf[frame] !== ABSENT);
    const ring = {
      id: 'ring',
      keys: frames.map((frame) => this.#keyOf[frame]!),
      marks: { kind: 'bit' as const, of: frames.map((frame) => this.#bit[frame]!) },
    };
    // with the frame at the hand just emptied, it looks at the next one that is not
    const hand = frames.findIndex((frame) => frame >= this.#hand);
    return [frames.length === 0 ? ring : { ...ring, hand: Math.max(hand, 0) }];
  }
}
