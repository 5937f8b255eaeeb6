import type { PolicyId } from '#engine/cache/eviction/policy.ts';
import { policyIds } from '#engine/cache/eviction/registry.ts';

/** The policies that this sandbox can show and measures, in the order of their lanes: all there are. */
export const laneIds = policyIds;

/** An inner list of a policy, by its name in the trace. A ghost list remembers keys without their objects. */
export interface LaneList {
  readonly id: string;
  readonly ghost?: true;
}

const lists = (...ids: readonly string[]): readonly LaneList[] => ids.map((id) => ({ id }));
const ghost = (id: string): LaneList => ({ id, ghost: true });

/** The lists of each policy, in the order in which a lane shows them; what is evicted next stands in the last that is no ghost. */
export const listsOf: Readonly<Record<PolicyId, readonly LaneList[]>> = {
  fifo: lists('queue'),
  lru: lists('queue'),
  lfu: lists('ranks'),
  'lfu-da': lists('ranks'),
  clock: lists('ring'),
  sieve: lists('queue'),
  slru: lists('protected', 'probation'),
  '2q': [...lists('am', 'a1in'), ghost('a1out')],
  arc: [...lists('t2', 't1'), ghost('b1'), ghost('b2')],
  lirs: [...lists('lir', 'hir'), ghost('ghosts')],
  's3-fifo': [...lists('main', 'small'), ghost('ghosts')],
  'w-tinylfu': lists('window', 'protected', 'probation'),
  opt: lists('ahead'),
};
