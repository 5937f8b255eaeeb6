import { sizeOf, type Field } from './field.ts';
import { STATIC } from './static-table.ts';

/** Static and dynamic table as one address space (RFC 7541 §2.3.3): 1 to 61, then the dynamic entries, newest first. */
export class HpackTable {
  /** Oldest first; `#first` are gone already. */
  #entries: Field[] = [];
  #first = 0;
  #size = 0;
  #maxSize: number;

  constructor(maxSize: number) {
    this.#maxSize = maxSize;
  }
  /** RFC 7541 §4.1, in octets. */
  get size(): number {
    return this.#size;
  }
  get maxSize(): number {
    return this.#maxSize;
  }
  get dynamicLength(): number {
    return this.#entries.length - this.#first;
  }
  /** Newest first. */
  dynamic(): readonly Field[] {
    return this.#entries.slice(this.#first).reverse();
  }
  /** Undefined for 0 and for what lies beyond both tables. */
  at(index: number): Field | undefined {
    if (index <= STATIC.length) return STATIC[index - 1];
    const nth = index - STATIC.length - 1;
    return nth < this.dynamicLength ? this.#entries[this.#entries.length - 1 - nth] : undefined;
  }
  /** RFC 7541 §4.3. */
  resize(maxSize: number): void {
    this.#maxSize = maxSize;
    this.#evict(maxSize);
  }
  /** RFC 7541 §4.4: room is made first; an entry larger than the table empties it and is no error. */
  add(field: Field): void {
    const size = sizeOf(field);
    this.#evict(this.#maxSize - size);
    if (size > this.#maxSize) return;
    this.#entries.push({ name: field.name, value: field.value });
    this.#size += size;
  }
  /** Index of the field whole, else of one of its name (negative), else 0. */
  find(field: Field): number {
    let named = 0;
    for (let nth = 0; nth < this.dynamicLength; nth += 1) {
      const entry = this.#entries[this.#entries.length - 1 - nth]!;
      if (entry.name !== field.name) continue;
      if (entry.value === field.value) return STATIC.length + 1 + nth;
      if (named === 0) named = -(STATIC.length + 1 + nth);
    }
    return named;
  }

  #evict(downTo: number): void {
    while (this.#size > Math.max(0, downTo) && this.#first < this.#entries.length) {
      this.#size -= sizeOf(this.#entries[this.#first]!);
      this.#first += 1;
    }
    if (this.#first > 64 && 2 * this.#first > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#first);
      this.#first = 0;
    }
  }
}
