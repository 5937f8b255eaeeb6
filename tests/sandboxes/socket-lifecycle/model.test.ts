import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventAt } from '#engine/kernel/statement.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';
import { printRun } from '#engine/net/print.ts';
import { setupOf, type SandboxModel, type Setup } from '#player/model.ts';
import { atWork } from '#sandboxes/socket-lifecycle/at-work.ts';
import { LISTINGS } from '#sandboxes/socket-lifecycle/listings/all.ts';
import { socketLifecycle } from '#sandboxes/socket-lifecycle/model.ts';
import { chosen } from '#sandboxes/socket-lifecycle/parameters.ts';
import { CASTS } from '#sandboxes/socket-lifecycle/programs.ts';

const model = socketLifecycle as unknown as SandboxModel;
const runOf = (scenario: string, parameters: Setup['parameters'] = {}): Run<NetEvent> => {
  const setup = setupOf(model, scenario);
  return socketLifecycle.run({ ...setup, parameters: { ...setup.parameters, ...parameters } });
};
const answer = (id: string) => {
  const task = socketLifecycle.tasks.find((one) => one.id === id)!;
  return task.answer(runOf(task.scenario));
};
const errnos = (run: Run<NetEvent>) =>
  run.events.flatMap((event) =>
    event.kind === 'syscall' && event.outcome === 'fails'
      ? [`${event.where} ${event.call} ${event.errno}`]
      : [],
  );

/** Files of tests/vectors/socket-lifecycle: a head that says what they show, then the run. GOLDEN=write makes them anew; read the change. */
const folder = join(import.meta.dirname, '../../vectors/socket-lifecycle');

describe.each(model.scenarios)('scenario $id', (scenario) => {
  const run = model.run(setupOf(model, scenario.id)) as Run<NetEvent>;
  const cast = CASTS[scenario.id]!(chosen(setupOf(model, scenario.id).parameters));
  it('reads like its golden trace', () => {
    const file = join(folder, `${scenario.id}.trace`);
    const golden = readFileSync(file, 'utf8');
    const head = golden
      .split('\n')
      .filter((line) => line.startsWith('#'))
      .join('\n');
    if (process.env['GOLDEN'] === 'write') writeFileSync(file, `${head}\n\n${printRun(run)}`);
    else expect(golden).toBe(`${head}\n\n${printRun(run)}`);
    expect(head.length).toBeGreaterThan(60);
  });
  it('comes to its stops in order', () => {
    const stops = scenario.breakpoints.map(({ id, at }) => eventAt(run.events, at)?.n ?? `${id} never comes`);
    expect(stops).toEqual([...stops].sort((a, b) => Number(a) - Number(b)));
  });
  it.each(Object.entries(LISTINGS))('has every step on one line of its code in %s', (language, toCode) => {
    for (const role of ['client', 'server'] as const) {
      const [program] = cast[role];
      if (!program) continue;
      const lines = toCode(program.steps, role, { host: '192.0.2.80', port: 9000 });
      const lit = lines.flatMap(({ steps }) => steps);
      expect([...new Set(lit)].sort(), language).toEqual(program.steps.map(({ id }) => id).sort());
      expect(lit.length, language).toBe(program.steps.length);
    }
  });
  it('lights a step of its program at every moment', () => {
    for (const event of run.events) {
      if (event.kind !== 'syscall') continue;
      const [at] = atWork(run, event.where, event.n).filter(({ program }) => program === event.program);
      const steps = cast[event.where as 'client'].find(({ name }) => name === event.program)!.steps;
      expect(steps.map(({ id }) => id)).toContain(at!.step);
      if (event.call !== 'exit') expect(at!.waits).toBe(event.outcome === 'waits');
    }
  });
});

describe('what the scenarios teach is what happens', () => {
  it.each([
    ['who-returns-first', 'connect'],
    ['where-are-they', 'send-buffer'],
    ['nobody-there', 'econnrefused'],
    ['without-accept', 'returns'],
    ['fits-in-the-queue', 2],
    ['which-call-fails', 'bind'],
    ['who-finds-out', 'server'],
    ['closed-unread', 'econnreset'],
    ['first-write', 'returns'],
  ])('%s: %s', (id, expected) => expect(answer(id)).toBe(expected));

  it.each([
    ['echo', []],
    ['refused', ['client connect ECONNREFUSED']],
    ['port-taken', ['server bind EADDRINUSE']],
    ['vanished', ['server recv ETIMEDOUT']],
    ['unread', ['client recv ECONNRESET']],
    ['broken-pipe', ['client send EPIPE']],
  ])('%s: %j', (scenario, expected) => expect(errnos(runOf(scenario))).toEqual(expected));

  it('without keepalive nobody ever learns of the cut', () => {
    const run = runOf('vanished', { keepalive: false });
    expect(errnos(run)).toEqual([]);
    expect(atWork(run, 'server', run.events.length)[0]!.waits).toBe(true);
  });
  it('recv() gives what has come, not what was sent with one send()', () => {
    const run = runOf('echo', { bytes: 20_000 });
    const first = run.events.find(
      (event) => event.kind === 'syscall' && event.call === 'recv' && event.outcome === 'returns',
    )!;
    expect(first['value']).toBeLessThan(4097);
  });
});
