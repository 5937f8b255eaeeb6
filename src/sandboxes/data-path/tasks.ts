import { countersAt } from '#engine/datapath/counters.ts';
import type { DataPathEvent } from '#engine/datapath/events.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { PredictTask } from '#player/model.ts';

const paid = (run: Run<DataPathEvent>) => countersAt(run.events, run.events.length);
const first = (run: Run<DataPathEvent>, ...steps: readonly string[]) =>
  run.events.find(({ reason }) => steps.includes(reason.slice('datapath.'.length)));

export const tasks: readonly PredictTask<DataPathEvent>[] = [
  {
    // How often a processor copies the data between the two programs
    id: 'copies',
    scenario: 'small-write',
    before: { event: { reason: 'datapath.call-write' } },
    kind: 'number',
    answer(run) {
      const { client, server } = paid(run);
      return client.copies + server.copies;
    },
  },
  {
    // How often the sender's TCP builds a packet for 44 segments
    id: 'passes',
    scenario: 'tso',
    before: { event: { work: 'segment' } },
    kind: 'number',
    answer: (run) =>
      run.events.filter(
        (event) =>
          event.kind === 'work' && event.where === 'client' && event.work === 'segment' && event.bytes > 0,
      ).length,
  },
  {
    id: 'interrupts',
    scenario: 'coalesced',
    before: { event: { kind: 'arrive', where: 'server' } },
    kind: 'number',
    answer: (run) => paid(run).server.interrupts,
  },
  {
    // What the first write() gives
    id: 'first-write',
    scenario: 'non-blocking',
    before: { event: { reason: 'datapath.copy-in' } },
    kind: 'number',
    unit: 'bytes',
    answer: (run) => first(run, 'write-short', 'write-returns', 'write-again')!.bytes,
  },
  {
    id: 'write-and-window',
    scenario: 'window-closed',
    before: { event: { reason: 'datapath.copy-in' } },
    kind: 'choice',
    options: ['returns', 'waits', 'fails'],
    answer(run) {
      const end = first(run, 'write-returns', 'write-waits', 'write-again')!;
      return { 'datapath.write-returns': 'returns', 'datapath.write-waits': 'waits' }[end.reason] ?? 'fails';
    },
  },
  {
    id: 'ring-cure',
    scenario: 'ring-full',
    before: { event: { kind: 'lost', cause: 'ring-full' } },
    kind: 'choice',
    options: ['tcp', 'card', 'nobody'],
    answer(run) {
      const { readBytes } = paid(run);
      if (readBytes < first(run, 'write-returns')!.bytes) return 'nobody';
      const sent = run.events.reduce(
        (sum, event) => sum + (event.kind === 'send' && event.where === 'client' ? event.len : 0),
        0,
      );
      return sent > readBytes ? 'tcp' : 'card';
    },
  },
];
