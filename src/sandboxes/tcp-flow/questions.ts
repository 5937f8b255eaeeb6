import { stateAt, type Run } from '#engine/kernel/trace.ts';
import type { NetEvent, SendEvent } from '#engine/net/events.ts';
import type { ComputedQuestion, Setup } from '#player/model.ts';
import { defaults } from './parameters.ts';
import { placesOf } from './places.ts';
import { runSetup } from './run.ts';
import { scenarios } from './scenarios/all.ts';
import { throughputBps } from './throughput.ts';

const setupWith = (parameters: Setup['parameters'], seed = 1): Setup => ({
  scenario: 'slow-reader',
  parameters: { ...defaults, ...parameters },
  seed,
  interventions: [],
});
const run = (setup: Setup): Run<NetEvent> => runSetup(setup, scenarios);
const placesAt = (trace: Run<NetEvent>, n: number) =>
  placesOf(stateAt(trace.events, 'client', n), stateAt(trace.events, 'server', n));

/** How much more may leave now. Values: ack and window (of the last ACK that came), next (the next number to be sent); relative numbers. */
const usableWindow: ComputedQuestion = {
  id: 'usable-window',
  pose(draw) {
    const setup = setupWith({ receiveBufferBytes: 6000 + draw(8000), readKbps: 200 + draw(600) });
    const trace = run(setup);
    // Right after an acknowledgment has come, before anything else happens
    const acks = trace.events.filter(
      (event): event is NetEvent & { relAck: number } =>
        event.kind === 'arrive' && event.where === 'client' && event.relAck > 1 && event.relAck < 20_000,
    );
    const ack = acks[draw(acks.length)]!;
    let n = ack.n;
    while (trace.events[n + 1]?.at === ack.at && trace.events[n + 1]?.kind !== 'send') n += 1;
    const { acknowledged, sent, windowKnown } = placesAt(trace, n);
    return {
      values: { ack: acknowledged + 1, window: windowKnown, next: sent + 1 },
      answer: acknowledged + windowKnown - sent,
      setup,
    };
  },
};

/**
 * What one connection comes to where the window is smaller than the pipe, in whole kbit/s as the engine measured it (a round trip
 * also takes the time to clock a segment onto the link). Values: window in bytes as the acknowledgments give it, rttMs.
 */
const windowThroughput: ComputedQuestion = {
  id: 'window-throughput',
  pose(draw) {
    const delayMs = 20 + 10 * draw(9);
    const buffer = 1460 * (6 + draw(8));
    const setup = setupWith({
      delayMs,
      rateKbps: 1_000_000,
      readKbps: 1_000_000,
      readBytes: 65_536,
      receiveBufferBytes: buffer,
      sendBufferBytes: 1 << 20,
      writeBytes: 65_536,
      totalBytes: buffer * 10,
    });
    const trace = run(setup);
    const offered = trace.events.filter(
      (event): event is SendEvent => event.kind === 'send' && event.where === 'server' && event.relAck > 1,
    );
    return {
      values: { window: offered[offered.length >> 1]!.window, rttMs: 2 * delayMs },
      answer: Math.round(throughputBps(trace) / 1000),
      setup,
    };
  },
};

/** The window that is left when nobody reads. Values: buffer (bytes), arrived (bytes that lie in it). */
const windowLeft: ComputedQuestion = {
  id: 'window-left',
  pose(draw) {
    const buffer = 5000 + draw(5000);
    const totalBytes = 500 + draw(4000);
    const setup = setupWith({ readKbps: 0, receiveBufferBytes: buffer, totalBytes });
    const trace = run(setup);
    const last = trace.events.findLast(
      (event): event is SendEvent => event.kind === 'send' && event.where === 'server',
    )!;
    return { values: { buffer, arrived: placesAt(trace, last.n).received }, answer: last.window, setup };
  },
};

/** What the field of a segment means. Values: field (as on the wire), shift (of the receiver's SYN); the answer is in bytes. */
const scaledWindow: ComputedQuestion = {
  id: 'scaled-window',
  pose(draw) {
    const setup = setupWith({ receiveBufferBytes: (1 << 17) + 1024 * draw(800), totalBytes: 1460 });
    const trace = run(setup);
    const ack = trace.events.find(
      (event): event is SendEvent => event.kind === 'send' && event.where === 'server' && event.relAck > 1,
    )!;
    const heard = trace.events.find(
      ({ kind, where, n }) => kind === 'arrive' && where === 'client' && n > ack.n,
    )!;
    const known = stateAt(trace.events, 'client', trace.events.findLast(({ at }) => at === heard.at)!.n);
    const answer = Number(known['sndWnd']);
    let shift = 0;
    while (ack.window * 2 ** shift < answer) shift += 1;
    return { values: { field: ack.window, shift }, answer, setup };
  },
};

export const questions: readonly ComputedQuestion[] = [
  usableWindow,
  windowThroughput,
  windowLeft,
  scaledWindow,
];
