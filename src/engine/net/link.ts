import { stream, type Stream } from '../kernel/random.ts';
import { serialisationNs, type Ns } from '../kernel/time.ts';

/** A full-duplex link between two hosts. Each direction has a queue, a wire and a random stream of its own. */
export interface LinkSetup {
  readonly name: string;
  readonly ends: readonly [string, string];
  readonly rateBps: number;
  readonly delayNs: Ns;
  /** Frames that may wait behind the one that is being sent; a further one is dropped (drop-tail). */
  readonly queueFrames: number;
  /** In how many of `of` cases a frame is lost on the wire. */
  readonly loss?: { readonly times: number; readonly of: number };
}

/** What becomes of a frame that was given to the link. */
export type Fate =
  | { readonly kind: 'queue-full' }
  | { readonly kind: 'loss'; readonly at: Ns }
  | { readonly kind: 'arrival'; readonly at: Ns };

/** One direction. Frames leave one after the other and arrive in the order in which they left. */
export class Direction {
  readonly from: string;
  readonly to: string;
  readonly #link: LinkSetup;
  readonly #random: Stream;
  /** When the last bit of each frame that has not yet left will have left; the first is on the wire, the others wait. */
  #leaving: Ns[] = [];
  #freeAt: Ns = 0;
  #count = 0;

  constructor(link: LinkSetup, from: string, to: string, seed: number) {
    this.#link = link;
    this.from = from;
    this.to = to;
    this.#random = stream(seed, `${link.name}/${from}>${to}`);
  }

  /** Name of the next original transmission: copies do not count, so an earlier intervention shifts no later name. */
  nextName(): string {
    return `${this.#link.name}/${this.from}>${this.to}/${this.#count++}`;
  }

  /** Takes a frame of `bytes` at `now`. One draw a frame, whatever its fate. */
  take(bytes: number, now: Ns): Fate {
    const { rateBps, delayNs, queueFrames, loss } = this.#link;
    const lost = loss !== undefined && loss.times > 0 && this.#random.chance(loss.times, loss.of);
    this.#leaving = this.#leaving.filter((at) => at > now);
    if (this.#leaving.length > queueFrames) return { kind: 'queue-full' };
    this.#freeAt = Math.max(this.#freeAt, now) + serialisationNs(bytes, rateBps);
    this.#leaving.push(this.#freeAt);
    return lost
      ? { kind: 'loss', at: this.halfWay(this.#freeAt) }
      : { kind: 'arrival', at: this.#freeAt + delayNs };
  }

  /** Where a frame ends that is lost on the way: half-way, for want of a better place. */
  halfWay(leftAt: Ns): Ns {
    return leftAt + Math.floor(this.#link.delayNs / 2);
  }
  get delayNs(): Ns {
    return this.#link.delayNs;
  }
}
