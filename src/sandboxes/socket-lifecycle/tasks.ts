import { stateAt, type Run } from '#engine/kernel/trace.ts';
import type { NetEvent, SyscallEvent } from '#engine/net/events.ts';
import type { PredictTask } from '#player/model.ts';
import { socketsIn } from '#views/socket-table.ts';

const calls = (run: Run<NetEvent>, where: string, call: string): SyscallEvent[] =>
  run.events.filter(
    (event): event is SyscallEvent =>
      event.kind === 'syscall' && event.where === where && event.call === call,
  );
/** How the call came back in the end: 'returns', 'waits', or the errno as the options have it. */
const outcome = (event: SyscallEvent | undefined): string =>
  event?.outcome === 'fails' ? event.errno.toLowerCase() : (event?.outcome ?? 'waits');

export const tasks: readonly PredictTask<NetEvent>[] = [
  {
    id: 'who-returns-first',
    scenario: 'echo',
    before: { event: { kind: 'syscall', call: 'connect', outcome: 'returns' } },
    kind: 'choice',
    options: ['connect', 'accept', 'same-time'],
    answer(run) {
      const returned = (where: string, call: string) =>
        calls(run, where, call).find((one) => one.outcome === 'returns')?.at ?? Infinity;
      const [connect, accept] = [returned('client', 'connect'), returned('server', 'accept')];
      return connect === accept ? 'same-time' : connect < accept ? 'connect' : 'accept';
    },
  },
  {
    // Where the bytes are at the moment at which send() comes back
    id: 'where-are-they',
    scenario: 'echo',
    before: { event: { kind: 'syscall', where: 'client', call: 'send' } },
    kind: 'choice',
    options: ['send-buffer', 'receive-buffer', 'program'],
    answer(run) {
      const sent = calls(run, 'client', 'send')[0]!;
      const held = socketsIn(stateAt(run.events, 'client', sent.n)).some(({ toSend }) => toSend > 0);
      const there = socketsIn(stateAt(run.events, 'server', sent.n)).some(
        ({ state, received }) => state !== 'LISTEN' && received > 0,
      );
      return held ? 'send-buffer' : there ? 'receive-buffer' : 'program';
    },
  },
  {
    id: 'nobody-there',
    scenario: 'refused',
    before: { event: { kind: 'arrive', where: 'client' } },
    kind: 'choice',
    options: ['waits', 'econnrefused', 'etimedout'],
    answer: (run) => outcome(calls(run, 'client', 'connect').at(-1)),
  },
  {
    id: 'without-accept',
    scenario: 'no-accept',
    before: { event: { kind: 'syscall', call: 'connect' } },
    kind: 'choice',
    options: ['waits', 'returns', 'econnrefused'],
    answer: (run) => outcome(calls(run, 'client', 'connect').at(-1)),
  },
  {
    // Clients whose connect() has come back before the server accepts anything
    id: 'fits-in-the-queue',
    scenario: 'backlog',
    before: { event: { kind: 'arrive', where: 'server' } },
    kind: 'number',
    answer(run) {
      const first = calls(run, 'server', 'accept').find((one) => one.outcome === 'returns');
      return calls(run, 'client', 'connect').filter(
        (one) => one.outcome === 'returns' && one.n < (first?.n ?? Infinity),
      ).length;
    },
  },
  {
    id: 'which-call-fails',
    scenario: 'port-taken',
    before: { event: { kind: 'syscall', call: 'socket' }, nth: 2 },
    kind: 'choice',
    options: ['socket', 'bind', 'listen', 'accept', 'none'],
    answer: (run) =>
      run.events
        .find((event) => event.kind === 'syscall' && event.outcome === 'fails')
        ?.['call']?.toString() ?? 'none',
  },
  {
    id: 'who-finds-out',
    scenario: 'vanished',
    before: { event: { kind: 'change' } },
    kind: 'choice',
    options: ['client', 'server', 'both', 'nobody'],
    answer(run) {
      const told = new Set(
        run.events
          .filter((event) => event.kind === 'syscall' && event.errno === 'ETIMEDOUT')
          .map(({ where }) => where),
      );
      return told.size > 1 ? 'both' : ([...told][0] ?? 'nobody');
    },
  },
  {
    id: 'closed-unread',
    scenario: 'unread',
    before: { event: { kind: 'syscall', where: 'server', call: 'close' } },
    kind: 'choice',
    options: ['end', 'econnreset', 'waits'],
    answer(run) {
      const last = calls(run, 'client', 'recv').at(-1);
      return last?.value === 0 ? 'end' : outcome(last);
    },
  },
  {
    id: 'first-write',
    scenario: 'broken-pipe',
    before: { event: { kind: 'syscall', where: 'client', step: 'send-again' } },
    kind: 'choice',
    options: ['returns', 'epipe', 'econnreset'],
    answer: (run) => outcome(calls(run, 'client', 'send').find(({ step }) => step === 'send-again')),
  },
];
