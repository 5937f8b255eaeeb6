import { MILLISECOND, SECOND } from '#engine/kernel/time.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent, SendEvent } from '#engine/net/events.ts';
import type { PredictTask } from '#player/model.ts';
import { throughputBps } from './throughput.ts';

const sent = (run: Run<NetEvent>, where: string): SendEvent[] =>
  run.events.filter((event): event is SendEvent => event.kind === 'send' && event.where === where);
const dataOf = (run: Run<NetEvent>) => sent(run, 'client').filter(({ len }) => len > 0);
const firstData = { event: { kind: 'send', where: 'client', len: { min: 1 } } } as const;

export const tasks: readonly PredictTask<NetEvent>[] = [
  {
    // Bytes that leave before the sender has to stop
    id: 'sent-before-stop',
    scenario: 'zero-window',
    before: firstData,
    kind: 'number',
    unit: 'bytes',
    answer(run) {
      const closed = sent(run, 'server').find(({ window }) => window === 0)!;
      return dataOf(run).reduce((sum, { n, len }) => sum + (n < closed.n ? len : 0), 0);
    },
  },
  {
    // From the first probe to the second
    id: 'second-probe',
    scenario: 'zero-window',
    before: { event: { kind: 'timer', timer: 'persist', action: 'expire' } },
    kind: 'number',
    unit: 's',
    answer(run) {
      const [first, second] = sent(run, 'client').filter(({ reason }) => reason === 'tcp.send-probe');
      return Math.round((second!.at - first!.at) / SECOND);
    },
  },
  {
    id: 'who-breaks-silence',
    scenario: 'update-lost',
    before: { event: { kind: 'lost' } },
    kind: 'choice',
    options: ['probe', 'update-again', 'nobody'],
    answer(run) {
      const lost = run.events.find(({ kind }) => kind === 'lost')!;
      const next = run.events.find(({ n, kind }) => n > lost.n && kind === 'send');
      return next === undefined ? 'nobody' : next.where === 'client' ? 'probe' : 'update-again';
    },
  },
  {
    // Bytes in the first segment that leaves once the window has opened
    id: 'silly-size',
    scenario: 'silly',
    before: { event: { kind: 'send', where: 'client', len: { min: 1 } }, nth: 2 },
    kind: 'number',
    unit: 'bytes',
    answer: (run) => dataOf(run)[1]!.len,
  },
  {
    // From the second write() to the segment that carries it
    id: 'second-write',
    scenario: 'nagle-delayed-ack',
    before: { event: { kind: 'call', where: 'client', call: 'send' }, nth: 2 },
    kind: 'number',
    unit: 'ms',
    answer(run) {
      const [, write] = run.events.filter(
        (event) => event.kind === 'call' && event.where === 'client' && event.call === 'send',
      );
      return Math.round((dataOf(run)[1]!.at - write!.at) / MILLISECOND);
    },
  },
  {
    id: 'fat-pipe-rate',
    scenario: 'fat-pipe-64k',
    before: firstData,
    kind: 'choice',
    options: ['2', '5', '10', '20'],
    answer: (run) => String(Math.round(throughputBps(run) / 1e6)),
  },
  {
    id: 'whose-speed',
    scenario: 'receiver-protected',
    before: { event: { kind: 'call', call: 'read' }, nth: 8 },
    kind: 'choice',
    options: ['reader', 'link', 'writer'],
    answer(run) {
      // What the sender sends between the reader's 8th call and its change of pace, in the reader's measure
      const from = run.events.filter((event) => event.kind === 'call' && event.call === 'read')[7]!;
      const change = run.events.filter(({ reason }) => reason === 'tcp.reader-pace')[1]!;
      const bytes = dataOf(run).reduce((sum, { n, len }) => sum + (n > from.n && n < change.n ? len : 0), 0);
      const rateBps = (bytes * 8 * SECOND) / (change.at - from.at);
      return rateBps < 1_000_000 ? 'reader' : rateBps > 50_000_000 ? 'link' : 'writer';
    },
  },
];
