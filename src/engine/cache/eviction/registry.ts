import { Clock } from './clock.ts';
import { Fifo } from './fifo.ts';
import { Lfu } from './lfu.ts';
import { Lru } from './lru.ts';
import type { MakePolicy, PolicyId } from './policy.ts';
import { Sieve } from './sieve.ts';

/** Every policy, in the order in which pages show them. A new one: a file, and a line here; the contract tests take it up. */
export const policies: Readonly<Record<PolicyId, MakePolicy>> = {
  fifo: (setup) => new Fifo(setup),
  lru: (setup) => new Lru(setup),
  lfu: (setup) => new Lfu(setup),
  clock: (setup) => new Clock(setup),
  sieve: (setup) => new Sieve(setup),
};

export const policyIds = Object.keys(policies) as readonly PolicyId[];
