import type { Run } from '#engine/kernel/trace.ts';
import type { LoadEvent, NetEvent } from '#engine/net/events.ts';
import type { PredictTask } from '#player/model.ts';
import { AT } from './scenarios/scenario.ts';

const loads = (run: Run<NetEvent>, act: LoadEvent['act']): LoadEvent[] =>
  run.events.filter((event): event is LoadEvent => event.kind === 'load' && event.act === act);
export const filesThatStand = (run: Run<NetEvent>): number =>
  new Set(loads(run, 'stands').map(({ resource }) => resource)).size;
const ROUND_TRIP = 60e6;

export const tasks: readonly PredictTask<NetEvent>[] = [
  {
    // A page and 12 files over HTTP/1.0
    id: 'connections',
    scenario: 'http10',
    before: AT['second-connection'],
    kind: 'number',
    answer: (run) => loads(run, 'connect').length,
  },
  {
    // Round trips that are over when the first request leaves, over QUIC
    id: 'first-request',
    scenario: 'http3',
    before: AT['first-asked'],
    kind: 'number',
    answer: (run) => Math.floor(loads(run, 'asked')[0]!.at / ROUND_TRIP),
  },
  {
    id: 'pipelined-order',
    scenario: 'pipelining',
    before: AT['page-there'],
    kind: 'choice',
    options: ['in-order', 'smallest-first', 'as-ready'],
    answer(run) {
      const order = (act: LoadEvent['act']) =>
        loads(run, act)
          .map(({ resource }) => resource)
          .join();
      const bySize = [...loads(run, 'done')].sort((a, b) => a.bytes - b.bytes || a.n - b.n);
      if (order('done') === order('asked')) return 'in-order';
      return order('done') === bySize.map(({ resource }) => resource).join() ? 'smallest-first' : 'as-ready';
    },
  },
  {
    // What HPACK leaves of the header fields of 13 requests and answers
    id: 'header-saving',
    scenario: 'http2',
    before: AT['page-there'],
    kind: 'choice',
    options: ['little', 'half', 'most'],
    answer(run) {
      const { headerBytes, plainHeaderBytes } = loads(run, 'loaded')[0]!.set as Record<string, number>;
      const left = headerBytes! / plainHeaderBytes!;
      return left < 0.25 ? 'most' : left < 0.75 ? 'half' : 'little';
    },
  },
  {
    id: 'stand-http2',
    scenario: 'http2-loss',
    before: AT.stands,
    kind: 'number',
    answer: filesThatStand,
  },
  {
    id: 'stand-http3',
    scenario: 'http3-loss',
    before: AT.stands,
    kind: 'number',
    answer: filesThatStand,
  },
];
