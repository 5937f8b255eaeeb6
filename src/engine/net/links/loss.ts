import type { Stream } from '../../kernel/random.ts';
import type { BurstSetup, Chance, Fate, Impairment } from './impairment.ts';

/** Each frame by itself. */
export class IndependentLoss implements Impairment {
  readonly #chance: Chance;
  readonly #random: Stream;
  constructor(chance: Chance, random: Stream) {
    this.#chance = chance;
    this.#random = random;
  }
  touch(fate: Fate): void {
    const { times, of } = this.#chance;
    if (this.#random.chance(times, of)) fate.lost = true;
  }
}

/** Losses that come together: the state decides on the frame, then it may change. Two draws a frame. */
export class BurstLoss implements Impairment {
  readonly #setup: BurstSetup;
  readonly #random: Stream;
  #bad = false;
  constructor(setup: BurstSetup, random: Stream) {
    this.#setup = setup;
    this.#random = random;
  }
  touch(fate: Fate): void {
    const { of, enter, leave, lossWhileGood, lossWhileBad } = this.#setup;
    if (this.#random.chance(this.#bad ? lossWhileBad : lossWhileGood, of)) fate.lost = true;
    if (this.#random.chance(this.#bad ? leave : enter, of)) this.#bad = !this.#bad;
  }
}

export class EveryNthLoss implements Impairment {
  readonly #every: number;
  constructor(every: number) {
    this.#every = every;
  }
  touch(fate: Fate, nth: number): void {
    if ((nth + 1) % this.#every === 0) fate.lost = true;
  }
}

export class ListedLoss implements Impairment {
  readonly #lost: ReadonlySet<number>;
  constructor(lost: readonly number[]) {
    this.#lost = new Set(lost);
  }
  touch(fate: Fate, nth: number): void {
    if (this.#lost.has(nth)) fate.lost = true;
  }
}
