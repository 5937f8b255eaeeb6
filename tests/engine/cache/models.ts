import type { PolicyId } from '#engine/cache/eviction/policy.ts';

/** What a naive model says of one request: whether it hit, and what had to go. */
export interface Answer {
  readonly hit: boolean;
  readonly evicted?: number;
}
export type Model = (capacity: number) => (key: number) => Answer;

/** Plain arrays, head first, written from each policy's description and not from our code. */
export const models: Readonly<Record<PolicyId, Model>> = {
  fifo: (capacity) => {
    const queue: number[] = [];
    return (key) => {
      if (queue.includes(key)) return { hit: true };
      const evicted = queue.length === capacity ? queue.pop()! : undefined;
      queue.unshift(key);
      return miss(evicted);
    };
  },
  lru: (capacity) => {
    let stack: number[] = [];
    return (key) => {
      const hit = stack.includes(key);
      stack = [key, ...stack.filter((other) => other !== key)];
      return hit ? { hit } : miss(stack.length > capacity ? stack.pop() : undefined);
    };
  },
  lfu: (capacity) => {
    let held: { key: number; count: number; used: number }[] = [];
    let now = 0;
    return (key) => {
      now += 1;
      const found = held.find((one) => one.key === key);
      if (found) {
        found.count += 1;
        found.used = now;
        return { hit: true };
      }
      let evicted: number | undefined;
      if (held.length === capacity) {
        const [worst] = [...held].sort((a, b) => a.count - b.count || a.used - b.used);
        evicted = worst!.key;
        held = held.filter((one) => one !== worst);
      }
      held.push({ key, count: 1, used: now });
      return miss(evicted);
    };
  },
  // As FIFO-reinsertion, which the SIEVE paper names as the same policy: the one at the tail with its bit set goes back to the head.
  clock: (capacity) => {
    const queue: { key: number; bit: boolean }[] = [];
    return (key) => {
      const found = queue.find((one) => one.key === key);
      if (found) {
        found.bit = true;
        return { hit: true };
      }
      let evicted: number | undefined;
      while (evicted === undefined && queue.length === capacity) {
        const last = queue.pop()!;
        if (last.bit) queue.unshift({ key: last.key, bit: false });
        else evicted = last.key;
      }
      queue.unshift({ key, bit: false });
      return miss(evicted);
    };
  },
  sieve: (capacity) => {
    const queue: { key: number; visited: boolean }[] = [];
    let hand: { key: number; visited: boolean } | undefined;
    return (key) => {
      const found = queue.find((one) => one.key === key);
      if (found) {
        found.visited = true;
        return { hit: true };
      }
      let evicted: number | undefined;
      if (queue.length === capacity) {
        let at = hand ? queue.indexOf(hand) : queue.length - 1;
        while (queue[at]!.visited) {
          queue[at]!.visited = false;
          at = at === 0 ? queue.length - 1 : at - 1;
        }
        hand = at === 0 ? undefined : queue[at - 1];
        evicted = queue.splice(at, 1)[0]!.key;
      }
      queue.unshift({ key, visited: false });
      return miss(evicted);
    };
  },
};

const miss = (evicted: number | undefined): Answer =>
  evicted === undefined ? { hit: false } : { hit: false, evicted };
