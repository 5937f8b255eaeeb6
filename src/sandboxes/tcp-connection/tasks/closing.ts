import type { NetEvent } from '#engine/net/events.ts';
import type { PredictTask } from '#player/model.ts';
import { resent, stateAfter, whoWaits } from './reading.ts';
export const closing: readonly PredictTask<NetEvent>[] = [
  {
    id: 'who-waits',
    scenario: 'clean',
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
    answer: (run) => resent(run)[0]?.where ?? 'nobody',
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
    id: 'server-after-reset',
    scenario: 'aborted',
    before: { event: { kind: 'arrive', where: 'server', flags: 'RST' } },
    kind: 'choice',
    options: ['closed', 'close-wait', 'time-wait', 'established'],
    answer: (run) =>
      stateAfter(run, 'server', (event) => event.kind === 'state' && event.input === 'receive-rst'),
  },
];
