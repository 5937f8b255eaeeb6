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
  it('ends with no connection on either side', () => {
    for (const where of ['client', 'server']) {
      const last = run.events.findLast((event) => event.where === where && event.kind === 'state');
      if (last) expect(last).toMatchObject({ to: 'CLOSED' });
      else expect(scenario.id).toBe('refused');
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
    ['duplicates-before-resend', 3],
    ['when-resent', 'together'],
    ['when-resent-no-sack', 'one-a-round-trip'],
    ['client-without-fin', 'fin-wait-1'],
    ['who-repeats', 'server'],
    ['segments-to-open', 4],
    ['who-waits-both', 'both'],
    ['state-while-receiving', 'fin-wait-2'],
    ['answer-to-syn', 'rst'],
    ['server-after-reset', 'closed'],
    ['answer-to-old', 'rst'],
    ['second-part-leaves', 'delayed-ack'],
    ['ack-after-wrap', 501],
  ])('%s: %s', (id, answer) => {
    const task = model.tasks.find((one) => one.id === id)!;
    const run = runOf(task.scenario);
    expect(task.answer(run)).toBe(answer);
    if (task.options) expect(task.options).toContain(answer);
    expect(eventAt(run.events, task.before)!.n).toBeGreaterThan(0);
  });
  it('are all named here', () => {
    expect(model.tasks).toHaveLength(20);
  });
});

describe('what a reader may change', () => {
  const sends = (scenario: string, parameters: Record<string, boolean | number>) => {
    const setup = setupOf(model, scenario);
    const { events } = model.run({ ...setup, parameters: { ...setup.parameters, ...parameters } });
    return events.filter((event) => event.kind === 'send');
  };
  it('Nagle off: both parts of the request leave at once', () => {
    const data = (nagle: boolean) =>
      sends('nagle-delayed-ack', { nagle }).filter(({ where, len }) => where === 'client' && Number(len) > 0);
    const [held, free] = [data(true), data(false)].map(([first, second]) => second!.at - first!.at);
    expect(held).toBeGreaterThan(200e6);
    expect(free).toBe(0);
  });
  it('SACK off: the options are gone from the SYN, and with them the blocks', () => {
    const sizes = (sack: boolean) =>
      model
        .run({
          ...setupOf(model, 'several-lost'),
          parameters: { ...setupOf(model, 'several-lost').parameters, sack },
        })
        .frames.map(({ bytes }) => bytes.length);
    expect(Math.max(...sizes(false).filter((size) => size < 200))).toBeLessThan(
      Math.max(...sizes(true).filter((size) => size < 200)),
    );
  });
  it('delayed acknowledgments: fewer segments for the same data', () => {
    const count = (delayedAckMs: number) => sends('clean', { delayedAckMs, requestBytes: 14_480 }).length;
    expect(count(40)).toBeLessThan(count(0) - 3);
  });
  it('the way numbers are written: the same run', () => {
    expect(sends('clean', {})).toEqual(sends('clean', { numbers: 'absolute' } as never));
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
