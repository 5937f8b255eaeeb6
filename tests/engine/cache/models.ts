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
  slru: (capacity) => {
    let probation: number[] = [];
    let safe: number[] = [];
    return (key) => {
      if (probation.includes(key) || safe.includes(key)) {
        probation = probation.filter((other) => other !== key);
        safe = [key, ...safe.filter((other) => other !== key)];
        if (safe.length > Math.floor(capacity * 0.8)) probation.unshift(safe.pop()!);
        return { hit: true };
      }
      const evicted = probation.length + safe.length === capacity ? probation.pop() : undefined;
      probation.unshift(key);
      return miss(evicted);
    };
  },
  '2q': (capacity) => {
    let main: number[] = [];
    const inside: number[] = [];
    let outside: number[] = [];
    return (key) => {
      if (main.includes(key)) {
        main = [key, ...main.filter((other) => other !== key)];
        return { hit: true };
      }
      if (inside.includes(key)) return { hit: true };
      const remembered = outside.includes(key);
      outside = outside.filter((other) => other !== key);
      let evicted: number | undefined;
      if (main.length + inside.length === capacity) {
        if (inside.length > Math.floor(capacity * 0.25)) {
          evicted = inside.pop()!;
          outside = [evicted, ...outside].slice(0, Math.floor(capacity * 0.5));
        } else {
          evicted = main.pop();
        }
      }
      (remembered ? main : inside).unshift(key);
      return miss(evicted);
    };
  },
  // Figure 4 of the paper, its cases in their order; the quotients rounded down, as arc.ts says.
  arc: (c) => {
    let t1: number[] = [];
    let t2: number[] = [];
    let b1: number[] = [];
    let b2: number[] = [];
    let p = 0;
    const replace = (inB2: boolean): number => {
      const first = t1.length > 0 && ((inB2 && t1.length === p) || t1.length > p);
      const victim = (first ? t1 : t2).pop()!;
      (first ? b1 : b2).unshift(victim);
      return victim;
    };
    const without = (list: readonly number[], key: number) => list.filter((other) => other !== key);
    return (key) => {
      if (t1.includes(key) || t2.includes(key)) {
        t1 = without(t1, key);
        t2 = [key, ...without(t2, key)];
        return { hit: true };
      }
      let evicted: number | undefined;
      if (b1.includes(key)) {
        p = Math.min(c, p + (b1.length >= b2.length ? 1 : Math.floor(b2.length / b1.length)));
        evicted = replace(false);
        b1 = without(b1, key);
        t2.unshift(key);
      } else if (b2.includes(key)) {
        p = Math.max(0, p - (b2.length >= b1.length ? 1 : Math.floor(b1.length / b2.length)));
        evicted = replace(true);
        b2 = without(b2, key);
        t2.unshift(key);
      } else {
        const one = t1.length + b1.length;
        const all = one + t2.length + b2.length;
        if (one === c) {
          if (t1.length < c) {
            b1.pop();
            evicted = replace(false);
          } else evicted = t1.pop();
        } else if (all >= c) {
          if (all === 2 * c) b2.pop();
          evicted = replace(false);
        }
        t1.unshift(key);
      }
      return miss(evicted);
    };
  },
};

const miss = (evicted: number | undefined): Answer =>
  evicted === undefined ? { hit: false } : { hit: false, evicted };
