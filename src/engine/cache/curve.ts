import type { NextKey } from './workloads/workload.ts';
import type { PolicyId, Policy } from './eviction/policy.ts';
import { policies } from './eviction/registry.ts';

/** One point: `hits` of `requests` found their key in a cache of `capacity` objects. */
export interface CurvePoint {
  readonly policy: PolicyId;
  readonly capacity: number;
  readonly hits: number;
  readonly requests: number;
}

export interface CurveSetup {
  readonly policies: readonly PolicyId[];
  /** Capacities, ascending. */
  readonly sizes: readonly number[];
  /** The workload: gives keys in [0, objects). */
  readonly nextKey: NextKey;
  readonly requests: number;
  readonly objects: number;
}

/** Shares of all objects, in thousandths, at which a curve is measured. */
const PER_MILLE = [1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 400, 500, 700, 850, 1000];

/** Twenty capacities from a thousandth of the objects to all of them; fewer where several would be the same. */
export function curveSizes(objects: number): readonly number[] {
  return [...new Set(PER_MILLE.map((share) => Math.max(Math.floor((objects * share) / 1000), 1)))];
}

/**
 * Hit ratio against size, one policy after the other, in steps: whoever drives it says how many requests it may answer before it
 * looks up again. No clock inside; nothing is left to clean up where it is left standing.
 */
export class Curve {
  readonly points: CurvePoint[] = [];
  readonly #setup: CurveSetup;
  readonly #order: readonly { readonly policy: PolicyId; readonly capacity: number }[];
  readonly #keys: Int32Array;
  /** How many keys have been drawn; the first thing it does. */
  #drawn = 0;
  #policy: Policy | undefined;
  #position = 0;
  #hits = 0;

  constructor(setup: CurveSetup) {
    this.#setup = setup;
    this.#keys = new Int32Array(setup.requests);
    this.#order = setup.policies.flatMap((policy) => setup.sizes.map((capacity) => ({ policy, capacity })));
  }

  /** Requests to draw, once, and to answer, once for each point. */
  get total(): number {
    return (this.#order.length + 1) * this.#keys.length;
  }

  get done(): number {
    return this.#drawn + this.points.length * this.#keys.length + this.#position;
  }

  /** Draws or answers up to `budget` requests; true while there is more to do. */
  advance(budget: number): boolean {
    const { objects, nextKey } = this.#setup;
    const keys = this.#keys;
    let left = budget;
    for (; left > 0 && this.#drawn < keys.length; left -= 1) {
      keys[this.#drawn] = nextKey(this.#drawn);
      this.#drawn += 1;
    }
    while (left > 0) {
      const next = this.#order[this.points.length];
      if (!next) return false;
      this.#policy ??= policies[next.policy]({ capacity: next.capacity, objects, future: keys });
      const end = Math.min(this.#position + left, keys.length);
      this.#hits += replay(this.#policy, keys, this.#position, end);
      left -= end - this.#position;
      this.#position = end;
      if (end === keys.length) {
        this.points.push({ ...next, hits: this.#hits, requests: keys.length });
        this.#policy = undefined;
        this.#position = 0;
        this.#hits = 0;
      }
    }
    return this.points.length < this.#order.length;
  }
}

/** Asks `policy` for keys[from..to); how many were hits. */
export function replay(policy: Policy, keys: Int32Array, from: number, to: number): number {
  let hits = 0;
  for (let i = from; i < to; i += 1) if (policy.request(keys[i]!)) hits += 1;
  return hits;
}
