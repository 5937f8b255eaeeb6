/** In place of the next key where a key stands in no list. */
const NOWHERE = -1;

/**
 * Doubly linked circular lists over the keys 0..keys-1, which are their own slots: a key stands in one list at most. List `i`
 * has a sentinel, `end(i)`: what follows it is the first key, what comes before it the last, and no insertion or removal
 * has a special case. Next and previous of a key lie side by side, in one line of the processor's cache.
 */
export class Lists {
  readonly #keys: number;
  /** Of slot s: the next at 2s, the previous at 2s + 1. */
  readonly #links: Int32Array;

  constructor(keys: number, lists: number) {
    this.#keys = keys;
    this.#links = new Int32Array(2 * (keys + lists));
    this.#links.fill(NOWHERE, 0, 2 * keys);
    for (let end = keys; end < keys + lists; end += 1) this.#links.fill(end, 2 * end, 2 * end + 2);
  }

  /** False before a key is put into a list, and after it is dropped. */
  has(key: number): boolean {
    return this.#links[2 * key] !== NOWHERE;
  }

  end(list: number): number {
    return this.#keys + list;
  }

  /** The sentinel where the list is empty. */
  first(list: number): number {
    return this.#links[2 * (this.#keys + list)]!;
  }

  /** The sentinel where the list is empty. */
  last(list: number): number {
    return this.#links[2 * (this.#keys + list) + 1]!;
  }

  isEmpty(list: number): boolean {
    return this.first(list) === this.#keys + list;
  }

  next(slot: number): number {
    return this.#links[2 * slot]!;
  }

  previous(slot: number): number {
    return this.#links[2 * slot + 1]!;
  }

  /** Behind a sentinel is the front of its list. */
  insertAfter(before: number, key: number): void {
    const links = this.#links;
    const after = links[2 * before]!;
    links[2 * before] = key;
    links[2 * key] = after;
    links[2 * key + 1] = before;
    links[2 * after + 1] = key;
  }

  pushFront(list: number, key: number): void {
    this.insertAfter(this.#keys + list, key);
  }

  remove(key: number): void {
    const links = this.#links;
    const after = links[2 * key]!;
    const before = links[2 * key + 1]!;
    links[2 * before] = after;
    links[2 * after + 1] = before;
  }

  /** Takes a key out so that `has` says so. */
  drop(key: number): void {
    this.remove(key);
    this.#links[2 * key] = NOWHERE;
  }

  /** From wherever it stands. */
  moveToFront(list: number, key: number): void {
    if (this.first(list) === key) return;
    this.remove(key);
    this.pushFront(list, key);
  }

  /** First to last. */
  keys(list: number): number[] {
    const found: number[] = [];
    for (let key = this.first(list); key !== this.#keys + list; key = this.next(key)) found.push(key);
    return found;
  }
}
