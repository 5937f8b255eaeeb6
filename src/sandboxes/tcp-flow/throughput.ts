import { SECOND } from '#engine/kernel/time.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';

/** What parts one windowful of acknowledgments from the next. */
const GAP_NS = SECOND / 100;

/**
 * Bits a second that the stream comes to once it is under way. Where it goes window by window: from the first acknowledgment to the
 * one that begins the last whole windowful; where it flows without a break, over the second half. 0 where nothing is acknowledged.
 */
export function throughputBps(run: Run<NetEvent>): number {
  const acks = run.events.filter(
    (event): event is NetEvent & { relAck: number } =>
      event.kind === 'arrive' && event.where === 'client' && event.relAck > 1,
  );
  const windows = acks.filter((one, i) => one.at - (acks[i - 1]?.at ?? -Infinity) > GAP_NS);
  const [first, last] =
    windows.length > 3 ? [windows[0], windows.at(-2)] : [acks[acks.length >> 1], acks.at(-2)];
  if (!first || !last || first.at === last.at) return 0;
  return ((last.relAck - first.relAck) * 8 * SECOND) / (last.at - first.at);
}
