import type { Policy, PolicyId } from '../cache/eviction/policy.ts';
import { policies } from '../cache/eviction/registry.ts';
import type { Ns } from '../kernel/time.ts';
import type { Asked, Completion, Decider, Held, Outcome, Reply } from './exchange.ts';
import { UnderWay } from './under-way.ts';

/**
 * One server: a cache that decides, an eviction policy that says what has to go for want of room, and whoever waits. A place that a purge
 * has emptied stays the key's until the policy takes it: policies know keys, not what is held of them.
 */
export class Shelf<C> {
  /** Whom an answer is for, by ticket. */
  readonly tickets = new UnderWay<C>();
  readonly #decider: Decider;
  readonly #policy: Policy;

  constructor(
    decider: Decider,
    room: { readonly policy: PolicyId; readonly capacity: number; readonly objects: number },
    evicted: (key: number) => void,
  ) {
    this.#decider = decider;
    const { policy, capacity, objects } = room;
    this.#policy = policies[policy]({
      capacity,
      objects,
      witness: {
        evicted: (key) => {
          if (decider.remove(key)) evicted(key);
        },
        spared: () => undefined,
      },
    });
  }

  ask(asked: Asked, onlyIfCached: boolean, now: Ns): Outcome {
    const outcome = this.#decider.ask(asked, onlyIfCached, now);
    if (outcome.kind === 'answer' && outcome.from !== 'own') this.#policy.request(asked.key);
    return outcome;
  }

  /** The version held where it is fresh, so that a request for it is a hit: the same as to ask, without the answer. */
  hit(key: number, now: Ns): number | undefined {
    const held = this.#decider.held(key);
    if (!held || held.staleAtNs <= now) return undefined;
    this.#policy.request(key);
    return held.version;
  }

  answered(id: number, key: number, reply: Reply, now: Ns): Completion {
    const completion = this.#decider.answered(id, reply, now);
    if (completion.kept) this.#policy.request(key);
    return completion;
  }

  failed(id: number, now: Ns): Completion {
    return this.#decider.failed(id, now);
  }

  /** The operator puts a copy here that nobody has asked for, in place of what was there. */
  put(key: number, reply: Reply, now: Ns): void {
    this.#decider.remove(key);
    const outcome = this.#decider.ask({ key, has: [] }, false, now);
    if (outcome.kind === 'forward') this.answered(outcome.forward.id, key, reply, now);
  }

  purge(key: number): boolean {
    return this.#decider.remove(key);
  }

  held(key: number): Held | undefined {
    return this.#decider.held(key);
  }
}
