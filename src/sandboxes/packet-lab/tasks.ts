import type { NetEvent } from '#engine/net/events.ts';
import type { PredictTask } from '#player/model.ts';
import { ANSWERS, answerOf } from './came-back.ts';

/** "What comes back?", asked as the packet reaches `where`. */
const comesBack = (scenario: string, where: string): PredictTask<NetEvent> => ({
  id: `answer-${scenario}`,
  scenario,
  before: { event: { kind: 'arrive', where } },
  kind: 'choice',
  options: ANSWERS,
  answer: answerOf,
});

export const tasks: readonly PredictTask<NetEvent>[] = [
  comesBack('syn-closed', 'server'),
  comesBack('udp-closed', 'server'),
  comesBack('bad-checksum', 'server'),
  comesBack('ttl-one', 'router'),
  {
    // Who throws the segment with the wrong TCP checksum away
    id: 'who-checks',
    scenario: 'bad-checksum',
    before: { event: { kind: 'arrive', where: 'router' } },
    kind: 'choice',
    options: ['router', 'server', 'nobody'],
    answer: (run) => run.events.find((event) => event.kind === 'discard')?.where ?? 'nobody',
  },
  {
    // Who gets the SYN,ACK for a SYN that bears another's address
    id: 'who-hears',
    scenario: 'forged',
    before: { event: { kind: 'send', where: 'server' } },
    kind: 'choice',
    options: ['you', 'other', 'nobody'],
    answer(run) {
      const answered = run.events.find(
        (event) => event.kind === 'arrive' && event.where !== 'router' && event.flags === 'SYN,ACK',
      );
      return answered?.where ?? 'nobody';
    },
  },
  {
    // How many pieces reach the server
    id: 'pieces',
    scenario: 'fragments',
    before: { event: { kind: 'send', where: 'router' } },
    kind: 'number',
    answer: (run) => run.events.filter((event) => event.kind === 'arrive' && event.where === 'server').length,
  },
];
