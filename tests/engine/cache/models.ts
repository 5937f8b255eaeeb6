import type { PolicyId } from '#engine/cache/eviction/policy.ts';
import { naiveSketch } from './naive-sketch.ts';

/** What a naive model says of one request: whether it hit, and what had to go, in order. */
export interface Answer {
  readonly hit: boolean;
  readonly evicted: readonly number[];
}
export interface ModelSetup {
  readonly capacity: number;
  readonly objects: number;
  /** Bytes of a key's object; 1 where all are alike. */
  readonly sizeOf: (key: number) => number;
  /** All requests, in order. */
  readonly keys: readonly number[];
}
export type Model = (setup: ModelSetup) => (key: number) => Answer;

const HIT: Answer = { hit: true, evicted: [] };
const miss = (evicted: readonly number[]): Answer => ({ hit: false, evicted });
const without = (list: readonly number[], key: number) => list.filter((other) => other !== key);

/** Plain arrays, head first, written from each policy's description and not from our code. */
export const models: Readonly<Record<PolicyId, Model>> = {
  fifo: ({ capacity, sizeOf }) => {
    const queue: number[] = [];
    return (key) => {
      if (queue.includes(key)) return HIT;
      if (sizeOf(key) > capacity) return miss([]);
      const evicted: number[] = [];
      while (sum(queue, sizeOf) + sizeOf(key) > capacity) evicted.push(queue.pop()!);
      queue.unshift(key);
      return miss(evicted);
    };
  },
  lru: ({ capacity, sizeOf }) => {
    let stack: number[] = [];
    return (key) => {
      const hit = stack.includes(key);
      if (sizeOf(key) > capacity) return miss([]);
      stack = [key, ...without(stack, key)];
      const evicted: number[] = [];
      while (sum(stack, sizeOf) > capacity) evicted.push(stack.pop()!);
      return hit ? HIT : miss(evicted);
    };
  },
  lfu: ({ capacity, sizeOf }) => {
    let held: { key: number; count: number; used: number }[] = [];
    let now = 0;
    return (key) => {
      now += 1;
      const found = held.find((one) => one.key === key);
      if (found) {
        found.count += 1;
        found.used = now;
        return HIT;
      }
      if (sizeOf(key) > capacity) return miss([]);
      const evicted: number[] = [];
      while (held.reduce((all, one) => all + sizeOf(one.key), sizeOf(key)) > capacity) {
        const [worst] = [...held].sort((a, b) => a.count - b.count || a.used - b.used);
        evicted.push(worst!.key);
        held = held.filter((one) => one !== worst);
      }
      held.push({ key, count: 1, used: now });
      return miss(evicted);
    };
  },
  'lfu-da': ({ capacity, sizeOf }) => {
    let held: { key: number; uses: number; rank: number; used: number }[] = [];
    let age = 0;
    let now = 0;
    return (key) => {
      now += 1;
      const found = held.find((one) => one.key === key);
      if (found) {
        found.uses += 1;
        found.rank = found.uses + age;
        found.used = now;
        return HIT;
      }
      if (sizeOf(key) > capacity) return miss([]);
      const evicted: number[] = [];
      while (held.reduce((all, one) => all + sizeOf(one.key), sizeOf(key)) > capacity) {
        const [worst] = [...held].sort((a, b) => a.rank - b.rank || a.used - b.used);
        age = worst!.rank;
        evicted.push(worst!.key);
        held = held.filter((one) => one !== worst);
      }
      held.push({ key, uses: 1, rank: 1 + age, used: now });
      return miss(evicted);
    };
  },
  // As FIFO-reinsertion, which the SIEVE paper names as the same policy: the one at the tail with its bit set goes back to the head.
  clock: ({ capacity, sizeOf }) => {
    const queue: { key: number; bit: boolean }[] = [];
    return (key) => {
      const found = queue.find((one) => one.key === key);
      if (found) {
        found.bit = true;
        return HIT;
      }
      if (sizeOf(key) > capacity) return miss([]);
      const evicted: number[] = [];
      while (queue.reduce((all, one) => all + sizeOf(one.key), sizeOf(key)) > capacity) {
        const last = queue.pop()!;
        if (last.bit) queue.unshift({ key: last.key, bit: false });
        else evicted.push(last.key);
      }
      queue.unshift({ key, bit: false });
      return miss(evicted);
    };
  },
  sieve: ({ capacity, sizeOf }) => {
    const queue: { key: number; visited: boolean }[] = [];
    let hand: { key: number; visited: boolean } | undefined;
    return (key) => {
      const found = queue.find((one) => one.key === key);
      if (found) {
        found.visited = true;
        return HIT;
      }
      if (sizeOf(key) > capacity) return miss([]);
      const evicted: number[] = [];
      while (queue.reduce((all, one) => all + sizeOf(one.key), sizeOf(key)) > capacity) {
        let at = hand ? queue.indexOf(hand) : queue.length - 1;
        while (queue[at]!.visited) {
          queue[at]!.visited = false;
          at = at === 0 ? queue.length - 1 : at - 1;
        }
        hand = at === 0 ? undefined : queue[at - 1];
        evicted.push(queue.splice(at, 1)[0]!.key);
      }
      queue.unshift({ key, visited: false });
      return miss(evicted);
    };
  },
  slru: ({ capacity, sizeOf }) => {
    let probation: number[] = [];
    let safe: number[] = [];
    return (key) => {
      if (probation.includes(key) || safe.includes(key)) {
        probation = without(probation, key);
        safe = [key, ...without(safe, key)];
        while (sum(safe, sizeOf) > Math.floor(capacity * 0.8)) probation.unshift(safe.pop()!);
        return HIT;
      }
      if (sizeOf(key) > capacity) return miss([]);
      const evicted: number[] = [];
      while (sum([...probation, ...safe, key], sizeOf) > capacity) {
        evicted.push((probation.length > 0 ? probation : safe).pop()!);
      }
      probation.unshift(key);
      return miss(evicted);
    };
  },
  '2q': ({ capacity, sizeOf }) => {
    let main: number[] = [];
    const inside: number[] = [];
    let outside: number[] = [];
    return (key) => {
      if (main.includes(key)) {
        main = [key, ...without(main, key)];
        return HIT;
      }
      if (inside.includes(key)) return HIT;
      if (sizeOf(key) > capacity) return miss([]);
      const remembered = outside.includes(key);
      outside = without(outside, key);
      const evicted: number[] = [];
      while (sum([...main, ...inside, key], sizeOf) > capacity) {
        if (sum(inside, sizeOf) > Math.floor(capacity * 0.25) || main.length === 0) {
          evicted.push(inside.at(-1)!);
          outside.unshift(inside.pop()!);
          while (sum(outside, sizeOf) > Math.floor(capacity * 0.5)) outside.pop();
        } else {
          evicted.push(main.pop()!);
        }
      }
      (remembered ? main : inside).unshift(key);
      return miss(evicted);
    };
  },
  // Figure 4 of the paper, its cases in their order; the quotients rounded down, and bytes for lengths, as arc.ts says.
  arc: ({ capacity: c, sizeOf }) => {
    let t1: number[] = [];
    let t2: number[] = [];
    let b1: number[] = [];
    let b2: number[] = [];
    let p = 0;
    const size = (...lists: readonly number[][]) => sum(lists.flat(), sizeOf);
    return (key) => {
      if (t1.includes(key) || t2.includes(key)) {
        t1 = without(t1, key);
        t2 = [key, ...without(t2, key)];
        return HIT;
      }
      const own = sizeOf(key);
      if (own > c) return miss([]);
      const evicted: number[] = [];
      const replace = (inB2: boolean) => {
        while (size(t1, t2) + own > c) {
          const over = (inB2 && size(t1) === p) || size(t1) > p;
          const first = (t1.length > 0 && over) || t2.length === 0;
          const victim = (first ? t1 : t2).pop()!;
          (first ? b1 : b2).unshift(victim);
          evicted.push(victim);
        }
      };
      if (b1.includes(key)) {
        p = Math.min(c, p + own * (size(b1) >= size(b2) ? 1 : Math.floor(size(b2) / size(b1))));
        replace(false);
        b1 = without(b1, key);
        t2.unshift(key);
      } else if (b2.includes(key)) {
        p = Math.max(0, p - own * (size(b2) >= size(b1) ? 1 : Math.floor(size(b1) / size(b2))));
        replace(true);
        b2 = without(b2, key);
        t2.unshift(key);
      } else {
        while (size(t1, b1) + own > c) {
          if (b1.length > 0) b1.pop();
          else evicted.push(t1.pop()!);
        }
        while (size(t1, t2, b1, b2) + own > 2 * c && b2.length > 0) b2.pop();
        replace(false);
        t1.unshift(key);
      }
      return miss(evicted);
    };
  },
  // One stack of entries that are LIR, HIR or ghosts, and a queue, front first, as the paper tells it.
  lirs: ({ capacity, sizeOf }) => {
    const most = capacity - Math.max(1, Math.floor(capacity / 100));
    let stack: number[] = [];
    let queue: number[] = [];
    const lir = new Set<number>();
    const prune = () => {
      while (stack.length > 0 && !lir.has(stack.at(-1)!)) stack.pop();
    };
    const demote = () => {
      const bottom = stack.pop()!;
      lir.delete(bottom);
      queue.push(bottom);
      prune();
    };
    const promote = (key: number) => {
      lir.add(key);
      while (sum([...lir], sizeOf) > most) demote();
    };
    const toTop = (key: number) => (stack = [key, ...without(stack, key)]);
    return (key) => {
      const inQueue = queue.includes(key);
      if (lir.has(key) || inQueue) {
        const onStack = stack.includes(key);
        toTop(key);
        if (inQueue) {
          queue = without(queue, key);
          if (onStack) promote(key);
          else queue.push(key);
        }
        prune();
        return HIT;
      }
      if (sizeOf(key) > capacity) return miss([]);
      const evicted: number[] = [];
      while (sum([...lir, ...queue, key], sizeOf) > capacity) {
        if (queue.length === 0) demote();
        evicted.push(queue.shift()!);
      }
      const ghost = stack.includes(key);
      toTop(key);
      if (ghost || sum([...lir, key], sizeOf) <= most) promote(key);
      else queue.push(key);
      prune();
      return miss(evicted);
    };
  },
  // Algorithm 1 of the paper, function by function.
  's3-fifo': ({ capacity, sizeOf }) => {
    interface Entry {
      readonly key: number;
      freq: number;
    }
    const s: Entry[] = [];
    const m: Entry[] = [];
    let g: number[] = [];
    const size = (queue: readonly Entry[]) => queue.reduce((all, { key }) => all + sizeOf(key), 0);
    return (key) => {
      const found = [...s, ...m].find((one) => one.key === key);
      if (found) {
        found.freq = Math.min(found.freq + 1, 3);
        return HIT;
      }
      if (sizeOf(key) > capacity) return miss([]);
      const evicted: number[] = [];
      const evictM = () => {
        for (let t = m.pop(); t; t = m.pop()) {
          if (t.freq === 0) {
            evicted.push(t.key);
            return;
          }
          m.unshift({ key: t.key, freq: t.freq - 1 });
        }
      };
      const evictS = () => {
        for (let t = s.pop(); t; t = s.pop()) {
          if (t.freq <= 1) {
            evicted.push(t.key);
            g.unshift(t.key);
            while (sum(g, sizeOf) > Math.floor(capacity * 0.9)) g.pop();
            return;
          }
          m.unshift({ key: t.key, freq: 0 });
          if (size(m) > capacity * 0.9) evictM();
        }
      };
      while (size(s) + size(m) + sizeOf(key) > capacity) {
        if (size(s) >= capacity * 0.1 || m.length === 0) evictS();
        else evictM();
      }
      (g.includes(key) ? m : s).unshift({ key, freq: 0 });
      g = without(g, key);
      return miss(evicted);
    };
  },
  'w-tinylfu': ({ capacity, objects, sizeOf }) => {
    const mostWindow = Math.max(1, Math.floor(capacity * 0.01));
    const mostMain = capacity - mostWindow;
    let window: number[] = [];
    let probation: number[] = [];
    let safe: number[] = [];
    const sketch = naiveSketch(Math.min(capacity, objects));
    return (key) => {
      sketch.add(key);
      if (window.includes(key)) {
        window = [key, ...without(window, key)];
        return HIT;
      }
      if (probation.includes(key) || safe.includes(key)) {
        probation = without(probation, key);
        safe = [key, ...without(safe, key)];
        while (sum(safe, sizeOf) > Math.floor(mostMain * 0.8)) probation.unshift(safe.pop()!);
        return HIT;
      }
      if (sizeOf(key) > capacity) return miss([]);
      const evicted: number[] = [];
      /** Whether the candidate comes into the main cache. */
      const admitted = (candidate: number): boolean => {
        if (sizeOf(candidate) > mostMain) return false;
        while (sum([...probation, ...safe, candidate], sizeOf) > mostMain) {
          const from = probation.length > 0 ? probation : safe;
          if (sketch.estimate(candidate) <= sketch.estimate(from.at(-1)!)) return false;
          evicted.push(from.pop()!);
        }
        probation.unshift(candidate);
        return true;
      };
      while (window.length > 0 && sum([...window, key], sizeOf) > mostWindow) {
        const candidate = window.pop()!;
        if (!admitted(candidate)) evicted.push(candidate);
      }
      if (sizeOf(key) <= mostWindow) window.unshift(key);
      else admitted(key);
      return miss(evicted);
    };
  },
  opt: ({ capacity, sizeOf, keys }) => {
    let held: number[] = [];
    let now = -1;
    return (key) => {
      now += 1;
      if (held.includes(key)) return HIT;
      if (sizeOf(key) > capacity) return miss([]);
      const evicted: number[] = [];
      const nextUse = (one: number) => {
        const found = keys.indexOf(one, now + 1);
        return found === -1 ? keys.length + one : found;
      };
      while (sum([...held, key], sizeOf) > capacity) {
        const furthest = held.reduce((a, b) => (nextUse(a) > nextUse(b) ? a : b));
        evicted.push(furthest);
        held = without(held, furthest);
      }
      held.push(key);
      return miss(evicted);
    };
  },
};

function sum(keys: readonly number[], sizeOf: (key: number) => number): number {
  return keys.reduce((all, key) => all + sizeOf(key), 0);
}
