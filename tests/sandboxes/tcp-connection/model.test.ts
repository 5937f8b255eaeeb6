import { describe, expect, it } from 'vitest';
import { eventAt, fits } from '#engine/kernel/statement.ts';
import { stream } from '#engine/kernel/random.ts';
import { decodePcapng } from '#engine/wire/pcapng-reader.ts';
import { setupOf, type SandboxModel } from '#player/model.ts';
import { tcpConnection } from '#sandboxes/tcp-connection/model.ts';

const model = tcpConnection as unknown as SandboxModel;
const runOf = (scenario: string) => model.run(setupOf(model, scenario));

describe.each(model.scenarios)('scenario $id', (scenario) => {
  const run = runOf(scenario.id);
  it('comes to where it opens and to each of its stops, in order', () => {
    expect(eventAt(run.events, scenario.opening)).toBeDefined();
    const stops = scenario.breakpoints.map(({ id, at }) => eventAt(run.events, at)?.n ?? `${id} never comes`);
    expect(stops).toEqual([...stops].sort((a, b) => Number(a) - Number(b)));
  });
  it('ends with both sides closed', () => {
    for (const where of ['client', 'server']) {
      const last = run.events.findLast((event) => event.where === where && event.kind === 'state');
      expect(last).toMatchObject({ to: 'CLOSED' });
    }
  });
  it('can be taken away: a row an event, a packet a frame', () => {
    const [head, ...rows] = model.table(run);
    expect(rows).toHaveLength(run.events.length);
    for (const row of rows) expect(row).toHaveLength(head!.length);
    const capture = decodePcapng(model.capture!(run));
    expect(capture.problems).toEqual([]);
    expect(capture.value?.packets.map((packet) => packet.bytes)).toEqual(
      run.frames.map((frame) => frame.bytes),
    );
  });
  it('names a target for every step that shows a packet', () => {
    for (const event of run.events.filter((one) => model.steps.some((step) => fits(one, step)))) {
      const target = model.targetOf(event, run);
      expect(target === undefined).toBe(event['frame'] === undefined);
      if (target !== undefined) expect(run.frames.some((frame) => frame.name === target)).toBe(true);
    }
  });
});

describe('predict tasks', () => {
  it.each([
    ['first-established', 'client'],
    ['who-waits', 'client'],
    ['second-syn-retry', 3],
    ['who-sends-again', 'client'],
    ['server-without-ack', 'syn-received'],
    ['acks-sent-again', 0],
    ['ack-of-request', 101],
  ])('%s: %s', (id, answer) => {
    const task = model.tasks.find((one) => one.id === id)!;
    const run = runOf(task.scenario);
    expect(task.answer(run)).toBe(answer);
    if (task.options) expect(task.options).toContain(answer);
    expect(eventAt(run.events, task.before)!.n).toBeGreaterThan(0);
  });
  it('are all named here', () => {
    expect(model.tasks).toHaveLength(7);
  });
});

describe('computed questions', () => {
  const posed = (id: string, seed: number) => {
    const random = stream(seed, 'quiz');
    return model.questions.find((one) => one.id === id)!.pose((n) => random.below(n));
  };
  const seeds = Array.from({ length: 30 }, (_, seed) => seed);
  it('ack-number: the number of the next byte, modulo 2^32', () => {
    for (const seed of seeds) {
      const { values, answer } = posed('ack-number', seed);
      expect(answer).toBe(((values['seq'] as number) + (values['bytes'] as number)) % 2 ** 32);
      expect(values['seq']).toBe(((values['isn'] as number) + 1) % 2 ** 32);
    }
  });
  it('syn-retry-time: 1, 3, 7, 15, 31, 63 s', () => {
    for (const seed of seeds) {
      const { values, answer } = posed('syn-retry-time', seed);
      expect(answer).toBe(2 ** (values['nth'] as number) - 1);
    }
  });
  it('segment-count: bytes by what fits, rounded up', () => {
    for (const seed of seeds) {
      const { values, answer } = posed('segment-count', seed);
      expect(answer).toBe(Math.ceil((values['bytes'] as number) / Math.min(values['bytes'] as number, 1448)));
    }
  });
  it('fin-ack: SYN, data and FIN each count', () => {
    for (const seed of seeds) {
      const { values, answer } = posed('fin-ack', seed);
      expect(answer).toBe((values['bytes'] as number) + 2);
    }
  });
});
