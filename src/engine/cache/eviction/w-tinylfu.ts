import { Lists } from './lists.ts';
import type { ListView, Policy, PolicySetup } from './policy.ts';
import { Room } from './room.ts';
import { Sketch } from './sketch.ts';

const ABSENT = 0;
const WINDOW = 1;
const PROBATION = 2;
const PROTECTED = 3;

/**
 * W-TinyLFU. G. Einziger, R. Friedman, B. Manes, TinyLFU: A Highly Efficient Cache Admission Policy, ACM TOS 13(4), 2017, §4: an LRU
 * window of 1 % of the cache, at least one object, before a main cache that is a segmented LRU, 80 % of it protected; what the window gives up comes into
 * the full main cache only if the sketch has seen it more often than the main cache's own victim.
 *
 * Left out: the doorkeeper before the sketch (§3.4.2), the window that finds its size by hill climbing (Einziger, Eytan, Friedman, Manes, Adaptive
 * Software Cache Management, Middleware 2018), and Caffeine's admission by lot against crafted collisions.
 *
 * Where objects have sizes, parts are bytes. A candidate must beat every victim that it needs gone, one after the other, and an object larger than the
 * window stands for admission at once.
 */
export class WTinyLfu implements Policy {
  readonly id = 'w-tinylfu';
  readonly #room: Room;
  readonly #mostWindow: number;
  readonly #mostMain: number;
  readonly #mostProtected: number;
  readonly #where: Uint8Array;
  readonly #lists: Lists;
  readonly #sketch: Sketch;
  #window = 0;
  #main = 0;
  #protected = 0;

  constructor(setup: PolicySetup) {
    this.#room = new Room(setup);
    this.#mostWindow = Math.max(Math.floor(setup.capacity / 100), 1);
    this.#mostMain = setup.capacity - this.#mostWindow;
    this.#mostProtected = Math.floor((this.#mostMain * 4) / 5);
    this.#where = new Uint8Array(setup.objects);
    this.#lists = new Lists(setup.objects, 4);
    this.#sketch = new Sketch(this.#room.most);
  }

  get used(): number {
    return this.#room.used;
  }

  request(key: number): boolean {
    // §3: every use counts, of keys held or not
    this.#sketch.add(key);
    const where = this.#where[key]!;
    if (where === PROBATION) {
      this.#promote(key);
      return true;
    }
    if (where !== ABSENT) {
      this.#lists.moveToFront(where, key);
      return true;
    }
    const room = this.#room;
    if (!room.admits(key)) return false;
    const size = room.sizeOf(key);
    while (this.#window + size > this.#mostWindow && !this.#lists.isEmpty(WINDOW)) this.#leaveWindow();
    if (size <= this.#mostWindow) {
      // §4: a new object comes into the window, whatever its frequency
      this.#lists.pushFront(WINDOW, key);
      this.#where[key] = WINDOW;
      this.#window += size;
    } else {
      if (!this.#wins(key)) return false;
      this.#enterMain(key);
    }
    room.take(key);
    return false;
  }

  /** §4: what leaves the window stands for admission into the main cache. */
  #leaveWindow(): void {
    const candidate = this.#lists.last(WINDOW);
    const won = this.#wins(candidate);
    this.#lists.remove(candidate);
    this.#window -= this.#room.sizeOf(candidate);
    if (won) {
      this.#enterMain(candidate);
    } else {
      this.#where[candidate] = ABSENT;
      this.#room.evict(candidate, 'window');
    }
  }

  /** §3.1: is it worth more than what it would replace? Equal is not more. Evicts what it beats. */
  #wins(candidate: number): boolean {
    const size = this.#room.sizeOf(candidate);
    if (this.#main + size <= this.#mostMain) return true;
    if (size > this.#mostMain) return false;
    const estimate = this.#sketch.estimate(candidate);
    while (this.#main + size > this.#mostMain) {
      const from = this.#lists.isEmpty(PROBATION) ? PROTECTED : PROBATION;
      const victim = this.#lists.last(from);
      if (estimate <= this.#sketch.estimate(victim)) return false;
      this.#lists.remove(victim);
      this.#where[victim] = ABSENT;
      this.#main -= this.#room.sizeOf(victim);
      if (from === PROTECTED) this.#protected -= this.#room.sizeOf(victim);
      this.#room.evict(victim, 'main');
    }
    return true;
  }

  #enterMain(key: number): void {
    this.#lists.pushFront(PROBATION, key);
    this.#where[key] = PROBATION;
    this.#main += this.#room.sizeOf(key);
  }

  /** §4: a hit in probation is protected; what the protected part has no room for goes back to the head of probation. */
  #promote(key: number): void {
    this.#lists.moveToFront(PROTECTED, key);
    this.#where[key] = PROTECTED;
    this.#protected += this.#room.sizeOf(key);
    while (this.#protected > this.#mostProtected) {
      const demoted = this.#lists.last(PROTECTED);
      this.#lists.moveToFront(PROBATION, demoted);
      this.#where[demoted] = PROBATION;
      this.#protected -= this.#room.sizeOf(demoted);
    }
  }

  /** The mark is the sketch's estimate. */
  lists(): readonly ListView[] {
    const estimated = (list: number) => {
      const keys = this.#lists.keys(list);
      return { keys, marks: { kind: 'count' as const, of: keys.map((key) => this.#sketch.estimate(key)) } };
    };
    return [
      { id: 'window', ...estimated(WINDOW) },
      { id: 'protected', ...estimated(PROTECTED) },
      { id: 'probation', ...estimated(PROBATION) },
    ];
  }
}
