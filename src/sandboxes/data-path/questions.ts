import { countersAt } from '#engine/datapath/counters.ts';
import type { DataPathEvent } from '#engine/datapath/events.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { ComputedQuestion, Setup } from '#player/model.ts';
import { defaults } from './parameters.ts';
import { runSetup } from './run.ts';
import { scenarios } from './scenarios/all.ts';

const setupWith = (parameters: Setup['parameters']): Setup => ({
  scenario: 'small-write',
  parameters: { ...defaults, ...parameters },
  seed: 1,
  interventions: [],
});
const run = (setup: Setup): Run<DataPathEvent> => runSetup(setup, scenarios);
const dataFrames = (trace: Run<DataPathEvent>) =>
  trace.events.filter((event) => event.kind === 'send' && event.where === 'client' && event.len > 0);

/** Frames on the wire for so many bytes, 1460 in a segment. Values: bytes. */
const frameCount: ComputedQuestion = {
  id: 'frame-count',
  pose(draw) {
    const bytes = 2000 + draw(58_000);
    const setup = setupWith({ totalBytes: bytes, tso: true });
    return { values: { bytes }, answer: dataFrames(run(setup)).length, setup };
  },
};

/** Bytes of Ethernet, IP and TCP headers that the sender puts on the wire with its data. Values: bytes. */
const headerBytes: ComputedQuestion = {
  id: 'header-bytes',
  pose(draw) {
    const bytes = 1460 * (2 + draw(30)) - draw(1460);
    const setup = setupWith({ totalBytes: bytes });
    const sent = dataFrames(run(setup)).reduce((sum, event) => sum + Number(event['bytes']), 0);
    return { values: { bytes }, answer: sent - bytes, setup };
  },
};

/** Interrupts at the receiver where the card counts frames. Values: frames, each (how many frames to an interrupt). */
const interruptCount: ComputedQuestion = {
  id: 'interrupt-count',
  pose(draw) {
    const frames = 20 + draw(24);
    const each = [4, 8, 10, 16][draw(4)]!;
    const setup = setupWith({
      totalBytes: 1460 * frames,
      tso: true,
      gro: true,
      coalesceFrames: each,
      coalesceUs: 2000,
    });
    const { events } = run(setup);
    return { values: { frames, each }, answer: countersAt(events, events.length).server.interrupts, setup };
  },
};

/** Bytes that processors copy in all, at both ends. Values: bytes, how (the sender's call). */
const copiedBytes: ComputedQuestion = {
  id: 'copied-bytes',
  pose(draw) {
    const bytes = 1000 * (5 + draw(55));
    const how = (['copy', 'sendfile'] as const)[draw(2)]!;
    const setup = setupWith({ totalBytes: bytes, how });
    const { events } = run(setup);
    const { client, server } = countersAt(events, events.length);
    const call = how === 'copy' ? 'write()' : 'sendfile()';
    return { values: { bytes, how: call }, answer: client.copiedBytes + server.copiedBytes, setup };
  },
};

export const questions: readonly ComputedQuestion[] = [frameCount, headerBytes, interruptCount, copiedBytes];
