import { Lists } from './lists.ts';
import type { ListView, Policy, PolicySetup } from './policy.ts';
import { Room } from './room.ts';

const ABSENT = 0;
const SMALL = 1;
const MAIN = 2;
const GHOST = 3;
/** Two bits. */
const MOST_FREQUENT = 3;

/**
 * S3-FIFO. J. Yang, Y. Zhang, Z. Qiu, Y. Yue, K. V. Rashmi, FIFO Queues are All You Need for Cache Eviction, SOSP 2023, §4.1 and
 * Algorithm 1. The small queue S aims at 10 % of the cache, the main queue M has 90 %, and the ghost queue G remembers as much as M
 * holds, rounded down. M is full when it holds more than its 90 %. A ghost that comes back leaves G.
 *
 * Where objects have sizes, queues are bytes, and a ghost counts as many as its object had.
 */
export class S3Fifo implements Policy {
  readonly id = 's3-fifo';
  readonly #room: Room;
  readonly #capacity: number;
  readonly #mostGhosts: number;
  readonly #where: Uint8Array;
  readonly #frequency: Uint8Array;
  readonly #lists: Lists;
  #small = 0;
  #main = 0;
  #ghosts = 0;

  constructor(setup: PolicySetup) {
    this.#room = new Room(setup);
    this.#capacity = setup.capacity;
    this.#mostGhosts = Math.floor((setup.capacity * 9) / 10);
    this.#where = new Uint8Array(setup.objects);
    this.#frequency = new Uint8Array(setup.objects);
    this.#lists = new Lists(setup.objects, 4);
  }

  get used(): number {
    return this.#room.used;
  }

  request(key: number): boolean {
    const where = this.#where[key]!;
    if (where === SMALL || where === MAIN) {
      // Algorithm 1, lines 2-3: a hit counts, up to 3, and moves nothing.
      const frequency = this.#frequency[key]!;
      if (frequency < MOST_FREQUENT) this.#frequency[key] = frequency + 1;
      return true;
    }
    const room = this.#room;
    if (!room.admits(key)) return false;
    // Algorithm 1, lines 7-13, INSERT: room first; then a key that G knows goes into M, any other into S.
    while (!room.fits(key)) this.#evict();
    if (this.#where[key] === GHOST) {
      this.#forget(key);
      this.#enter(key, MAIN);
    } else {
      this.#enter(key, SMALL);
    }
    // Algorithm 1, line 6
    this.#frequency[key] = 0;
    room.take(key);
    return false;
  }

  /** Algorithm 1, EVICT: from S while that has its tenth, else from M; where one is empty, from the other. */
  #evict(): void {
    if (10 * this.#small >= this.#capacity || this.#lists.isEmpty(MAIN)) this.#evictSmall();
    else this.#evictMain();
  }

  /** Algorithm 1, EVICTS: from the tail of S; what was asked for more than once moves to M, the first that was not becomes a ghost. */
  #evictSmall(): void {
    const lists = this.#lists;
    while (!lists.isEmpty(SMALL)) {
      const key = lists.last(SMALL);
      lists.remove(key);
      this.#small -= this.#room.sizeOf(key);
      if (this.#frequency[key]! <= 1) {
        this.#remember(key);
        this.#room.evict(key, 'small');
        return;
      }
      // §4.1: its access bits are cleared during the move
      this.#frequency[key] = 0;
      this.#enter(key, MAIN);
      if (10 * this.#main > 9 * this.#capacity) this.#evictMain();
    }
  }

  /** Algorithm 1, EVICTM: what was asked for goes back to the head with one use less; the first that was not goes. */
  #evictMain(): void {
    const lists = this.#lists;
    for (;;) {
      const key = lists.last(MAIN);
      const frequency = this.#frequency[key]!;
      if (frequency === 0) {
        lists.remove(key);
        this.#main -= this.#room.sizeOf(key);
        this.#where[key] = ABSENT;
        this.#room.evict(key, 'main');
        return;
      }
      this.#frequency[key] = frequency - 1;
      lists.moveToFront(MAIN, key);
      this.#room.spare(key);
    }
  }

  #enter(key: number, list: typeof SMALL | typeof MAIN): void {
    this.#lists.pushFront(list, key);
    this.#where[key] = list;
    if (list === SMALL) this.#small += this.#room.sizeOf(key);
    else this.#main += this.#room.sizeOf(key);
  }

  /** §4.1: when G is full, it evicts in FIFO order. */
  #remember(key: number): void {
    this.#lists.pushFront(GHOST, key);
    this.#where[key] = GHOST;
    this.#ghosts += this.#room.sizeOf(key);
    while (this.#ghosts > this.#mostGhosts) this.#forget(this.#lists.last(GHOST));
  }

  #forget(key: number): void {
    this.#lists.remove(key);
    this.#where[key] = ABSENT;
    this.#ghosts -= this.#room.sizeOf(key);
  }

  lists(): readonly ListView[] {
    const counted = (list: number) => {
      const keys = this.#lists.keys(list);
      return { keys, marks: { kind: 'count' as const, of: keys.map((key) => this.#frequency[key]!) } };
    };
    return [
      { id: 'main', ...counted(MAIN) },
      { id: 'small', ...counted(SMALL) },
      { id: 'ghosts', keys: this.#lists.keys(GHOST), ghost: true },
    ];
  }
}
