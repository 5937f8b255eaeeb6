import type { CdnEvent } from '#engine/cdn/events.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { PredictTask } from '#player/model.ts';

type CdnRun = Run<CdnEvent>;

const ended = (run: CdnRun, request: number, prefix = ''): CdnEvent | undefined =>
  run.events.find(
    (event) =>
      event.request === request &&
      (event.kind === 'served' || event.kind === 'failed') &&
      event.where.startsWith(`${prefix}users-`),
  );
const found = (run: CdnRun, request: number): string => String(ended(run, request)?.['found'] ?? 'failed');

/** The last of a figure of a network. */
const figure = (run: CdnRun, where: string, name: string): number =>
  Number(
    run.events.findLast((event) => event.where === where && event.set?.[name] !== undefined)?.set?.[name],
  );

/** Which of two networks has the more of a figure in the end. */
function larger(run: CdnRun, name: string, first: string, second: string): string {
  const more = figure(run, 'network', name) - figure(run, 'b/network', name);
  return more > 0 ? first : more < 0 ? second : 'even';
}

const asks = (request: number) => ({ event: { kind: 'ask', request } });

export const tasks: readonly PredictTask<CdnEvent>[] = [
  {
    id: 'second-of-a-region',
    scenario: 'first-request',
    before: asks(1),
    kind: 'choice',
    options: ['edge', 'origin', 'failed'],
    answer: (run) => found(run, 1),
  },
  {
    id: 'first-of-another',
    scenario: 'first-request',
    before: asks(2),
    kind: 'choice',
    options: ['edge', 'sibling', 'origin'],
    answer: (run) => found(run, 2),
  },
  {
    // what the origin says to the request after the copy has expired
    id: 'after-expiry',
    scenario: 'until-expiry',
    before: { event: { kind: 'expired' } },
    kind: 'choice',
    options: ['nothing', '304', '200'],
    answer(run) {
      const expired = run.events.find(({ kind }) => kind === 'expired')!;
      const said = run.events.find(({ kind, request }) => kind === 'origin' && request === expired.request);
      return said ? String(said['status']) : 'nothing';
    },
  },
  {
    id: 'which-goes',
    scenario: 'only-what-is-asked',
    before: { event: { kind: 'evict' } },
    kind: 'choice',
    options: ['A', 'B', 'C'],
    answer: (run) => run.events.find(({ kind }) => kind === 'evict')?.key ?? 'none',
  },
  {
    id: 'which-edition',
    scenario: 'new-copy',
    before: asks(2),
    kind: 'number',
    answer: (run) => Number(ended(run, 2)?.['version']),
  },
  {
    // from whose origin more bytes leave: of A, which pulls, or of B, which pushes
    id: 'whose-origin-sends-more',
    scenario: 'push-and-pull',
    before: { event: { kind: 'pushed' } },
    kind: 'choice',
    options: ['pull', 'push', 'even'],
    answer: (run) => larger(run, 'originBytes', 'pull', 'push'),
  },
  {
    id: 'requests-at-the-origin',
    scenario: 'flash-crowd-close',
    before: { event: { kind: 'miss' } },
    kind: 'number',
    answer: (run) => figure(run, 'network', 'originRequests'),
  },
  {
    // how many more requests fail by DNS than by anycast
    id: 'who-suffers',
    scenario: 'failover',
    before: { event: { kind: 'down' } },
    kind: 'choice',
    options: ['dns', 'anycast', 'even'],
    answer: (run) => larger(run, 'failed', 'dns', 'anycast'),
  },
  {
    // share of keys that change their server by the remainder
    id: 'keys-that-move',
    scenario: 'one-server-more',
    before: { event: { kind: 'servers' } },
    kind: 'choice',
    options: ['fifth', 'half', 'most'],
    answer(run) {
      const moved = run.events.find(({ reason }) => reason === 'cdn.servers-remainder')!;
      const percent = Number(moved['percent']);
      return percent < 35 ? 'fifth' : percent < 65 ? 'half' : 'most';
    },
  },
  {
    id: 'while-the-origin-is-down',
    scenario: 'origin-down',
    before: asks(4),
    kind: 'choice',
    options: ['stale', 'error'],
    answer: (run) => (ended(run, 4)?.kind === 'failed' ? 'error' : 'stale'),
  },
];
