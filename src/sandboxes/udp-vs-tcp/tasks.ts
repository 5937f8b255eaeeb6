import type { Run } from '#engine/kernel/trace.ts';
import type { MessageEvent, NetEvent } from '#engine/net/events.ts';
import type { PredictTask } from '#player/model.ts';
import { figuresOf } from './fates.ts';

const reads = (run: Run<NetEvent>, where: string): MessageEvent[] =>
  run.events.filter(
    (event): event is MessageEvent =>
      event.kind === 'message' && event.act === 'read' && event.where === where,
  );
const plays = (run: Run<NetEvent>, act: string, where: string): number =>
  run.events.filter((event) => event.kind === 'play' && event.act === act && event.where === where).length;
const pieces = (run: Run<NetEvent>, where: string): number =>
  new Set(reads(run, where).map(({ message }) => message)).size;

export const tasks: readonly PredictTask<NetEvent>[] = [
  {
    // The number of the message that the UDP program reads next, with message 4 lost
    id: 'next-over-udp',
    scenario: 'one-lost',
    before: { event: { kind: 'message', reason: 'messages.read-behind-gap', where: 'udp-receiver' } },
    kind: 'number',
    answer: (run) =>
      run.events.find(
        (event): event is MessageEvent =>
          event.kind === 'message' &&
          event.reason === 'messages.read-behind-gap' &&
          event.where === 'udp-receiver',
      )!.message,
  },
  {
    // How many messages the TCP program gets at one and the same instant, when the lost one comes at last
    id: 'released-at-once',
    scenario: 'one-lost',
    before: { event: { kind: 'send', where: 'tcp-sender', retransmission: true } },
    kind: 'number',
    answer(run) {
      const got = reads(run, 'tcp-receiver');
      const at = got.find(({ message }) => message === 4)!.at;
      return got.filter((event) => event.at === at).length;
    },
  },
  {
    id: 'lost-turn',
    scenario: 'call',
    before: { event: { kind: 'play', act: 'glitch', where: 'udp-receiver' } },
    kind: 'choice',
    options: ['udp-freezes', 'udp-skips', 'udp-asks-again'],
    answer: (run) =>
      run.events.some((event) => event.kind === 'send' && event.where === 'udp-receiver')
        ? 'udp-asks-again'
        : plays(run, 'freeze', 'udp-receiver') > 0
          ? 'udp-freezes'
          : 'udp-skips',
  },
  {
    id: 'whole-file',
    scenario: 'file',
    before: { event: { kind: 'message', reason: 'messages.read-behind-gap', where: 'udp-receiver' } },
    kind: 'choice',
    options: ['udp', 'tcp', 'both', 'neither'],
    answer(run) {
      const [udp, tcp] = ['udp-receiver', 'tcp-receiver'].map((where) => pieces(run, where) === 30);
      return udp && tcp ? 'both' : udp ? 'udp' : tcp ? 'tcp' : 'neither';
    },
  },
  {
    // How many datagrams the UDP program reads, of 12 messages
    id: 'read-in-all',
    scenario: 'doubled',
    before: { event: { kind: 'message', reason: 'messages.read-again', where: 'udp-receiver' } },
    kind: 'number',
    answer: (run) => reads(run, 'udp-receiver').length,
  },
  {
    id: 'sent-to-three',
    scenario: 'multicast',
    before: { event: { kind: 'message', act: 'read', where: 'udp-receiver-3' } },
    kind: 'number',
    answer: (run) => figuresOf(run, 'udp', Infinity).sentFrames,
  },
];
