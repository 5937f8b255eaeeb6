import { MILLISECOND } from '#engine/kernel/time.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';
import type { ComputedQuestion, Setup } from '#player/model.ts';
import { figuresOf } from './fates.ts';
import { chosen, defaults } from './parameters.ts';
import { planOf, runSetup } from './run.ts';
import { scenarios } from './scenarios/all.ts';

const setupWith = (
  scenario: string,
  parameters: Setup['parameters'],
  interventions: Setup['interventions'] = [],
): Setup => ({
  scenario,
  parameters: { ...defaults, ...parameters },
  seed: 1,
  interventions,
});
const run = (setup: Setup): Run<NetEvent> => runSetup(setup, scenarios);
/** How long after the start of the messages a program got one, in ms, as a reader would say it. */
const readAtMs = (setup: Setup, where: string, message: number): number => {
  const event = run(setup).events.find(
    (one) => one.kind === 'message' && one.act === 'read' && one.where === where && one.message === message,
  )!;
  return Math.floor((event.at - planOf(chosen(setup.parameters)).startNs) / MILLISECOND);
};

/** Bytes of the Ethernet frame that carries one message. Values: bytes. */
const frameBytes = (id: string, over: 'udp' | 'tcp'): ComputedQuestion => ({
  id,
  pose(draw) {
    const setup = setupWith('clean', { messages: 1, messageBytes: 20 + draw(1200) });
    const trace = run(setup);
    const sent = trace.events.find(
      (event) => event.kind === 'send' && event.where === `${over}-sender` && event.len > 0,
    );
    const frame = trace.frames[sent?.kind === 'send' ? sent.frame : 0]!;
    return {
      values: { bytes: setup.parameters['messageBytes'] as number },
      answer: frame.bytes.length,
      setup,
    };
  },
});

/** When the UDP program gets the message behind a lost one, in whole ms after the first was sent. Values: lost, next, delay, interval. */
const behindGap: ComputedQuestion = {
  id: 'udp-behind-gap',
  pose(draw) {
    const lost = 2 + draw(5);
    const [delayMs, intervalMs] = [10 + draw(90), 10 + draw(40)];
    const setup = setupWith('clean', { delayMs, intervalMs }, [
      { act: 'drop', target: `udp/udp-sender>udp-receiver/${lost}` },
    ]);
    const values = { lost, next: lost + 1, delay: delayMs, interval: intervalMs };
    return { values, answer: readAtMs(setup, 'udp-receiver', lost + 1), setup };
  },
};

/** Messages that one lost segment holds back over TCP, itself among them. Values: lost, delay, interval, count. */
const heldBack: ComputedQuestion = {
  id: 'tcp-held-back',
  pose(draw) {
    const lost = 2 + draw(4);
    const [delayMs, intervalMs] = [20 + 10 * draw(4), 20];
    const setup = setupWith('clean', { delayMs, intervalMs, messages: 30 }, [
      { act: 'drop', target: `tcp/tcp-sender>tcp-receiver/${lost + 2}` },
    ]);
    const got = run(setup).events.flatMap((event) =>
      event.kind === 'message' && event.act === 'read' && event.where === 'tcp-receiver' ? [event] : [],
    );
    const at = got.find(({ message }) => message === lost)!.at;
    const values = { lost, delay: delayMs, interval: intervalMs, count: 30 };
    return { values, answer: got.filter((event) => event.at === at).length, setup };
  },
};

/** Frames that the sender's link carries for messages to a group. Values: receivers, messages. */
const toGroup: ComputedQuestion = {
  id: 'multicast-frames',
  pose(draw) {
    const [receivers, messages] = [2 + draw(3), 5 + draw(20)];
    const setup = setupWith('clean', { receivers, messages });
    return {
      values: { receivers, messages },
      answer: figuresOf(run(setup), 'udp', Infinity).sentFrames,
      setup,
    };
  },
};

/** Glitches of a UDP player when every message of an outage is lost. Values: first, lost. */
const glitches: ComputedQuestion = {
  id: 'udp-glitches',
  pose(draw) {
    const [first, lost] = [2 + draw(4), 1 + draw(5)];
    const setup = setupWith(
      'clean',
      { messages: 20 },
      Array.from({ length: lost }, (_, nth) => ({
        act: 'drop',
        target: `udp/udp-sender>udp-receiver/${first + nth}`,
      })),
    );
    const answer = run(setup).events.filter(
      (event) => event.kind === 'play' && event.act === 'glitch',
    ).length;
    return { values: { first, lost, last: first + lost - 1 }, answer, setup };
  },
};

export const questions: readonly ComputedQuestion[] = [
  frameBytes('udp-frame-bytes', 'udp'),
  frameBytes('tcp-frame-bytes', 'tcp'),
  behindGap,
  heldBack,
  toGroup,
  glitches,
];
