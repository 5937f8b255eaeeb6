/** Fewest slots; a power of two. */
const LEAST = 64;

/**
 * What is under way, by its number. Numbers rise from 0 and each is used once, so that those under way lie near each other: the slot is the
 * number's remainder, and there are as many slots as the widest spread has needed. A `Map` does the same several times as slowly.
 */
export class UnderWay<T> {
  #slots: (T | undefined)[] = empty(LEAST);
  #numbers = new Float64Array(LEAST);

  set(number: number, value: T): void {
    while (this.#slots[number & (this.#slots.length - 1)] !== undefined) this.#grow();
    this.#put(number, value);
  }

  get(number: number): T | undefined {
    const slot = number & (this.#slots.length - 1);
    return this.#numbers[slot] === number ? this.#slots[slot] : undefined;
  }

  /** No longer under way from here on. */
  take(number: number): T | undefined {
    const value = this.get(number);
    if (value !== undefined) this.#slots[number & (this.#slots.length - 1)] = undefined;
    return value;
  }

  /** All there are, in the order of their numbers. */
  all(): T[] {
    return this.#entries().map(({ value }) => value);
  }

  #entries(): { readonly number: number; readonly value: T }[] {
    return this.#slots
      .flatMap((value, slot) => (value === undefined ? [] : [{ number: this.#numbers[slot]!, value }]))
      .sort((a, b) => a.number - b.number);
  }

  #put(number: number, value: T): void {
    const slot = number & (this.#slots.length - 1);
    this.#slots[slot] = value;
    this.#numbers[slot] = number;
  }

  #grow(): void {
    const entries = this.#entries();
    const slots = this.#slots.length * 2;
    this.#slots = empty(slots);
    this.#numbers = new Float64Array(slots);
    for (const { number, value } of entries) this.#put(number, value);
  }
}

const empty = <T>(slots: number): (T | undefined)[] => new Array<T | undefined>(slots).fill(undefined);
