import type { Stream } from '../../kernel/random.ts';
import type { Ns } from '../../kernel/time.ts';
import type { Fate, Impairment, MakeImpairment, SlotsSetup } from './impairment.ts';

interface Slot {
  readonly lost: boolean;
  readonly lateNs: Ns;
  readonly twice: boolean;
}

export const slots = (setup: Omit<SlotsSetup, 'kind'>): MakeImpairment => ({
  kind: 'slots',
  make: (random) => new Slots(setup, random),
});

/** Three draws a slot, in the order of time, whether a frame comes in it or not. */
export class Slots implements Impairment {
  readonly #setup: Omit<SlotsSetup, 'kind'>;
  readonly #random: Stream;
  readonly #slots: Slot[] = [];

  constructor(setup: Omit<SlotsSetup, 'kind'>, random: Stream) {
    this.#setup = setup;
    this.#random = random;
  }

  touch(fate: Fate, _nth: number, _bytes: number, now: Ns): void {
    const { fromNs, slotNs } = this.#setup;
    if (now < fromNs) return;
    const nth = Math.floor((now - fromNs) / slotNs);
    while (this.#slots.length <= nth) this.#slots.push(this.#draw());
    const slot = this.#slots[nth]!;
    if (slot.lost) fate.lost = true;
    fate.extraNs += slot.lateNs;
    if (slot.lateNs > 0) fate.overtaken = true;
    if (slot.twice) fate.copies += 1;
  }

  #draw(): Slot {
    const { loss, mostLateNs, twice } = this.#setup;
    return {
      lost: this.#random.chance(loss.times, loss.of),
      lateNs: this.#random.below(mostLateNs + 1),
      twice: this.#random.chance(twice.times, twice.of),
    };
  }
}
