import { stateAt, type Run } from '#engine/kernel/trace.ts';
import type { NetEvent, SendEvent } from '#engine/net/events.ts';

/** What the tasks read from a run, whatever the reader has changed in it. */

export const resent = (run: Run<NetEvent>): readonly SendEvent[] =>
  run.events.filter((event): event is SendEvent => event.kind === 'send' && event.retransmission);

/** The state of a host right after the first event that fits. */
export const stateAfter = (run: Run<NetEvent>, where: string, fits: (event: NetEvent) => boolean): string =>
  String(stateAt(run.events, where, run.events.find(fits)!.n)['state']).toLowerCase();

/** As the handshake took it. */
export function roundTripNs(run: Run<NetEvent>): number {
  const syn = run.events.find((event) => event.kind === 'send' && event.flags === 'SYN')!;
  return run.events.find((event) => event.kind === 'arrive' && event.flags === 'SYN,ACK')!.at - syn.at;
}

export function whoWaits(run: Run<NetEvent>): string {
  const waiting = run.events.filter((event) => event.kind === 'state' && event.to === 'TIME-WAIT');
  return waiting.length > 1 ? 'both' : (waiting[0]?.where ?? 'both');
}

/** What a host sends first. */
export function answerOf(run: Run<NetEvent>, where: string): string {
  const sent = run.events.find((event) => event.kind === 'send' && event.where === where);
  if (sent?.kind !== 'send') return 'nothing';
  return sent.flags.startsWith('RST') ? 'rst' : sent.flags.toLowerCase().replace(',', '-');
}
