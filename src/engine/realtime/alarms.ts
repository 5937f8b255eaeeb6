import type { Ns } from '../kernel/time.ts';

/** Times at which somebody wants to be woken, each under a name; of the same time the one that was set first goes first. */
export class Alarms<Key extends string> {
  readonly #due = new Map<Key, Ns>();

  set(key: Key, at: Ns): void {
    this.#due.delete(key);
    this.#due.set(key, at);
  }
  clear(key: Key): void {
    this.#due.delete(key);
  }
  clearAll(): void {
    this.#due.clear();
  }
  next(): Ns | null {
    let next: Ns | null = null;
    for (const at of this.#due.values()) if (next === null || at < next) next = at;
    return next;
  }
  /** The next that is due, which is then no longer set. */
  take(now: Ns): Key | undefined {
    const next = this.next();
    if (next === null || next > now) return undefined;
    for (const [key, at] of this.#due) {
      if (at !== next) continue;
      this.#due.delete(key);
      return key;
    }
    return undefined;
  }
}
