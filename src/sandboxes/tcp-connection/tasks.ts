import { stateAt, type Run } from '#engine/kernel/trace.ts';
import { SECOND } from '#engine/kernel/time.ts';
import type { NetEvent } from '#engine/net/events.ts';
import type { PredictTask } from '#player/model.ts';

const again = (run: Run<NetEvent>) =>
  run.events.find((event) => event.kind === 'send' && event.retransmission);

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
    answer(run) {
      const waiting = run.events.filter((event) => event.kind === 'state' && event.to === 'TIME-WAIT');
      return waiting.length > 1 ? 'both' : (waiting[0]?.where ?? 'both');
    },
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
];
