import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countersAt } from '#engine/datapath/counters.ts';
import type { DataPathEvent } from '#engine/datapath/events.ts';
import { stream } from '#engine/kernel/random.ts';
import { eventAt } from '#engine/kernel/statement.ts';
import type { Run } from '#engine/kernel/trace.ts';
import { decodePcapng } from '#engine/wire/pcapng-reader.ts';
import { setupOf, type SandboxModel } from '#player/model.ts';
import { dataPath } from '#sandboxes/data-path/model.ts';
import { spotAt, wireOf } from '#sandboxes/data-path/floors.ts';
import { stepOf } from '#sandboxes/data-path/table.ts';

const model = dataPath as unknown as SandboxModel;
const runOf = (scenario: string) => dataPath.run(setupOf(model, scenario));
const paid = (id: string) => {
  const { events } = runOf(id);
  return countersAt(events, events.length);
};

describe.each(dataPath.scenarios)('scenario $id', (scenario) => {
  const run = runOf(scenario.id);
  it('comes to where it opens and to each of its stops', () => {
    expect(eventAt(run.events, scenario.opening)).toBeDefined();
    for (const { id, at } of scenario.breakpoints) expect(eventAt(run.events, at), id).toBeDefined();
  });
  it('brings to the program what it reads', () => {
    const { readBytes, totalBytes } = setupOf(model, scenario.id).parameters;
    expect(paid(scenario.id).readBytes).toBe(readBytes === 0 ? 0 : totalBytes);
  });
  it('can be taken away: a row an event, a packet a frame on the wire', () => {
    const [head, ...rows] = model.table(run);
    expect(rows).toHaveLength(run.events.length);
    for (const row of rows) expect(row).toHaveLength(head!.length);
    const capture = decodePcapng(model.capture!(run));
    expect(capture.problems).toEqual([]);
    expect(capture.value?.packets.map(({ bytes }) => bytes)).toEqual(run.frames.map(({ bytes }) => bytes));
    // no frame is longer than Ethernet carries, however large the packet above the card was
    for (const { bytes } of run.frames) expect(bytes.length).toBeLessThanOrEqual(1514);
  });
  it('is drawn at every playhead', () => {
    const wire = wireOf(run);
    expect(wire).toHaveLength(run.events.filter(({ kind }) => kind === 'send').length);
    for (const one of wire) expect(one.endAt).toBeGreaterThanOrEqual(one.sentAt);
    for (const event of run.events) expect(spotAt(run, event.n)?.floor).toBe(event.floor);
  });
});

/** Files of tests/vectors/data-path: a line an event. GOLDEN=write makes them anew; read the change. */
describe('golden traces', () => {
  const line = (event: DataPathEvent) =>
    [
      `${String(event.at / 1000).padStart(9)} µs`,
      event.where.padEnd(6),
      event.floor.padEnd(11),
      stepOf(event).padEnd(17),
      `${event.bytes} B`,
      'packets' in event && Number(event.packets) > 1 ? `in ${String(event.packets)}` : '',
      event.kind === 'work' ? `${event.costNs} ns` : event.name,
    ]
      .filter((part) => part !== '')
      .join(' ')
      .trimEnd();
  const print = (run: Run<DataPathEvent>) => `${run.events.map(line).join('\n')}\n`;
  it.each(['small-write', 'gro', 'window-closed'])('%s', (id) => {
    const file = join(import.meta.dirname, `../../vectors/data-path/${id}.trace`);
    const golden = readFileSync(file, 'utf8');
    const head = golden
      .split('\n')
      .filter((one) => one.startsWith('#'))
      .join('\n');
    const printed = `${head}\n\n${print(runOf(id))}`;
    if (process.env['GOLDEN'] === 'write') writeFileSync(file, printed);
    else expect(golden).toBe(printed);
    expect(head.length).toBeGreaterThan(100);
  });
});

describe('what the switches change', () => {
  it('each lesson is cheaper than the one before', () => {
    expect(paid('gso').client.cpuNs).toBeLessThan(paid('plain').client.cpuNs);
    expect(paid('tso').client.cpuNs).toBeLessThan(paid('gso').client.cpuNs);
    expect(paid('coalesced').server.cpuNs).toBeLessThan(paid('every-frame').server.cpuNs);
    expect(paid('gro').server.cpuNs).toBeLessThan(paid('coalesced').server.cpuNs);
  });
  it('interrupts: 44 for 44 frames, or 3', () => {
    expect(paid('every-frame').server.interrupts).toBe(44);
    expect(paid('coalesced').server.interrupts).toBe(3);
  });
  it('coalescing costs time: the first read() comes later', () => {
    const first = (id: string) =>
      runOf(id).events.find(({ reason }) => reason === 'datapath.read-returns')!.at;
    expect(first('coalesced')).toBeGreaterThan(first('every-frame') + 100_000);
  });
});

describe('predict tasks', () => {
  it.each([
    ['copies', 2],
    ['passes', 1],
    ['interrupts', 3],
    ['first-write', 20_000],
    ['write-and-window', 'returns'],
    ['ring-cure', 'tcp'],
  ])('%s: %s', (id, answer) => {
    const task = dataPath.tasks.find((one) => one.id === id)!;
    expect(task.answer(runOf(task.scenario))).toBe(answer);
  });
  it('are all named here', () => expect(dataPath.tasks).toHaveLength(6));
});

describe('computed questions', () => {
  const posed = (id: string, seed: number) => {
    const random = stream(seed, 'quiz');
    return dataPath.questions.find((one) => one.id === id)!.pose((n) => random.below(n));
  };
  const seeds = Array.from({ length: 12 }, (_, seed) => seed);
  it.each([
    ['frame-count', ({ bytes }: Values) => Math.ceil(bytes! / 1460)],
    ['header-bytes', ({ bytes }: Values) => 54 * Math.ceil(bytes! / 1460)],
    ['interrupt-count', ({ frames, each }: Values) => Math.ceil(frames! / each!)],
  ] as const)('%s follows the rule', (id, rule) => {
    for (const seed of seeds) {
      const { values, answer } = posed(id, seed);
      expect(answer).toBe(rule(values as Values));
    }
  });
  it('copied-bytes: twice, or once where the sender does not copy', () => {
    for (const seed of seeds) {
      const { values, answer } = posed('copied-bytes', seed);
      expect(answer).toBe(Number(values['bytes']) * (values['how'] === 'write()' ? 2 : 1));
    }
  });
});
type Values = Readonly<Record<string, number | undefined>>;
