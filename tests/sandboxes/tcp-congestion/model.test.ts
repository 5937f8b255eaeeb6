import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ContestEvent } from '#engine/contest/events.ts';
import type { Run } from '#engine/kernel/trace.ts';
import { finished, setupOf, type SandboxModel, type Setup } from '#player/model.ts';
import { figuresAt } from '#sandboxes/tcp-congestion/figures.ts';
import { tcpCongestion } from '#sandboxes/tcp-congestion/model.ts';
import { contestOf, SEGMENT_BYTES, toldOf } from '#sandboxes/tcp-congestion/parameters.ts';
import { pictureOf, thinkingAt } from '#sandboxes/tcp-congestion/picture.ts';
import { start } from '#sandboxes/tcp-congestion/run.ts';

const model = tcpCongestion as unknown as SandboxModel;
const runs = new Map<string, Run<ContestEvent>>();
/** Each scenario is run once for all tests here. */
function runOf(id: string): Run<ContestEvent> {
  const known = runs.get(id) ?? finished(start(setupOf(model, id)));
  runs.set(id, known);
  return known;
}
const figuresOf = (id: string) => {
  const { parameters } = setupOf(model, id);
  const run = runOf(id);
  return figuresAt(run, run.events.length, toldOf(parameters), parameters['rateKbps'] as number);
};
const shares = (id: string) => figuresOf(id).flows.map(({ sharePercent }) => sharePercent);

/** Files of tests/vectors/tcp-congestion: a head that says what they show, then a line for each step. GOLDEN=write makes them anew; read the change. */
const folder = join(import.meta.dirname, '../../vectors/tcp-congestion');
const printed = (run: Run<ContestEvent>): string => {
  const windows = new Map<string, number>();
  return run.events
    .flatMap(({ at, kind, where, reason, set = {}, ...event }) => {
      const time = (at / 1e9).toFixed(3).padStart(7);
      if (where !== 'bottleneck') windows.set(where, Number(set['cwnd'] ?? 0) / SEGMENT_BYTES);
      if (kind === 'start') return [`${time} ${where} begins`];
      if (kind === 'signal')
        return [
          `${time} ${where} ${String(event['what'])} (${reason}) cwnd ${windows.get(where)!.toFixed(1)}`,
        ];
      if (!event['step']) return [];
      const told = [...windows].map(([name, cwnd]) => `${name} ${cwnd.toFixed(1)}`).join(', ');
      return [
        `${time} queue ${String(set['queue'])}, used ${String(set['secondPercent'])} %, jain ${String(set['jain'])}; cwnd ${told}`,
      ];
    })
    .join('\n');
};

describe('golden series', () => {
  it.each(['lone', 'overshoot', 'bbr-shallow', 'vegas-reno'])('%s', (id) => {
    const file = join(folder, `${id}.series`);
    const golden = readFileSync(file, 'utf8');
    const head = golden
      .split('\n')
      .filter((line) => line.startsWith('#'))
      .join('\n');
    const whole = `${head}\n\n${printed(runOf(id))}\n`;
    if (process.env['GOLDEN'] === 'write') writeFileSync(file, whole);
    else expect(golden).toBe(whole);
    expect(head.length).toBeGreaterThan(80);
  });
});

describe('what the scenarios show', () => {
  it('lone: a sawtooth between half and full, with the link in use', () => {
    const { usePercent, jain } = figuresOf('lone');
    expect(usePercent).toBeGreaterThan(97);
    expect(jain).toBe(1000);
  });
  it('equal: a latecomer wins its half', () => {
    for (const share of shares('equal')) expect(Math.abs(share - 50)).toBeLessThan(8);
  });
  it('reno-cubic: CUBIC gets more of a long fat path', () => {
    const [reno, cubic] = shares('reno-cubic');
    expect(cubic! - reno!).toBeGreaterThan(8);
  });
  it('round-trips: the shorter one takes by far the most', () => {
    expect(shares('round-trips')[0]).toBeGreaterThan(65);
  });
  it('vegas-reno: Vegas, which came first, starves', () => {
    expect(shares('vegas-reno')[0]).toBeLessThan(20);
    expect(figuresOf('vegas-reno').flows[0]!.losses).toBe(0);
  });
  it('random-loss: who does not halve at each loss takes what the other leaves', () => {
    const [newreno, westwood] = shares('random-loss');
    expect(westwood).toBeGreaterThan(newreno! * 1.3);
    const [again, bbr] = shares('random-loss-bbr');
    expect(bbr).toBeGreaterThan(2 * again!);
  });
  it('bbr-shallow, bbr-deep: the buffer decides who wins', () => {
    expect(shares('bbr-shallow')[0]).toBeGreaterThan(60);
    expect(shares('bbr-deep')[1]).toBeGreaterThan(60);
  });
  it('codel: the queue that fills a deep buffer is a tenth of it', () => {
    expect(figuresOf('bbr-deep').queueMs).toBeGreaterThan(150);
    expect(figuresOf('codel').queueMs).toBeLessThan(20);
  });
});

describe('the picture of a run', () => {
  const run = runOf('bbr-shallow');
  it('has a curve for each flow, in time', () => {
    const { curves, queue, signals } = pictureOf(run);
    expect([...curves.keys()]).toEqual(['flow-1', 'flow-2']);
    for (const { cwnd, rateMbps } of curves.values()) {
      expect(cwnd.map(({ at }) => at)).toEqual(cwnd.map(({ at }) => at).toSorted((a, b) => a - b));
      expect(rateMbps.length).toBeGreaterThan(290);
    }
    expect(queue).toHaveLength(300);
    expect(signals.length).toBeGreaterThan(10);
  });
  it('says what each thinks at any moment', () => {
    expect(thinkingAt(run, -1)).toEqual([]);
    for (const playhead of [50, 333, run.events.length - 1]) {
      const thoughts = thinkingAt(run, playhead);
      expect(thoughts.map(({ where }) => where)).toEqual(['flow-1', 'flow-2']);
      for (const { rule, with: numbers } of thoughts) {
        expect(rule).toMatch(/^congestion\./);
        expect(numbers).toHaveProperty('cwnd');
      }
    }
  });
});

describe('computed questions, asked twenty times over, are what a run shows', () => {
  const drawn = (id: string, seed: number) => {
    let turn = seed;
    return model.questions
      .find((one) => one.id === id)!
      .pose((n) => (turn = (turn * 7919 + 13) % 104_729) % n);
  };
  const seeds = [1, 2, 3];
  const runIt = (setup: Setup) => finished(start(setup));
  it('product: the frames in flight at which a queue begins', () => {
    for (const seed of seeds) {
      const { answer, values } = drawn('product', seed);
      const { mbps, rttMs } = values as Record<string, number>;
      expect(answer).toBe(Math.floor((mbps! * 1e6 * rttMs!) / 1000 / 8 / 1514));
    }
    // Checked by a run: Vegas holds the product and 2 to 4 frames more; one is on the wire
    const { setup, answer } = drawn('product', 4);
    const parameters = { ...setup.parameters, first: 'vegas', rateKbps: 4000, rttMs: 100, seconds: 8 };
    const [last] = runIt({ ...setup, parameters })
      .events.filter(({ where }) => where === 'flow-1')
      .slice(-1);
    const held = Number(last!.set!['cwnd']) / SEGMENT_BYTES;
    expect(Number.isInteger(answer)).toBe(true);
    expect(Math.abs(held - (33 + 1 + 3))).toBeLessThanOrEqual(2);
  });
  it.each([
    ['reno-trough', 0.5],
    ['cubic-trough', 0.7],
  ])('%s: %d of what was in flight', (id, beta) => {
    for (const seed of seeds) {
      const { answer, values } = drawn(id, seed);
      expect(Math.abs(Number(answer) - Number(values['flight']) * beta)).toBeLessThan(1.01);
    }
  });
  it('full-queue: the longest that anything waited', () => {
    const { answer, setup } = drawn('full-queue', 3);
    const { events } = runIt(setup);
    const most = Math.max(
      ...events.filter(({ where }) => where === 'bottleneck').map(({ set }) => Number(set!['queueBytes'])),
    );
    const ms = (most * 8) / (setup.parameters['rateKbps'] as number);
    expect(Math.abs(ms - Number(answer))).toBeLessThan(Number(answer) * 0.05 + 13);
  });
  it('jain: between a half and one', () => {
    for (const seed of seeds) {
      const { answer } = drawn('jain', seed);
      expect(Number(answer)).toBeGreaterThanOrEqual(0.5);
      expect(Number(answer)).toBeLessThanOrEqual(1);
    }
  });
});

describe('parameters', () => {
  it('make as many flows as they say, told apart up to eight', () => {
    const { parameters } = setupOf(model, 'crowd');
    expect(contestOf({ ...setupOf(model, 'crowd') }).flows).toHaveLength(200);
    expect(toldOf(parameters).map(({ where, count }) => [where, count])).toEqual([
      ['group-1', 100],
      ['group-2', 100],
    ]);
    expect(toldOf({ ...parameters, firstFlows: 3, secondFlows: 5 })).toHaveLength(8);
  });
  it('size the buffer by the product', () => {
    const buffer = (bufferPercent: number) =>
      contestOf({
        ...setupOf(model, 'lone'),
        parameters: { ...setupOf(model, 'lone').parameters, bufferPercent },
      }).queue;
    expect(buffer(100)).toMatchObject({ kind: 'drop-tail', packets: 33 });
    expect(buffer(20)).toMatchObject({ packets: 7 });
    expect(buffer(5)).toMatchObject({ packets: 2 });
  });
  it('change the bottleneck while the flows run', () => {
    const setup = setupOf(model, 'lone');
    const half = {
      act: 'set',
      target: 'bottleneck',
      quantity: 'rateBps',
      value: 5_000_000,
      atNs: 5e9,
    } as const;
    const { events } = runSetup({ ...setup, interventions: [half] });
    const rates = events
      .filter((event) => event.where === 'bottleneck' && event.kind === 'sample')
      .filter(({ at }) => at > 9e9)
      .map(({ set }) => Number(set!['rateKbps']));
    expect(rates.reduce((sum, one) => sum + one, 0) / rates.length).toBeLessThan(5100);
  });
});

function runSetup(setup: Setup): Run<ContestEvent> {
  return finished(start(setup));
}

describe('predict tasks', () => {
  it.each([
    ['after-loss', 34],
    ['first-overshoot', 'half-more'],
    ['who-wins-shallow', 'bbr'],
    ['who-wins-deep', 'cubic'],
    ['vegas-or-reno', 'reno'],
    ['shorter-or-longer', 'shorter'],
    ['loss-on-the-wire', 'westwood'],
  ])('%s: %s', (id, answer) => {
    const task = tcpCongestion.tasks.find((one) => one.id === id)!;
    expect(task.answer(runOf(task.scenario))).toBe(answer);
  });
  it('are all named here', () => expect(tcpCongestion.tasks).toHaveLength(7));
});
