import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventAt } from '#engine/kernel/statement.ts';
import { stream } from '#engine/kernel/random.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';
import { printRun } from '#engine/net/print.ts';
import { decodePcapng } from '#engine/wire/pcapng-reader.ts';
import { setupOf, type SandboxModel } from '#player/model.ts';
import { tcpFlow } from '#sandboxes/tcp-flow/model.ts';
import { places } from '#sandboxes/tcp-flow/places.ts';
import { throughputBps } from '#sandboxes/tcp-flow/throughput.ts';

const model = tcpFlow as unknown as SandboxModel;
const runOf = (scenario: string) => tcpFlow.run(setupOf(model, scenario));

describe.each(tcpFlow.scenarios)('scenario $id', (scenario) => {
  const run = runOf(scenario.id);
  const setup = setupOf(model, scenario.id);

  it('comes to each of its stops, in order', () => {
    const stops = scenario.breakpoints.map(({ id, at }) => eventAt(run.events, at)?.n ?? `${id} never comes`);
    expect(stops).toEqual([...stops].sort((a, b) => Number(a) - Number(b)));
    expect(eventAt(run.events, scenario.opening)).toBeDefined();
  });
  it('brings every byte to the program', () => {
    expect(read(run)).toBe(setup.parameters['totalBytes']);
  });
  it('keeps to the window and to both buffers at every moment', () => {
    const at = places();
    const { receiveBufferBytes, sendBufferBytes } = setup.parameters;
    for (const event of run.events) {
      const now = at.take(event);
      // What came first may be probed at a closed window, by one byte (RFC 9293 §3.8.6.1)
      expect(now.sent).toBeLessThanOrEqual(now.received + now.windowOffered + 1);
      expect(now.received - now.read).toBeLessThanOrEqual(Number(receiveBufferBytes));
      expect(now.written - now.acknowledged).toBeLessThanOrEqual(Number(sendBufferBytes));
      expect(now.read).toBeLessThanOrEqual(now.received);
      expect(now.acknowledged).toBeLessThanOrEqual(now.received);
    }
  });
  it('can be taken away: a row an event, a packet a frame', () => {
    const [head, ...rows] = model.table(run);
    expect(rows).toHaveLength(run.events.length);
    for (const row of rows) expect(row).toHaveLength(head!.length);
    const capture = decodePcapng(model.capture!(run));
    expect(capture.problems).toEqual([]);
    expect(capture.value?.packets).toHaveLength(run.frames.length);
  });
});

const read = ({ events }: Run<NetEvent>) =>
  events.reduce((sum, event) => sum + (event.kind === 'call' && event.call === 'read' ? event.bytes : 0), 0);

/** Files of tests/vectors/tcp-flow. GOLDEN=write makes them anew; read the change. The long ones are held by their figures below. */
describe('golden traces', () => {
  it.each(['slow-reader', 'zero-window', 'update-lost', 'nagle-delayed-ack'])('%s', (id) => {
    const file = join(import.meta.dirname, `../../vectors/tcp-flow/${id}.trace`);
    const golden = readFileSync(file, 'utf8');
    const head = golden
      .split('\n')
      .filter((line) => line.startsWith('#'))
      .join('\n');
    const printed = `${head}\n\n${printRun(runOf(id))}`;
    if (process.env['GOLDEN'] === 'write') writeFileSync(file, printed);
    else expect(golden).toBe(printed);
    expect(head.length).toBeGreaterThan(100);
  });
});

describe('what the scenarios show', () => {
  const count = (id: string, test: (event: NetEvent) => boolean) => runOf(id).events.filter(test).length;
  const data = (event: NetEvent) => event.kind === 'send' && event.where === 'client' && event.len > 0;
  it('update-lost: it is the window update that is lost', () => {
    const { events } = runOf('update-lost');
    const lost = events.find((event) => event.kind === 'lost')!;
    const sent = events.find((event) => event.kind === 'send' && event['name'] === lost['name'])!;
    expect(sent.reason).toBe('tcp.ack-window-open');
  });
  it.each([
    ['silly', 30, 40],
    ['silly-receiver-cure', 2, 4],
    ['silly-sender-cure', 2, 4],
  ])('%s: between %i and %i segments for 2920 bytes', (id, least, most) => {
    expect(count(id, data)).toBeGreaterThanOrEqual(least);
    expect(count(id, data)).toBeLessThanOrEqual(most);
  });
  it('fat pipe: window by round trip without scaling, the link with it', () => {
    // 65,535 bytes in whole segments of 1460 (44 of them), 100 ms and the 0.6 ms that a segment takes
    const unscaled = throughputBps(runOf('fat-pipe-64k'));
    expect(unscaled / 1e6).toBeGreaterThan(5);
    expect(unscaled / 1e6).toBeLessThan(5.3);
    // 20 Mbit/s, of which 1460 of 1514 bytes are data
    expect(throughputBps(runOf('fat-pipe-scaled')) / 1e6).toBeGreaterThan(18);
  });
  it('receiver-protected: nothing is lost and nothing is sent again', () => {
    expect(count('receiver-protected', ({ kind }) => kind === 'lost' || kind === 'discard')).toBe(0);
    expect(count('receiver-protected', (event) => event.kind === 'send' && event.retransmission)).toBe(0);
  });
});

describe('predict tasks', () => {
  it.each([
    ['sent-before-stop', 5840],
    ['second-probe', 2],
    ['who-breaks-silence', 'probe'],
    ['silly-size', 50],
    // 200 ms of the delayed ACK and a round trip of 20, less 1 ms between the writes
    ['second-write', 219],
    ['fat-pipe-rate', '5'],
    ['whose-speed', 'reader'],
  ])('%s: %s', (id, answer) => {
    const task = tcpFlow.tasks.find((one) => one.id === id)!;
    expect(task.answer(runOf(task.scenario))).toBe(answer);
  });
  it('are all named here', () => expect(tcpFlow.tasks).toHaveLength(7));
});

describe('computed questions', () => {
  const posed = (id: string, seed: number) => {
    const random = stream(seed, 'quiz');
    return tcpFlow.questions.find((one) => one.id === id)!.pose((n) => random.below(n));
  };
  const seeds = Array.from({ length: 10 }, (_, seed) => seed);
  const number = (value: unknown) => value as number;
  it('usable-window: ack + window - next', () => {
    for (const seed of seeds) {
      const { values, answer } = posed('usable-window', seed);
      expect(answer).toBe(number(values['ack']) + number(values['window']) - number(values['next']));
    }
  });
  it('window-throughput: window by round trip, within 3 %', () => {
    for (const seed of seeds) {
      const { values, answer } = posed('window-throughput', seed);
      const rule = (number(values['window']) * 8) / number(values['rttMs']);
      expect(Math.abs(number(answer) / rule - 1)).toBeLessThan(0.03);
    }
  });
  it('window-left: what is free in the buffer', () => {
    for (const seed of seeds) {
      const { values, answer } = posed('window-left', seed);
      expect(answer).toBe(number(values['buffer']) - number(values['arrived']));
    }
  });
  it('scaled-window: the field shifted', () => {
    for (const seed of seeds) {
      const { values, answer } = posed('scaled-window', seed);
      expect(answer).toBe(number(values['field']) << number(values['shift']));
    }
  });
});
