import { stateAt } from '#engine/kernel/trace.ts';
import { SECOND } from '#engine/kernel/time.ts';
import type { NetEvent } from '#engine/net/events.ts';
import type { PredictTask } from '#player/model.ts';
import { answerOf, resent } from './reading.ts';
export const opening: readonly PredictTask<NetEvent>[] = [
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
    answer: (run) => resent(run)[0]?.where ?? 'nobody',
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
    id: 'answer-to-syn',
    scenario: 'refused',
    before: { event: { kind: 'arrive', where: 'server' } },
    kind: 'choice',
    options: ['syn-ack', 'rst', 'nothing'],
    answer: (run) => answerOf(run, 'server'),
  },
];
