import type { Stream } from '../../kernel/random.ts';
import type { Ns } from '../../kernel/time.ts';

/** What a link does to a frame besides carrying it. Drawn when the frame is given to the link, whatever becomes of it there. */
export interface Fate {
  lost: boolean;
  /** Later than by rate and delay. */
  extraNs: Ns;
  /** Whether later frames may arrive before it. */
  overtaken: boolean;
  /** Whether it was held up so that they do: the trace says so. */
  heldUp: boolean;
  /** Second copies that follow it. */
  copies: number;
  /** The bit that is flipped, from the frame's first; -1 for none. */
  bit: number;
}

export const unharmed = (): Fate => ({
  lost: false,
  extraNs: 0,
  overtaken: false,
  heldUp: false,
  copies: 0,
  bit: -1,
});

/**
 * One kind of trouble of one direction of a link. It hears of every original frame once, in the order of their numbers
 * from 0, and of no copy, so that an intervention shifts no later fate.
 */
export interface Impairment {
  touch(fate: Fate, nth: number, bytes: number, now: Ns): void;
}

/** An impairment for one direction of a link, whose random stream is named by its kind. */
export interface MakeImpairment {
  readonly kind: ImpairmentSetup['kind'];
  make(random: Stream): Impairment;
}

/** In how many of `of` cases. */
export interface Chance {
  readonly times: number;
  readonly of: number;
}

export type ImpairmentSetup =
  | LossSetup
  | {
      /** Late by 0 to `mostNs`, each as likely. Where order is kept, a frame waits for the one before it. */
      readonly kind: 'jitter';
      readonly mostNs: Ns;
      readonly keepsOrder: boolean;
    }
  /** Some are held up by `byNs`, so that later ones overtake them. */
  | ({ readonly kind: 'reorder'; readonly byNs: Ns } & Chance)
  | ({ readonly kind: 'duplicate' } & Chance)
  | SlotsSetup
  /** One bit of some is flipped, any. */
  | ({ readonly kind: 'corrupt' } & Chance);

export type LossSetup =
  | ({ readonly kind: 'independent' } & Chance)
  | BurstSetup
  /** Every n-th: n - 1 get through, then one does not. */
  | { readonly kind: 'every'; readonly nth: number }
  /** Exactly these, by their number from 0. */
  | { readonly kind: 'list'; readonly lost: readonly number[] };

/**
 * Gilbert and Elliott's two states (E. N. Gilbert, Bell System Technical Journal 39, 1960; E. O. Elliott, ibid. 42, 1963),
 * each a chance in `of` at each frame: from good to bad (p), back (r), loss while good (1 - k) and while bad (1 - h).
 */
export interface BurstSetup {
  readonly kind: 'burst';
  readonly of: number;
  readonly enter: number;
  readonly leave: number;
  readonly lossWhileGood: number;
  readonly lossWhileBad: number;
}

/**
 * Weather: what a frame meets depends on when it is given to the link and on nothing else, so that two links that draw
 * alike treat two conversations alike. From `fromNs` on, slot after slot.
 */
export interface SlotsSetup {
  readonly kind: 'slots';
  readonly fromNs: Ns;
  readonly slotNs: Ns;
  readonly loss: Chance;
  /** Late by 0 to `mostLateNs`; then frames of later slots may overtake. */
  readonly mostLateNs: Ns;
  readonly twice: Chance;
}
