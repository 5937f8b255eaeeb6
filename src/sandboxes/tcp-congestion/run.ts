import { Contest } from '#engine/contest/contest.ts';
import type { ContestEvent } from '#engine/contest/events.ts';
import type { Job, Setup } from '#player/model.ts';
import { contestOf, FRAME_BYTES } from './parameters.ts';

/** So many packets take some 30 ms. */
const QUICK_PACKETS = 3000;

/** Whether the run of a setup is to be made off the page's own thread. */
export function heavy({ parameters }: Setup): boolean {
  const bits = (parameters['rateKbps'] as number) * 1000 * (parameters['seconds'] as number);
  return bits > QUICK_PACKETS * FRAME_BYTES * 8;
}

/** The run in portions of one look each: 300 to a run. */
export function start(setup: Setup): Job<ContestEvent> {
  const asked = contestOf(setup);
  const contest = new Contest(asked);
  return {
    get done() {
      return contest.now;
    },
    total: asked.forNs,
    advance: () => contest.advance(),
    result: () => contest.result(),
  };
}
