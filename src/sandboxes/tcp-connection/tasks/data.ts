import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';
import type { PredictTask } from '#player/model.ts';
import { resent, roundTripNs } from './reading.ts';

/** When each of the segments that were lost left again, told apart by the round trips between. */
function whenResent(run: Run<NetEvent>): string {
  const expired = run.events.some(
    (event) => event.kind === 'timer' && event.timer === 'retransmission' && event.action === 'expire',
  );
  if (expired) return 'timeout';
  const first = new Map<number, number>();
  for (const { seq, at } of resent(run)) if (!first.has(seq)) first.set(seq, at);
  const [from, to] = [Math.min(...first.values()), Math.max(...first.values())];
  return to - from < roundTripNs(run) ? 'together' : 'one-a-round-trip';
}
export const data: readonly PredictTask<NetEvent>[] = [
  {
    // Acknowledgment number (relative) that the server answers the repeated request with
    id: 'ack-of-request',
    scenario: 'lost-data',
    before: { event: { kind: 'arrive', where: 'server', len: { min: 1 } } },
    kind: 'number',
    answer(run) {
      const data = run.events.find(
        (event) => event.kind === 'arrive' && event.where === 'server' && event.len > 0,
      )!;
      const ack = run.events.find(
        (event) => event.n > data.n && event.kind === 'send' && event.where === 'server',
      );
      return ack?.kind === 'send' ? ack.relAck : 0;
    },
  },
  {
    id: 'duplicates-before-resend',
    scenario: 'fast-retransmit',
    before: { event: { reason: 'tcp.duplicate-ack' } },
    kind: 'number',
    answer(run) {
      const before = resent(run)[0]?.n ?? 0;
      return run.events.filter(({ n, reason }) => n < before && /duplicate-ack$/.test(reason)).length;
    },
  },
  {
    id: 'when-resent',
    scenario: 'several-lost',
    before: { event: { kind: 'send', retransmission: true } },
    kind: 'choice',
    options: ['together', 'one-a-round-trip', 'timeout'],
    answer: whenResent,
  },
  {
    id: 'when-resent-no-sack',
    scenario: 'several-lost-no-sack',
    before: { event: { kind: 'send', retransmission: true } },
    kind: 'choice',
    options: ['together', 'one-a-round-trip', 'timeout'],
    answer: whenResent,
  },
  {
    id: 'second-part-leaves',
    scenario: 'nagle-delayed-ack',
    before: { event: { kind: 'timer', timer: 'delayed-ack', action: 'start' } },
    kind: 'choice',
    options: ['at-once', 'one-round-trip', 'delayed-ack'],
    answer(run) {
      const second = (kind: string, test: (event: NetEvent) => boolean) =>
        run.events.filter((event) => event.kind === kind && event.where === 'client' && test(event))[1]!.at;
      const given = second('call', (event) => event.kind === 'call' && event.call === 'send');
      const waited = second('send', (event) => event.kind === 'send' && event.len > 0) - given;
      if (waited === 0) return 'at-once';
      return waited < 2 * roundTripNs(run) ? 'one-round-trip' : 'delayed-ack';
    },
  },
  {
    // The number on the wire, not the relative one
    id: 'ack-after-wrap',
    scenario: 'wrap',
    before: { event: { kind: 'arrive', where: 'server', len: { min: 1 } } },
    kind: 'number',
    answer(run) {
      const ack = run.events.find(
        (event) => event.kind === 'send' && event.where === 'server' && event.flags === 'ACK',
      );
      return ack?.kind === 'send' ? ack.ack : 0;
    },
  },
];
