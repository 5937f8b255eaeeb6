/**
 * Doubly linked circular lists over slots 0..slots-1, in two typed arrays. List `i` has a sentinel at `slots + i`:
 * `next` of it is the head, `prev` of it the tail, and no insertion or removal has a special case.
 */
export class Links {
  readonly next: Int32Array;
  readonly prev: Int32Array;

  constructor(slots: number, lists: number) {
    this.next = new Int32Array(slots + lists);
    this.prev = new Int32Array(slots + lists);
    for (let sentinel = slots; sentinel < slots + lists; sentinel += 1) {
      this.next[sentinel] = sentinel;
      this.prev[sentinel] = sentinel;
    }
  }

  /** Puts `slot` behind `before`; behind a sentinel is the head of its list. */
  insertAfter(before: number, slot: number): void {
    const after = this.next[before]!;
    this.next[before] = slot;
    this.prev[slot] = before;
    this.next[slot] = after;
    this.prev[after] = slot;
  }

  remove(slot: number): void {
    const before = this.prev[slot]!;
    const after = this.next[slot]!;
    this.next[before] = after;
    this.prev[after] = before;
  }

  /** Slots of the list, head first. */
  slots(sentinel: number): number[] {
    const found: number[] = [];
    for (let slot = this.next[sentinel]!; slot !== sentinel; slot = this.next[slot]!) found.push(slot);
    return found;
  }
}
