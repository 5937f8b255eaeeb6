import { Lexicon } from './lexicon.ts';
import type { Stored } from './stored.ts';

/** What is stored under a key: itself where it is one, a list where there are several variants. Most keys have one, and a decision finds it a step sooner. */
export type Variants = Stored | Stored[];

export const listOf = (variants: Variants | undefined): readonly Stored[] =>
  variants === undefined ? NONE : Array.isArray(variants) ? variants : [variants];

/** Responses by key, each with its variants; the least recently used key goes first where room is short. */
export class Store {
  /** What the fields of the responses say. */
  readonly lexicon = new Lexicon();
  readonly #variants = new Map<string, Variants>();
  readonly #capacityBytes: number;
  #bytes = 0;

  constructor(capacityBytes: number) {
    this.#capacityBytes = capacityBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }
  get keys(): IterableIterator<string> {
    return this.#variants.keys();
  }

  at(key: string): Variants | undefined {
    return this.#variants.get(key);
  }

  of(key: string): readonly Stored[] {
    return listOf(this.at(key));
  }

  /** Used now: a Map keeps the order in which keys were put in. Where there is room for all, the order decides nothing. */
  touch(key: string): void {
    if (this.#capacityBytes === Number.MAX_SAFE_INTEGER) return;
    const variants = this.#variants.get(key);
    if (!variants) return;
    this.#variants.delete(key);
    this.#variants.set(key, variants);
  }

  /** Puts a response in, in place of `replaced`; gives how many keys had to go for it. One larger than the whole is not kept. */
  put(key: string, stored: Stored, replaced: readonly Stored[] = NONE): number {
    const kept = this.of(key).filter((one) => !replaced.includes(one));
    for (const one of replaced) this.#bytes -= one.bytes;
    if (stored.bytes <= this.#capacityBytes) {
      this.#bytes += stored.bytes;
      kept.push(stored);
    }
    this.#variants.delete(key);
    if (kept.length > 0) this.#variants.set(key, kept.length === 1 ? kept[0]! : kept);
    let evicted = 0;
    for (const oldest of this.#variants.keys()) {
      if (this.#bytes <= this.#capacityBytes) break;
      this.remove(oldest);
      evicted += 1;
    }
    return evicted;
  }

  remove(key: string): boolean {
    for (const one of this.of(key)) this.#bytes -= one.bytes;
    return this.#variants.delete(key);
  }
}

const NONE: readonly Stored[] = [];
