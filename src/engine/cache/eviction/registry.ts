import { Arc } from './arc.ts';
import { Clock } from './clock.ts';
import { Fifo } from './fifo.ts';
import { LfuDa } from './lfu-da.ts';
import { Lfu } from './lfu.ts';
import { Lirs } from './lirs.ts';
import { Lru } from './lru.ts';
import { Opt } from './opt.ts';
import type { MakePolicy, PolicyId } from './policy.ts';
import { S3Fifo } from './s3-fifo.ts';
import { Sieve } from './sieve.ts';
import { Slru } from './slru.ts';
import { TwoQueue } from './two-queue.ts';
import { WTinyLfu } from './w-tinylfu.ts';

/** Every policy, in the order in which pages show them. A new one: a file, and a line here; the contract tests take it up. */
export const policies: Readonly<Record<PolicyId, MakePolicy>> = {
  fifo: (setup) => new Fifo(setup),
  lru: (setup) => new Lru(setup),
  lfu: (setup) => new Lfu(setup),
  'lfu-da': (setup) => new LfuDa(setup),
  clock: (setup) => new Clock(setup),
  sieve: (setup) => new Sieve(setup),
  slru: (setup) => new Slru(setup),
  '2q': (setup) => new TwoQueue(setup),
  arc: (setup) => new Arc(setup),
  lirs: (setup) => new Lirs(setup),
  's3-fifo': (setup) => new S3Fifo(setup),
  'w-tinylfu': (setup) => new WTinyLfu(setup),
  opt: (setup) => new Opt(setup),
};

export const policyIds = Object.keys(policies) as readonly PolicyId[];
