import type { Intervention, Run } from '#engine/kernel/trace.ts';
import { SECOND } from '#engine/kernel/time.ts';
import type { NetEvent, SendEvent } from '#engine/net/events.ts';
import type { ComputedQuestion, Setup } from '#player/model.ts';
import { defaults } from './parameters.ts';
import { runSetup } from './run.ts';
import { scenarios } from './scenarios/all.ts';

const setupWith = (
  parameters: Setup['parameters'],
  seed: number,
  interventions: readonly Intervention[] = [],
): Setup => ({
  scenario: 'clean',
  parameters: { ...defaults, ...parameters },
  seed,
  interventions,
});
const run = (setup: Setup): Run<NetEvent> => runSetup(setup, scenarios);
const sent = (trace: Run<NetEvent>, where: string): SendEvent[] =>
  trace.events.filter((event): event is SendEvent => event.kind === 'send' && event.where === where);
const drop = (nth: number): Intervention => ({ act: 'drop', target: `wire/client>server/${nth}` });

/** Acknowledgment number of the first data. Values: isn (the client's), seq (of the data), bytes. The answer is absolute. */
const ackNumber: ComputedQuestion = {
  id: 'ack-number',
  pose(draw) {
    const setup = setupWith({ requestBytes: 1 + draw(1400) }, draw(1 << 20));
    const trace = run(setup);
    const client = sent(trace, 'client');
    const data = client.find(({ len }) => len > 0)!;
    const ack = sent(trace, 'server').find(({ flags }) => flags === 'ACK')!;
    return { values: { isn: client[0]!.seq, seq: data.seq, bytes: data.len }, answer: ack.ack, setup };
  },
};

/** When the SYN goes out again for the n-th time, in seconds after the first. Values: nth. */
const synRetryTime: ComputedQuestion = {
  id: 'syn-retry-time',
  pose(draw) {
    const nth = 1 + draw(6);
    const setup = setupWith(
      {},
      1,
      Array.from({ length: nth }, (_, lost) => drop(lost)),
    );
    const [first, ...again] = sent(run(setup), 'client').filter(({ flags }) => flags === 'SYN');
    return { values: { nth }, answer: (again[nth - 1]!.at - first!.at) / SECOND, setup };
  },
};

/** How many segments carry the request. Values: bytes, mss (what fits beside the timestamps). */
const segmentCount: ComputedQuestion = {
  id: 'segment-count',
  pose(draw) {
    const setup = setupWith({ requestBytes: 1000 + draw(9000) }, 1);
    const carrying = sent(run(setup), 'client').filter(({ len }) => len > 0);
    const values = {
      bytes: setup.parameters['requestBytes'] as number,
      mss: Math.max(...carrying.map(({ len }) => len)),
    };
    return { values, answer: carrying.length, setup };
  },
};

/** Acknowledgment number, relative, of the client's FIN after a request. Values: bytes. */
const finAck: ComputedQuestion = {
  id: 'fin-ack',
  pose(draw) {
    const setup = setupWith({ requestBytes: 1 + draw(1400) }, 1);
    const acks = sent(run(setup), 'server').map(({ relAck }) => relAck);
    return {
      values: { bytes: setup.parameters['requestBytes'] as number },
      answer: Math.max(...acks),
      setup,
    };
  },
};

export const questions: readonly ComputedQuestion[] = [ackNumber, synRetryTime, segmentCount, finAck];
