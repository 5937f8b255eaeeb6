import { Lexicon } from './lexicon.ts';
import type { Stored } from './stored.ts';

/** Responses by key, each with its variants; the least recently used key goes first where room is short. */
export class Store {
  /** What the fields of the responses say. */
  readonly lexicon = new Lexicon();
  readonly #variants = new Map<string, Stored[]>();
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

  of(key: string): readonly Stored[] {
    return this.#variants.get(key) ?? NONE;
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
    const others = this.of(key).filter((one) => !replaced.includes(one));
    for (const one of replaced) this.#bytes -= one.bytes;
    const fits = stored.bytes <= this.#capacityBytes;
    if (fits) this.#bytes += stored.bytes;
    // a list as long as it has to be: one that is added to is given room for more
    const variants = fits ? [...others, stored] : others;
    this.#variants.delete(key);
    if (variants.length > 0) this.#variants.set(key, variants);
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
