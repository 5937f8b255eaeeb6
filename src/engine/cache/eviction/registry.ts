import { Arc } from './arc.ts';
import { Clock } from './clock.ts';
import { Fifo } from './fifo.ts';
import { Lfu } from './lfu.ts';
import { Lru } from './lru.ts';
import type { MakePolicy, PolicyId } from './policy.ts';
import { Sieve } from './sieve.ts';
import { Slru } from './slru.ts';
import { TwoQueue } from './two-queue.ts';

/** Every policy, in the order in which pages show them. A new one: a file, and a line here; the contract tests take it up. */
export const policies: Readonly<Record<PolicyId, MakePolicy>> = {
  fifo: (setup) => new Fifo(setup),
  lru: (setup) => new Lru(setup),
  lfu: (setup) => new Lfu(setup),
  clock: (setup) => new Clock(setup),
  sieve: (setup) => new Sieve(setup),
  slru: (setup) => new Slru(setup),
  '2q': (setup) => new TwoQueue(setup),
  arc: (setup) => new Arc(setup),
};

export const policyIds = Object.keys(policies) as readonly PolicyId[];
