import type { Run } from '#engine/kernel/trace.ts';
import type { MatchEvent, NetEvent, SyscallEvent } from '#engine/net/events.ts';
import type { PredictTask } from '#player/model.ts';

const matches = (run: Run<NetEvent>): MatchEvent[] =>
  run.events.filter((event): event is MatchEvent => event.kind === 'match' && event.where === 'server');
const calls = (run: Run<NetEvent>, where: string): SyscallEvent[] =>
  run.events.filter((event): event is SyscallEvent => event.kind === 'syscall' && event.where === where);

/** What a match comes to: the rule as the options name it. */
const TAKER: Readonly<Record<MatchEvent['rule'], string>> = {
  connected: 'connection',
  'time-wait': 'connection',
  specific: 'listener',
  wildcard: 'listener',
  shared: 'listener',
  group: 'listener',
  nobody: 'nobody',
};

/** What the server sends back to a packet that nobody takes. */
function answerTo(run: Run<NetEvent>, match: MatchEvent | undefined): string {
  const sent = run.events.find(
    (event) => match && event.n > match.n && event.kind === 'send' && event.where === 'server',
  );
  if (!match || sent?.kind !== 'send' || sent.at !== match.at) return 'nothing';
  if (sent.protocol === 'icmp') return 'icmp';
  return sent.flags.includes('RST') ? 'rst' : 'socket';
}

export const tasks: readonly PredictTask<NetEvent>[] = [
  {
    id: 'third-syn',
    scenario: 'three-clients',
    before: { event: { kind: 'match', where: 'server', rule: 'wildcard' }, nth: 3 },
    kind: 'choice',
    options: ['listener', 'connection', 'nobody'],
    answer: (run) => TAKER[matches(run).filter(({ rule }) => rule === 'wildcard')[2]?.rule ?? 'nobody'],
  },
  {
    // The fourth connection is the first client's second: its data is the eighth segment that finds a connection
    id: 'same-client',
    scenario: 'three-clients',
    before: { event: { kind: 'match', where: 'server', rule: 'connected' }, nth: 8 },
    kind: 'choice',
    options: ['first', 'last', 'listener'],
    answer(run) {
      const found = matches(run).filter(({ rule }) => rule === 'connected');
      const connections = [...new Set(found.map(({ socket }) => socket))];
      const nth = connections.indexOf(found[7]?.socket ?? null);
      return nth === 0 ? 'first' : nth === connections.length - 1 ? 'last' : 'listener';
    },
  },
  {
    id: 'udp-nobody',
    scenario: 'same-number',
    before: { event: { kind: 'match', where: 'server', rule: 'nobody', protocol: 'udp' } },
    kind: 'choice',
    options: ['icmp', 'rst', 'nothing'],
    answer: (run) =>
      answerTo(
        run,
        matches(run).find(({ rule, protocol }) => rule === 'nobody' && protocol === 'udp'),
      ),
  },
  {
    id: 'tcp-nobody',
    scenario: 'same-number',
    before: { event: { kind: 'match', where: 'server', rule: 'nobody', protocol: 'tcp' } },
    kind: 'choice',
    options: ['icmp', 'rst', 'nothing'],
    answer: (run) =>
      answerTo(
        run,
        matches(run).find(({ rule, protocol }) => rule === 'nobody' && protocol === 'tcp'),
      ),
  },
  {
    id: 'second-address',
    scenario: 'specific',
    before: { event: { kind: 'match', where: 'server' }, nth: 2 },
    kind: 'choice',
    options: ['for-all', 'for-one', 'both'],
    answer(run) {
      const [, ...rest] = matches(run);
      return rest.length > 1 ? 'both' : rest[0]?.rule === 'specific' ? 'for-one' : 'for-all';
    },
  },
  {
    id: 'bind-again',
    scenario: 'restart',
    before: { event: { kind: 'syscall', where: 'server', call: 'bind' }, nth: 2 },
    kind: 'choice',
    options: ['works', 'eaddrinuse', 'waits'],
    answer(run) {
      const [, second] = calls(run, 'server').filter(({ call }) => call === 'bind');
      if (second?.outcome === 'waits') return 'waits';
      return second?.outcome === 'returns' ? 'works' : (second?.errno.toLowerCase() ?? 'waits');
    },
  },
  {
    id: 'stranger',
    scenario: 'connected-udp',
    before: { event: { kind: 'match', where: 'server' }, nth: 2 },
    kind: 'choice',
    options: ['connected', 'unconnected', 'icmp'],
    answer(run) {
      const rule = matches(run)[1]?.rule;
      return rule === 'connected' ? 'connected' : rule === 'nobody' ? 'icmp' : 'unconnected';
    },
  },
  {
    id: 'who-hears',
    scenario: 'connected-udp',
    before: { event: { kind: 'match', where: 'server', rule: 'nobody' } },
    kind: 'choice',
    options: ['connected', 'unconnected', 'both', 'none'],
    answer(run) {
      const told = calls(run, 'client').filter(({ errno }) => errno === 'ECONNREFUSED');
      return told.length > 1 ? 'both' : (told[0]?.program ?? 'none');
    },
  },
  {
    id: 'fifth',
    scenario: 'exhausted',
    before: { event: { kind: 'syscall', where: 'client', outcome: 'fails' } },
    kind: 'choice',
    options: ['eaddrnotavail', 'eaddrinuse', 'econnrefused', 'emfile'],
    answer: (run) =>
      calls(run, 'client')
        .find(({ outcome }) => outcome === 'fails')
        ?.errno.toLowerCase() ?? '',
  },
  {
    id: 'elsewhere',
    scenario: 'exhausted',
    before: { event: { kind: 'syscall', where: 'client', step: 'elsewhere' } },
    kind: 'choice',
    options: ['works', 'eaddrnotavail'],
    answer(run) {
      const last = calls(run, 'client').findLast(({ step }) => step === 'elsewhere');
      return last?.outcome === 'returns' ? 'works' : (last?.errno.toLowerCase() ?? '');
    },
  },
  {
    // Connections at one port of the server in the end
    id: 'how-many',
    scenario: 'four-numbers',
    before: { event: { kind: 'match', where: 'server' } },
    kind: 'number',
    answer: (run) =>
      calls(run, 'server').filter(({ call, outcome }) => call === 'accept' && outcome === 'returns').length,
  },
];
