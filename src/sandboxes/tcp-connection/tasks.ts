import { stateAt, type Run } from '#engine/kernel/trace.ts';
import { SECOND } from '#engine/kernel/time.ts';
import type { NetEvent, SendEvent } from '#engine/net/events.ts';
import type { PredictTask } from '#player/model.ts';

const resent = (run: Run<NetEvent>) =>
  run.events.filter((event) => event.kind === 'send' && event.retransmission);
const again = (run: Run<NetEvent>) => resent(run)[0];
/** The state of a host right after the first event that fits. */
const stateAfter = (run: Run<NetEvent>, where: string, fits: (event: NetEvent) => boolean): string =>
  String(stateAt(run.events, where, run.events.find(fits)!.n)['state']).toLowerCase();
/** When each of the segments that were lost left again, told apart by the round trips between. */
function whenResent(run: Run<NetEvent>): string {
  if (
    run.events.some(
      (event) => event.kind === 'timer' && event.timer === 'retransmission' && event.action === 'expire',
    )
  )
    return 'timeout';
  const first = new Map<unknown, number>();
  for (const { seq, at } of resent(run) as SendEvent[]) if (!first.has(seq)) first.set(seq, at);
  const [from, to] = [Math.min(...first.values()), Math.max(...first.values())];
  return to - from < roundTripNs(run) ? 'together' : 'one-a-round-trip';
}
/** As the handshake took it. */
function roundTripNs(run: Run<NetEvent>): number {
  const syn = run.events.find((event) => event.kind === 'send' && event.flags === 'SYN')!;
  return run.events.find((event) => event.kind === 'arrive' && event.flags === 'SYN,ACK')!.at - syn.at;
}

function whoWaits(run: Run<NetEvent>): string {
  const waiting = run.events.filter((event) => event.kind === 'state' && event.to === 'TIME-WAIT');
  return waiting.length > 1 ? 'both' : (waiting[0]?.where ?? 'both');
}
/** What a host sends first. */
function answerOf(run: Run<NetEvent>, where: string): string {
  const sent = run.events.find((event) => event.kind === 'send' && event.where === where);
  if (sent?.kind !== 'send') return 'nothing';
  return sent.flags.startsWith('RST') ? 'rst' : sent.flags.toLowerCase().replace(',', '-');
}

export const tasks: readonly PredictTask<NetEvent>[] = [
  {
    id: 'first-established',
    scenario: 'clean',
    before: { event: { kind: 'state', to: 'ESTABLISHED' } },
    kind: 'choice',
    options: ['client', 'server', 'same-time'],
    answer(run) {
      const [first, second] = run.events.filter(
        (event) => event.kind === 'state' && event.to === 'ESTABLISHED',
      );
      return first && first.at === second?.at ? 'same-time' : (first?.where ?? 'same-time');
    },
  },
  {
    id: 'who-waits',
    scenario: 'clean',
    before: { event: { kind: 'state', to: 'TIME-WAIT' } },
    kind: 'choice',
    options: ['client', 'server', 'both'],
    answer: whoWaits,
  },
  {
    // In seconds, from the SYN to the second time it is sent again
    id: 'second-syn-retry',
    scenario: 'lost-syn',
    before: { event: { kind: 'timer', timer: 'retransmission', action: 'expire' } },
    kind: 'number',
    unit: 's',
    answer(run) {
      const syns = run.events.filter((event) => event.kind === 'send' && event.flags === 'SYN');
      return Math.round((syns[2]!.at - syns[0]!.at) / SECOND);
    },
  },
  {
    id: 'who-sends-again',
    scenario: 'lost-syn-ack',
    before: { event: { kind: 'timer', timer: 'retransmission', action: 'expire' } },
    kind: 'choice',
    options: ['client', 'server', 'nobody'],
    answer: (run) => again(run)?.where ?? 'nobody',
  },
  {
    id: 'server-without-ack',
    scenario: 'lost-ack',
    before: { event: { kind: 'lost' } },
    kind: 'choice',
    options: ['listen', 'syn-received', 'established', 'closed'],
    answer(run) {
      const lost = run.events.find((event) => event.kind === 'lost')!;
      return String(stateAt(run.events, 'server', lost.n)['state']).toLowerCase();
    },
  },
  {
    id: 'acks-sent-again',
    scenario: 'lost-ack',
    before: { event: { kind: 'arrive', where: 'server', len: { min: 1 } } },
    kind: 'number',
    answer: (run) =>
      run.events.filter((event) => event.kind === 'send' && event.where === 'client' && event.retransmission)
        .length,
  },
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
      const before = again(run)?.n ?? 0;
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
    id: 'client-without-fin',
    scenario: 'lost-fin',
    before: { event: { kind: 'lost' } },
    kind: 'choice',
    options: ['established', 'fin-wait-1', 'fin-wait-2', 'time-wait'],
    answer: (run) => stateAfter(run, 'client', ({ kind }) => kind === 'lost'),
  },
  {
    id: 'who-repeats',
    scenario: 'lost-last-ack',
    before: { event: { kind: 'lost' } },
    kind: 'choice',
    options: ['client', 'server', 'nobody'],
    answer: (run) => again(run)?.where ?? 'nobody',
  },
  {
    id: 'segments-to-open',
    scenario: 'simultaneous-open',
    before: { event: { kind: 'arrive' } },
    kind: 'number',
    answer(run) {
      const open = run.events.filter((event) => event.kind === 'state' && event.to === 'ESTABLISHED')[1]!.n;
      return run.events.filter((event) => event.kind === 'send' && event.n < open).length;
    },
  },
  {
    id: 'who-waits-both',
    scenario: 'simultaneous-close',
    before: { event: { kind: 'state', to: 'TIME-WAIT' } },
    kind: 'choice',
    options: ['client', 'server', 'both'],
    answer: whoWaits,
  },
  {
    id: 'state-while-receiving',
    scenario: 'half-close',
    before: { event: { kind: 'arrive', where: 'client', len: { min: 1 } } },
    kind: 'choice',
    options: ['established', 'fin-wait-2', 'close-wait', 'time-wait'],
    answer: (run) =>
      stateAfter(
        run,
        'client',
        (event) => event.kind === 'arrive' && event.where === 'client' && event.len > 0,
      ),
  },
  {
    id: 'answer-to-syn',
    scenario: 'refused',
    before: { event: { kind: 'arrive', where: 'server' } },
    kind: 'choice',
    options: ['syn-ack', 'rst', 'nothing'],
    answer: (run) => answerOf(run, 'server'),
  },
  {
    id: 'server-after-reset',
    scenario: 'aborted',
    before: { event: { kind: 'arrive', where: 'server', flags: 'RST' } },
    kind: 'choice',
    options: ['closed', 'close-wait', 'time-wait', 'established'],
    answer: (run) =>
      stateAfter(run, 'server', (event) => event.kind === 'state' && event.input === 'receive-rst'),
  },
  {
    id: 'answer-to-old',
    scenario: 'old-duplicate-syn',
    before: { event: { kind: 'arrive', where: 'client' } },
    kind: 'choice',
    options: ['ack', 'rst', 'nothing'],
    answer(run) {
      const arrives = run.events.find((event) => event.kind === 'arrive' && event.where === 'client')!.n;
      return answerOf({ ...run, events: run.events.slice(arrives) }, 'client');
    },
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
