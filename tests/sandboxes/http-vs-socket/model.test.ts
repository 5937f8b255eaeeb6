import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { eventAt } from '#engine/kernel/statement.ts';
import { MILLISECOND as MS } from '#engine/kernel/time.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';
import { Parser } from '#engine/http/parser.ts';
import { waysOf, type Way } from '#engine/ways/ways.ts';
import { readEthernet } from '#engine/wire/ethernet.ts';
import { readIpv4 } from '#engine/wire/ipv4-read.ts';
import { readTcp } from '#engine/wire/tcp-read.ts';
import { setupOf, type SandboxModel, type Setup } from '#player/model.ts';
import { figuresOf, meanNs, wireBytes, type Figures } from '#sandboxes/http-vs-socket/figures.ts';
import { lanesOf } from '#sandboxes/http-vs-socket/flights.ts';
import { formulaNs } from '#sandboxes/http-vs-socket/formula.ts';
import { httpVsSocket } from '#sandboxes/http-vs-socket/model.ts';
import { waysSetup } from '#sandboxes/http-vs-socket/parameters.ts';

const model = httpVsSocket as unknown as SandboxModel;
const setupWith = (
  scenario: string,
  parameters: Setup['parameters'] = {},
  change: Partial<Setup> = {},
): Setup => {
  const plain = setupOf(model, scenario);
  return { ...plain, ...change, parameters: { ...plain.parameters, ...parameters } };
};
const runOf = (setup: Setup): Run<NetEvent> => httpVsSocket.run(setup);
const counted = (setup: Setup, way: Way): Figures => figuresOf(runOf(setup), [way], Infinity)[0]!;

/** Files of tests/vectors/http-vs-socket: a head that says what they show, then what programs did and what it cost. GOLDEN=write makes them anew; read the change. */
const folder = join(import.meta.dirname, '../../vectors/http-vs-socket');

const ms = (ns: number): string => (ns / MS).toFixed(3).padStart(9);
/** FNV-1a over all events and all frames: what the lines leave out is held to the bit all the same. */
function hashOf(run: Run<NetEvent>): string {
  let hash = 0x811c9dc5;
  const add = (octet: number) => (hash = Math.imul(hash ^ octet, 0x01000193) >>> 0);
  for (const { bytes } of run.frames) bytes.forEach(add);
  for (const char of JSON.stringify(run.events)) add(char.charCodeAt(0) & 255);
  return hash.toString(16).padStart(8, '0');
}
function printed(run: Run<NetEvent>, ways: readonly Way[]): string {
  const lines = run.events.flatMap((event) => {
    if (event.kind === 'message') return [`${ms(event.at)} ${event.where} ${event.act} ${event.message}`];
    if (event.kind === 'lost') return [`${ms(event.at)} ${event.name} lost`];
    if (event.kind !== 'update' || !event.reason.startsWith('ways.')) return [];
    return [`${ms(event.at)} ${event.where} ${event.reason.slice(5)} ${JSON.stringify(event.set)}`];
  });
  const costs = figuresOf(run, ways, Infinity).map(
    (one) =>
      `${one.way}: ${one.frames} frames, ${wireBytes(one)} bytes: ${one.headerBytes} headers, ${one.protocolBytes} protocol, ${one.againBytes} again, ${one.contentBytes} content; ` +
      `opened ${one.opened}, held ${one.held}, TIME-WAIT ${one.timeWait}, requests ${one.requests}, empty ${one.empty}, memory ${one.memoryBytes}; mean ${ms(meanNs(one.tookNs)).trim()} ms, worst ${ms(Math.max(...one.tookNs)).trim()} ms`,
  );
  return [
    ...lines,
    '',
    ...costs,
    `events ${run.events.length}, frames ${run.frames.length}, hash ${hashOf(run)}`,
    '',
  ].join('\n');
}

describe.each(model.scenarios)('scenario $id', (scenario) => {
  const setup = setupOf(model, scenario.id);
  const run = runOf(setup);
  const ways = waysOf(waysSetup(setup, []).job);

  it('reads like its golden trace', () => {
    const file = join(folder, `${scenario.id}.trace`);
    const golden = readFileSync(file, 'utf8');
    const head = golden
      .split('\n')
      .filter((line) => line.startsWith('#'))
      .join('\n');
    const text = `${head}\n\n${printed(run, ways)}`;
    if (process.env['GOLDEN'] === 'write') writeFileSync(file, text);
    else expect(golden).toBe(text);
    expect(head.length).toBeGreaterThan(80);
  });
  it('comes to where it opens and to each of its stops, in order', () => {
    expect(eventAt(run.events, scenario.opening)).toBeDefined();
    const stops = scenario.breakpoints.map(({ id, at }) => eventAt(run.events, at)?.n ?? `${id} never comes`);
    expect(stops).toEqual([...stops].sort((a, b) => Number(a) - Number(b)));
  });
  it('every byte is counted, once: the parts are the frames', () => {
    for (const one of figuresOf(run, ways, Infinity)) {
      const frames = run.frames.filter(
        ({ name, copyOf }) => name.startsWith(`${one.way}/`) && copyOf === undefined,
      );
      expect(wireBytes(one), one.way).toBe(frames.reduce((sum, { bytes }) => sum + bytes.length, 0));
      expect(one.protocolBytes, one.way).toBeGreaterThan(0);
    }
  });
  it('a lane draws every frame that was sent, and every item once for everybody', () => {
    for (const { way, flights, marks } of lanesOf(run, ways)) {
      expect(flights).toHaveLength(
        run.events.filter((one) => one.kind === 'send' && one.where.startsWith(`${way}-`)).length,
      );
      expect(marks.filter(({ act }) => act === 'read')).toHaveLength(
        figuresOf(run, [way], Infinity)[0]!.tookNs.length,
      );
    }
  });
});

describe('what is counted, counted another way', () => {
  /** What the server was sent on each connection, put together from its frames. */
  function streams(run: Run<NetEvent>, way: Way): Uint8Array[] {
    const parts = new Map<number, Uint8Array[]>();
    for (const { name, bytes } of run.frames) {
      if (!name.startsWith(`${way}/${way}-client`)) continue;
      const ip = readIpv4(readEthernet(bytes).payload);
      const tcp = readTcp(ip.payload, ip.value!);
      const of = parts.get(tcp.value!.sourcePort) ?? [];
      parts.set(tcp.value!.sourcePort, [...of, tcp.payload]);
    }
    return [...parts.values()].map((pieces) => Uint8Array.from(pieces.flatMap((piece) => [...piece])));
  }
  test.each(['close', 'keep', 'long'] as const)(
    '%s: the requests in the bytes are the requests of the table',
    (way) => {
      const run = runOf(setupOf(model, 'chat'));
      const requests = streams(run, way).reduce((sum, bytes) => {
        const parser = new Parser('request');
        let seen = 0;
        for (let told = parser.push(bytes); told.length > 0; told = parser.resume())
          seen += told.filter(({ kind }) => kind === 'request').length;
        return sum + seen;
      }, 0);
      expect(requests).toBe(figuresOf(run, [way], Infinity)[0]!.requests);
    },
  );
});

describe('the formula and the count', () => {
  test.each([
    [10, 300],
    [40, 1000],
    [100, 500],
  ])(
    'news after %i ms of delay, polls every %i ms: within a fifth of a poll for forty messages',
    (delayMs, pollMs) => {
      const setup = setupWith('ticks', { messages: 40, intervalMs: 370, delayMs, pollMs });
      for (const way of waysOf('ticks')) {
        const expected = formulaNs(waysSetup(setup, []), way)!;
        const slack =
          way === 'close' || way === 'keep' ? (pollMs * MS) / 5 : way === 'long' ? 2 * delayMs * MS : MS;
        expect(Math.abs(meanNs(counted(setup, way).tookNs) - expected), way).toBeLessThan(slack);
      }
    },
  );
  test('a page of small files: round trips and nothing else', () => {
    const setup = setupWith('page', { files: 12, fileBytes: 100, delayMs: 100 });
    for (const way of waysOf('page')) {
      const last = Math.max(...counted(setup, way).tookNs);
      expect(Math.abs(last / (formulaNs(waysSetup(setup, []), way)! as number) - 1), way).toBeLessThan(0.02);
    }
  });
});

describe('interventions', () => {
  test('a cable that is pulled for a second delays everything, and loses nothing', () => {
    const cut = (act: 'down' | 'up', atNs: number) => ({ act, target: 'networks', atNs }) as const;
    const setup = setupWith('ticks', {}, { interventions: [cut('down', 1000 * MS), cut('up', 2000 * MS)] });
    for (const one of figuresOf(runOf(setup), waysOf('ticks'), Infinity)) {
      expect(one.tookNs, one.way).toHaveLength(10);
      expect(Math.max(...one.tookNs), one.way).toBeGreaterThan(400 * MS);
      expect(one.againBytes + one.headerBytes, one.way).toBeGreaterThan(0);
    }
  });
  test('a server that is killed answers nobody; the run ends all the same', () => {
    const setup = setupWith(
      'ticks',
      {},
      { interventions: [{ act: 'kill', target: 'servers', atNs: 1000 * MS }] },
    );
    for (const one of figuresOf(runOf(setup), waysOf('ticks'), Infinity))
      expect(one.tookNs.length, one.way).toBeLessThan(10);
  });
});
