import { Lists } from './lists.ts';
import type { ListView, Policy, PolicySetup } from './policy.ts';
import { Room } from './room.ts';

const ABSENT = 0;
/** Low inter-reference recency: held, and always on the stack. */
const LIR = 1;
/** High: held, in the queue; on the stack, or no longer. */
const HIR_ON_STACK = 2;
const HIR = 3;
/** No longer held, but still on the stack. */
const GHOST = 4;

const STACK = 0;
const QUEUE = 0;
/** The part of the cache for HIR blocks: one of this many, as the paper's experiments have it. */
const HIR_PART = 100;

/**
 * Low inter-reference recency set. S. Jiang, X. Zhang, LIRS: An Efficient Low Inter-reference Recency Set Replacement Policy
 * to Improve Buffer Cache Performance, SIGMETRICS 2002, §3.2 and §3.3. HIR blocks have 1 % of the cache, at least one block.
 * The stack is not cut short: it holds ghosts until pruning drops them, never more than there are keys.
 *
 * Where objects have sizes, the two parts are bytes, and blocks are demoted or evicted until there is room.
 */
export class Lirs implements Policy {
  readonly id = 'lirs';
  readonly #room: Room;
  readonly #mostLir: number;
  readonly #state: Uint8Array;
  readonly #stack: Lists;
  /** The latest to come in is its first, the next to go its last. */
  readonly #queue: Lists;
  #lir = 0;

  constructor(setup: PolicySetup) {
    this.#room = new Room(setup);
    this.#mostLir = setup.capacity - Math.max(Math.floor(setup.capacity / HIR_PART), 1);
    this.#state = new Uint8Array(setup.objects);
    this.#stack = new Lists(setup.objects, 1);
    this.#queue = new Lists(setup.objects, 1);
  }

  get used(): number {
    return this.#room.used;
  }

  request(key: number): boolean {
    const state = this.#state[key]!;
    if (state === LIR) {
      // §3.3 case 1: a LIR block moves to the top; where it was the bottom, the stack is pruned.
      const wasBottom = this.#stack.last(STACK) === key;
      this.#stack.moveToFront(STACK, key);
      if (wasBottom) this.#prune();
      return true;
    }
    if (state === HIR_ON_STACK || state === HIR) {
      this.#again(key, state);
      return true;
    }
    const room = this.#room;
    if (!room.admits(key)) return false;
    while (!room.fits(key)) this.#evict();
    room.take(key);
    // making room may have pruned the ghost away
    const ghost = this.#state[key] === GHOST;
    if (ghost) this.#stack.moveToFront(STACK, key);
    else this.#stack.pushFront(STACK, key);
    if (ghost || this.#lir + room.sizeOf(key) <= this.#mostLir) {
      // §3.3 case 3: a ghost's reuse was recent enough to be a LIR block. §3.3: until there are enough of those, every block becomes one.
      this.#promote(key);
    } else {
      // §3.3 case 3: a block not on the stack comes in as HIR, on top of the stack and at the end of the queue.
      this.#state[key] = HIR_ON_STACK;
      this.#queue.pushFront(QUEUE, key);
      this.#prune();
    }
    return false;
  }

  /** §3.3 case 2, a HIR block that is held: on the stack it becomes LIR; off the stack it stays HIR, at the end of the queue. */
  #again(key: number, state: number): void {
    if (state === HIR_ON_STACK) {
      this.#stack.moveToFront(STACK, key);
      this.#queue.remove(key);
      this.#promote(key);
      return;
    }
    this.#stack.pushFront(STACK, key);
    this.#queue.moveToFront(QUEUE, key);
    this.#state[key] = HIR_ON_STACK;
    this.#prune();
  }

  /** §3.3: the key, on top of the stack, becomes LIR; the LIR block at the bottom makes way at the end of the queue. */
  #promote(key: number): void {
    this.#state[key] = LIR;
    this.#lir += this.#room.sizeOf(key);
    while (this.#lir > this.#mostLir) this.#demote();
    this.#prune();
  }

  #demote(): void {
    const bottom = this.#stack.last(STACK);
    this.#stack.remove(bottom);
    this.#lir -= this.#room.sizeOf(bottom);
    this.#state[bottom] = HIR;
    this.#queue.pushFront(QUEUE, bottom);
    this.#prune();
  }

  /** §3.2, stack pruning: whatever lies below the lowest LIR block leaves the stack; a ghost is then forgotten. */
  #prune(): void {
    const stack = this.#stack;
    const state = this.#state;
    const end = stack.end(STACK);
    for (let key = stack.last(STACK); key !== end && state[key] !== LIR; key = stack.last(STACK)) {
      stack.remove(key);
      state[key] = state[key] === GHOST ? ABSENT : HIR;
    }
  }

  /** §3.3: the HIR block at the front of the queue. Only where objects have sizes may there be none, and a LIR block becomes one. */
  #evict(): void {
    if (this.#queue.isEmpty(QUEUE)) this.#demote();
    const victim = this.#queue.last(QUEUE);
    this.#queue.remove(victim);
    this.#state[victim] = this.#state[victim] === HIR_ON_STACK ? GHOST : ABSENT;
    this.#room.evict(victim);
  }

  /** LIR and ghosts in the order of the stack, top first; a HIR block's bit says that it is on the stack. */
  lists(): readonly ListView[] {
    const stack = this.#stack.keys(STACK);
    const queue = this.#queue.keys(QUEUE);
    const onStack = queue.map((key) => Number(this.#state[key] === HIR_ON_STACK));
    return [
      { id: 'lir', keys: stack.filter((key) => this.#state[key] === LIR) },
      { id: 'hir', keys: queue, marks: { kind: 'bit', of: onStack } },
      { id: 'ghosts', keys: stack.filter((key) => this.#state[key] === GHOST), ghost: true },
    ];
  }
}
