import type { Network, Place } from './network.ts';
import type { CdnSetup } from './setup.ts';
import type { Ways } from './ways.ts';

/**
 * Whom a server asks for what it has not got, one after the other: a sibling that is nearer than the next tier, the middle tier, the origin.
 * Whoever is known to be out of service is left out.
 */
export class Tiers {
  readonly #setup: CdnSetup;
  readonly #network: Network;
  readonly #ways: Ways;
  readonly #out = new Set<number>();
  readonly #known: (readonly number[])[] = [];

  constructor(setup: CdnSetup, network: Network, ways: Ways) {
    this.#setup = setup;
    this.#network = network;
    this.#ways = ways;
  }

  notice(place: number, out: boolean): void {
    if (out) this.#out.add(place);
    else this.#out.delete(place);
    this.#known.length = 0;
  }

  /**
   * Indices of places, the origin last. Whether a copy may go on being used is not for a sibling to say: its own is no nearer to the origin,
   * and two that ask each other would go on for ever.
   */
  asked(place: Place, validates: boolean): readonly number[] {
    const all = this.#above(place);
    return validates ? all.filter((index) => this.#network.places[index]!.kind !== 'edge') : all;
  }

  #above(place: Place): readonly number[] {
    const known = this.#known[place.index];
    if (known) return known;
    const { origin } = this.#network;
    const found: Place[] = [origin];
    if (place.kind === 'edge') {
      const way = (one: Place) => this.#ways.between(place.index, one.index);
      const shield = this.#nearest('shield', place);
      if (shield) found.unshift(shield);
      const sibling = this.#setup.siblings ? this.#nearest('edge', place) : undefined;
      if (sibling && way(sibling) < way(found[0]!)) found.unshift(sibling);
    }
    const indices = found.map(({ index }) => index);
    this.#known[place.index] = indices;
    return indices;
  }

  #nearest(kind: Place['kind'], from: Place): Place | undefined {
    let best: Place | undefined;
    for (const one of this.#network.places) {
      if (one.kind !== kind || one === from || this.#out.has(one.index)) continue;
      if (!best || this.#ways.between(from.index, one.index) < this.#ways.between(from.index, best.index))
        best = one;
    }
    return best;
  }
}
