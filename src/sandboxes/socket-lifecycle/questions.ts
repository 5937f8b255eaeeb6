import { SECOND } from '#engine/kernel/time.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent, SyscallEvent } from '#engine/net/events.ts';
import type { ComputedQuestion, Setup } from '#player/model.ts';
import { defaults } from './parameters.ts';
import { runSetup } from './run.ts';
import { scenarios } from './scenarios/all.ts';

const setupWith = (scenario: string, parameters: Setup['parameters']): Setup => ({
  scenario,
  parameters: { ...defaults, ...parameters },
  seed: 1,
  interventions: [],
});
const run = (setup: Setup): Run<NetEvent> => runSetup(setup, scenarios);
const calls = (trace: Run<NetEvent>, where: string, call: string): SyscallEvent[] =>
  trace.events.filter(
    (event): event is SyscallEvent =>
      event.kind === 'syscall' && event.where === where && event.call === call,
  );
const returned = ({ outcome }: SyscallEvent): boolean => outcome === 'returns';

/** How many connect() come back before the server accepts one. Values: backlog, clients (more than fit). */
const acceptQueue: ComputedQuestion = {
  id: 'accept-queue',
  pose(draw) {
    const backlog = draw(6);
    const setup = setupWith('backlog', { backlog, clients: 8 });
    const trace = run(setup);
    const first = calls(trace, 'server', 'accept').find(returned)!;
    const answer = calls(trace, 'client', 'connect').filter((one) => returned(one) && one.n < first.n).length;
    return { values: { backlog, clients: 8 }, answer, setup };
  },
};

/** The descriptor that the n-th connection gets from accept(). Values: nth. */
const descriptor: ComputedQuestion = {
  id: 'descriptor',
  pose(draw) {
    const nth = 1 + draw(6);
    const setup = setupWith('backlog', { backlog: 8, clients: 8 });
    const accepted = calls(run(setup), 'server', 'accept').filter(returned);
    return { values: { nth }, answer: accepted[nth - 1]!.value!, setup };
  },
};

/** How many segments carry what one send() took. Values: bytes. */
const segments: ComputedQuestion = {
  id: 'segments',
  pose(draw) {
    const bytes = 1500 + draw(6000);
    const setup = setupWith('echo', { bytes });
    const trace = run(setup);
    const sent = trace.events.filter(
      (event) => event.kind === 'send' && event.where === 'client' && event.len > 0 && !event.retransmission,
    );
    return { values: { bytes }, answer: sent.length, setup };
  },
};

/** When connect() of a client that found nobody comes back, in ms after it was called. Values: delay (one way). */
const refusal: ComputedQuestion = {
  id: 'refusal',
  pose(draw) {
    const delayMs = 10 + draw(90);
    const setup = setupWith('refused', { delayMs });
    const [called, failed] = calls(run(setup), 'client', 'connect');
    const answer = Math.round((failed!.at - called!.at) / (SECOND / 1000));
    return { values: { delay: delayMs }, answer, setup };
  },
};

export const questions: readonly ComputedQuestion[] = [acceptQueue, descriptor, segments, refusal];
