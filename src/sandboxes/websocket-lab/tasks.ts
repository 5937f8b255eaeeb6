import type { Run } from '#engine/kernel/trace.ts';
import type { AppEvent, NetEvent } from '#engine/net/events.ts';
import type { PredictTask } from '#player/model.ts';

const apps = (run: Run<NetEvent>, where?: string): AppEvent[] =>
  run.events.filter(
    (event): event is AppEvent => event.kind === 'app' && (where === undefined || event.where === where),
  );

/** The status that the client's opening request is answered with, as an option's id. */
function statusOf(run: Run<NetEvent>): string {
  const answer = apps(run, 'client').find(({ act }) => act === 'open' || act === 'fail');
  return String(answer?.code ?? 'none');
}
const STATUSES = ['101', '400', '403', '502', 'none'] as const;

/** The code that the program of the client is told when its socket closes; 0 where it does not. */
const codeOf = (run: Run<NetEvent>): number =>
  apps(run, 'client').find(({ protocol, act }) => protocol === 'websocket' && act === 'close')?.code ?? 0;

export const tasks: readonly PredictTask<NetEvent>[] = [
  {
    id: 'status-without-upgrade',
    scenario: 'no-upgrade',
    before: { event: { kind: 'app', act: 'refuse' } },
    kind: 'choice',
    options: STATUSES,
    answer: statusOf,
  },
  {
    id: 'status-other-origin',
    scenario: 'other-origin',
    before: { event: { kind: 'app', act: 'refuse' } },
    kind: 'choice',
    options: STATUSES,
    answer: statusOf,
  },
  {
    id: 'status-unchecked',
    scenario: 'unchecked-origin',
    before: { event: { kind: 'app', act: 'open', where: 'server' } },
    kind: 'choice',
    options: STATUSES,
    answer: statusOf,
  },
  {
    id: 'messages-of-fragments',
    scenario: 'fragments',
    before: { event: { kind: 'app', act: 'read', where: 'server', protocol: 'websocket' } },
    kind: 'number',
    answer: (run) =>
      apps(run, 'client').filter(({ protocol, act }) => protocol === 'websocket' && act === 'deliver').length,
  },
  {
    id: 'code-of-unmasked',
    scenario: 'unmasked',
    before: { event: { kind: 'app', act: 'fail', where: 'server' } },
    kind: 'number',
    answer: codeOf,
  },
  {
    id: 'code-when-idle',
    scenario: 'idle',
    before: { event: { kind: 'app', act: 'close', where: 'proxy' } },
    kind: 'number',
    answer: codeOf,
  },
  {
    id: 'who-gets-it-again',
    scenario: 'stomp-queue',
    before: { event: { kind: 'app', reason: 'realtime.stomp-returned' } },
    kind: 'choice',
    options: ['client', 'friend', 'nobody'],
    answer(run) {
      const got = apps(run).filter(
        ({ act, reason }) => act === 'deliver' && reason === 'realtime.stomp-message',
      );
      return got.length > 1 ? got.at(-1)!.where : 'nobody';
    },
  },
  {
    id: 'which-transport',
    scenario: 'sockjs-buffered',
    before: { event: { kind: 'app', reason: 'realtime.sock-no-upgrade' } },
    kind: 'choice',
    options: ['websocket', 'xhr-streaming', 'xhr-polling', 'nothing'],
    answer: (run) =>
      apps(run, 'client').find(({ reason }) => reason === 'realtime.sock-open')?.text ?? 'nothing',
  },
  {
    id: 'when-events',
    scenario: 'events-buffered',
    before: { event: { kind: 'app', reason: 'realtime.buffered' } },
    kind: 'choice',
    options: ['one-by-one', 'all-at-once', 'never'],
    answer(run) {
      const times = apps(run, 'client')
        .filter(({ reason }) => reason === 'realtime.event')
        .map(({ at }) => at);
      if (times.length === 0) return 'never';
      return times.at(-1)! === times[0] ? 'all-at-once' : 'one-by-one';
    },
  },
];
