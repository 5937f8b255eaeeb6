import type { Stream } from '../../kernel/random.ts';
import type { Ns } from '../../kernel/time.ts';
import type { Chance, Fate, Impairment } from './impairment.ts';

export class Jitter implements Impairment {
  readonly #mostNs: Ns;
  readonly #keepsOrder: boolean;
  readonly #random: Stream;
  constructor(mostNs: Ns, keepsOrder: boolean, random: Stream) {
    this.#mostNs = mostNs;
    this.#keepsOrder = keepsOrder;
    this.#random = random;
  }
  touch(fate: Fate): void {
    fate.extraNs += this.#random.below(this.#mostNs + 1);
    if (!this.#keepsOrder) fate.overtaken = true;
  }
}

export class Reorder implements Impairment {
  readonly #chance: Chance;
  readonly #byNs: Ns;
  readonly #random: Stream;
  constructor(chance: Chance, byNs: Ns, random: Stream) {
    this.#chance = chance;
    this.#byNs = byNs;
    this.#random = random;
  }
  touch(fate: Fate): void {
    if (!this.#random.chance(this.#chance.times, this.#chance.of)) return;
    fate.extraNs += this.#byNs;
    fate.overtaken = fate.heldUp = true;
  }
}

export class Duplicate implements Impairment {
  readonly #chance: Chance;
  readonly #random: Stream;
  constructor(chance: Chance, random: Stream) {
    this.#chance = chance;
    this.#random = random;
  }
  touch(fate: Fate): void {
    if (this.#random.chance(this.#chance.times, this.#chance.of)) fate.copies += 1;
  }
}

/** Two draws a frame, whether it is hit or not. */
export class Corrupt implements Impairment {
  readonly #chance: Chance;
  readonly #random: Stream;
  constructor(chance: Chance, random: Stream) {
    this.#chance = chance;
    this.#random = random;
  }
  touch(fate: Fate, _nth: number, bytes: number): void {
    const bit = this.#random.below(bytes * 8);
    if (this.#random.chance(this.#chance.times, this.#chance.of)) fate.bit = bit;
  }
}
