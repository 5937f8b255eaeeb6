import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { eventAt, fits } from '#engine/kernel/statement.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';
import { printRun } from '#engine/net/print.ts';
import { readEthernet } from '#engine/wire/ethernet.ts';
import { readIpv4 } from '#engine/wire/ipv4-read.ts';
import { decodePcapng } from '#engine/wire/pcapng-reader.ts';
import { setupOf, type SandboxModel, type Setup } from '#player/model.ts';
import { httpConnections } from '#sandboxes/http-connections/model.ts';
import { filesThatStand } from '#sandboxes/http-connections/tasks.ts';
import { figuresOf, stoodOf, waterfallOf } from '#sandboxes/http-connections/waterfall.ts';

const model = httpConnections as unknown as SandboxModel;
const runOf = (scenario: string, change: Partial<Setup> = {}): Run<NetEvent> =>
  httpConnections.run({ ...setupOf(model, scenario), ...change });
const taskOf = (id: string) => httpConnections.tasks.find((task) => task.id === id)!;
const answerOf = (id: string) => taskOf(id).answer(runOf(taskOf(id).scenario));

/** What a page load is told by: the browser's and the server's own events, losses, what is sent again. Every packet would be a thousand lines. */
const told = (event: NetEvent): boolean =>
  (event.kind === 'load' && event.act !== 'part') ||
  event.kind === 'lost' ||
  (event.kind === 'send' && event.retransmission) ||
  (event.kind === 'timer' && event.action === 'expire');

/** Files of tests/vectors/http-connections: a head that says what they show, then the run. GOLDEN=write makes them anew; read the change. */
const folder = join(import.meta.dirname, '../../vectors/http-connections');

describe.each(model.scenarios)('scenario $id', (scenario) => {
  const run = model.run(setupOf(model, scenario.id)) as Run<NetEvent>;
  it('reads like its golden trace', () => {
    const file = join(folder, `${scenario.id}.trace`);
    const printed = printRun({ ...run, events: run.events.filter(told) });
    const golden = readFileSync(file, 'utf8');
    const head = golden
      .split('\n')
      .filter((line) => line.startsWith('#'))
      .join('\n');
    if (process.env['GOLDEN'] === 'write') writeFileSync(file, `${head}\n\n${printed}`);
    else expect(golden).toBe(`${head}\n\n${printed}`);
    expect(head.length).toBeGreaterThan(100);
  });
  it('comes to where it opens and to each of its stops, in order', () => {
    expect(eventAt(run.events, scenario.opening)).toBeDefined();
    const stops = scenario.breakpoints.map(({ id, at }) => eventAt(run.events, at)?.n ?? `${id} never comes`);
    expect(stops).toEqual([...stops].sort((a, b) => Number(a) - Number(b)));
  });
  it('can be taken away: a row an event, a packet a frame that was put on a link', () => {
    const [head, ...rows] = model.table(run);
    expect(rows).toHaveLength(run.events.length);
    for (const row of rows) expect(row).toHaveLength(head!.length);
    const capture = decodePcapng(model.capture!(run));
    expect(capture.problems).toEqual([]);
    expect(capture.value?.packets).toHaveLength(run.frames.length);
    for (const { bytes } of run.frames) expect(readIpv4(readEthernet(bytes).payload).fault).toBeUndefined();
  });
  it('names a target for every step that shows a packet', () => {
    for (const event of run.events.filter((one) => model.steps.some((step) => fits(one, step)))) {
      const target = model.targetOf(event, run);
      if (target !== undefined) expect(run.frames.some((frame) => frame.name === target)).toBe(true);
    }
  });
  it('draws a row a file, whose stretches follow each other to its end', () => {
    const end = run.events.at(-1)!;
    const rows = waterfallOf(run, end.n, end.at);
    expect(rows).toHaveLength(Number(setupOf(model, scenario.id).parameters['files']) + 1);
    for (const { stretches, doneAt, bytes } of rows) {
      expect(bytes).toBeGreaterThan(0);
      // What fits in one packet is there as it begins
      expect(stretches.at(-1)!.toNs).toBe(doneAt);
      stretches.slice(1).forEach(({ fromNs }, nth) => expect(fromNs).toBe(stretches[nth]!.toNs));
    }
  });
  it('draws nothing of what is yet to come', () => {
    for (const part of [0.1, 0.4, 0.7]) {
      const { n, at } = run.events[Math.floor(run.events.length * part)]!;
      for (const { stretches, stood } of waterfallOf(run, n, at))
        for (const { fromNs, toNs } of [...stretches, ...stood])
          expect([fromNs <= at, toNs <= at]).toEqual([true, true]);
    }
  });
});

describe('what the ways are known for', () => {
  const figures = (scenario: string, change?: Partial<Setup>) => figuresOf(runOf(scenario, change), Infinity);
  test('each is faster than the one before it on a clean link, and what each saves', () => {
    const ms = ['http10', 'keep-alive', 'six', 'http2', 'http3', 'zero-rtt'].map(
      (id) => figures(id).loadedNs!,
    );
    expect([...ms].sort((a, b) => b - a)).toEqual(ms);
  });
  test('the tasks, answered by the engine', () => {
    expect(answerOf('connections')).toBe(13);
    expect(answerOf('first-request')).toBe(1);
    expect(answerOf('pipelined-order')).toBe('in-order');
    expect(answerOf('header-saving')).toBe('most');
    expect(answerOf('stand-http2')).toBeGreaterThanOrEqual(8);
    expect(answerOf('stand-http3')).toBe(1);
  });
  test.each([30, 35, 45, 50, 60])(
    'frame %d of the server lost: more files stand over TCP than over QUIC',
    (nth) => {
      const drop = { interventions: [{ act: 'drop', target: `path/server>browser/${nth}` }] } as const;
      expect(filesThatStand(runOf('http2', drop))).toBeGreaterThan(filesThatStand(runOf('http3', drop)));
      const stood = (id: string) => {
        const run = runOf(id, drop);
        return stoodOf(waterfallOf(run, Infinity, run.endNs));
      };
      expect(stood('http2')).toBeGreaterThan(stood('http3'));
    },
  );
  test('a cable that is cut and mended holds the page up, and no longer', () => {
    const cut = {
      interventions: [
        { act: 'down', target: 'path', atNs: 300e6 },
        { act: 'up', target: 'path', atNs: 500e6 },
      ],
    } as const;
    for (const id of ['six', 'http2', 'http3']) {
      const { loadedNs } = figures(id, cut);
      expect(loadedNs).toBeGreaterThan(figures(id).loadedNs!);
      expect(loadedNs).toBeLessThan(3e9);
    }
  });
});
