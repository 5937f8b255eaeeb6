import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventAt } from '#engine/kernel/statement.ts';
import { stateAt, type Run } from '#engine/kernel/trace.ts';
import type { MatchEvent, NetEvent } from '#engine/net/events.ts';
import { printRun } from '#engine/net/print.ts';
import { setupOf, type SandboxModel, type Setup } from '#player/model.ts';
import { portDemux } from '#sandboxes/port-demux/model.ts';
import { fitOf, socketsIn } from '#views/socket-table.ts';

const model = portDemux as unknown as SandboxModel;
const runOf = (scenario: string, parameters: Setup['parameters'] = {}): Run<NetEvent> => {
  const setup = setupOf(model, scenario);
  return portDemux.run({ ...setup, parameters: { ...setup.parameters, ...parameters } });
};
const matches = (run: Run<NetEvent>) =>
  run.events.filter((event): event is MatchEvent => event.kind === 'match' && event.where === 'server');
const answer = (id: string) => {
  const task = portDemux.tasks.find((one) => one.id === id)!;
  return task.answer(runOf(task.scenario));
};

/** Files of tests/vectors/port-demux: a head that says what they show, then the run. GOLDEN=write makes them anew; read the change. */
const folder = join(import.meta.dirname, '../../vectors/port-demux');

describe.each(model.scenarios)('scenario $id', (scenario) => {
  const run = model.run(setupOf(model, scenario.id)) as Run<NetEvent>;
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
  it('lights a row that is there, and no other fits better', () => {
    for (const match of matches(run)) {
      const rows = socketsIn(stateAt(run.events, 'server', match.n)).filter(
        ({ protocol, state }) => protocol === match.protocol && state !== 'CLOSED',
      );
      const whole = rows.filter(
        (row) => fitOf(row.local, match.local) === 'same' && fitOf(row.remote, match.remote) === 'same',
      );
      if (match.rule === 'nobody')
        expect(rows.filter((row) => fitOf(row.local, match.local) !== 'other' && row.remote === '*')).toEqual(
          [],
        );
      else expect(rows.map(({ number }) => number)).toContain(match.socket);
      if (whole.length > 0) expect(whole.map(({ number }) => number)).toContain(match.socket);
    }
  });
});

describe('what the scenarios teach is what happens', () => {
  it.each([
    ['third-syn', 'listener'],
    ['same-client', 'last'],
    ['udp-nobody', 'icmp'],
    ['tcp-nobody', 'rst'],
    ['second-address', 'for-one'],
    ['bind-again', 'eaddrinuse'],
    ['stranger', 'unconnected'],
    ['who-hears', 'connected'],
    ['fifth', 'eaddrnotavail'],
    ['elsewhere', 'works'],
    ['how-many', 12],
  ])('%s: %s', (id, expected) => expect(answer(id)).toBe(expected));

  it('with SO_REUSEADDR the server can be started again at once', () => {
    const run = runOf('restart', { reuseAddress: true });
    const binds = run.events.filter(
      (event) => event.kind === 'syscall' && event.call === 'bind' && event.where === 'server',
    );
    expect(binds.map((event) => event['outcome'])).toEqual(['returns', 'returns']);
    expect(run.events.some((event) => event.kind === 'syscall' && event.outcome === 'fails')).toBe(false);
  });
  it('SO_REUSEPORT divides connections among all that listen, each to the one that its hash says', () => {
    const run = runOf('reuse-port');
    const takers = matches(run).filter(({ rule }) => rule === 'shared');
    expect(takers).toHaveLength(6);
    expect(new Set(takers.map(({ socket }) => socket)).size).toBe(2);
  });
  it('a duplicate that comes late finds the connection in TIME-WAIT', () => {
    const setup = { ...setupOf(model, 'restart') };
    const fin = runOf('restart').events.findLast(
      (event) => event.kind === 'send' && event.where === 'client' && event.flags === 'FIN,ACK',
    )!;
    const run = portDemux.run({
      ...setup,
      interventions: [{ act: 'duplicate', target: String(fin['name']) }],
    });
    expect(matches(run).map(({ rule }) => rule)).toContain('time-wait');
  });
});
