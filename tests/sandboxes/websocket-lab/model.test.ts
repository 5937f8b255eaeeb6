import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventAt } from '#engine/kernel/statement.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';
import { printRun } from '#engine/net/print.ts';
import { decodePcapng } from '#engine/wire/pcapng-reader.ts';
import { setupOf, type Parameters, type SandboxModel } from '#player/model.ts';
import { acceptSteps, headsOf } from '#sandboxes/websocket-lab/heads.ts';
import { websocketLab } from '#sandboxes/websocket-lab/model.ts';
import { bytesOf } from '#sandboxes/websocket-lab/draft.ts';
import { framesOf, keyOf, listOf } from '#sandboxes/websocket-lab/scripts.ts';
import { beatsIn, stompOf } from '#sandboxes/websocket-lab/stomp-script.ts';
import { appsOf, named, socketOf } from '#sandboxes/websocket-lab/talk.ts';

const model = websocketLab as unknown as SandboxModel;
const runWith = (parameters: Parameters, scenario = 'echo'): Run<NetEvent> => {
  const plain = setupOf(model, scenario);
  return websocketLab.run({ ...plain, parameters: { ...plain.parameters, ...parameters } });
};

/** Files of tests/vectors/websocket-lab: a head that says what they show, then what was said above TCP. GOLDEN=write makes them anew; read the change. */
const folder = join(import.meta.dirname, '../../vectors/websocket-lab');

describe.each(model.scenarios)('scenario $id', (scenario) => {
  const run = model.run(setupOf(model, scenario.id)) as Run<NetEvent>;
  it('reads like its golden trace', () => {
    const file = join(folder, `${scenario.id}.trace`);
    const told = run.events.filter(({ kind }) => ['app', 'state', 'send', 'lost'].includes(kind));
    const printed = printRun({ ...run, events: told });
    const golden = readFileSync(file, 'utf8');
    const head = golden
      .split('\n')
      .filter((line) => line.startsWith('#'))
      .join('\n');
    if (process.env['GOLDEN'] === 'write') writeFileSync(file, `${head}\n\n${printed}`);
    else expect(golden).toBe(`${head}\n\n${printed}`);
    expect(head.length).toBeGreaterThan(60);
  });
  it('comes to where it opens and to each of its stops, in order', () => {
    expect(eventAt(run.events, scenario.opening)).toBeDefined();
    const stops = scenario.breakpoints.map(({ id, at }) => eventAt(run.events, at)?.n ?? `${id} never comes`);
    expect(stops).toEqual([...stops].sort((a, b) => Number(a) - Number(b)));
  });
  it('can be taken away: a packet a frame that was put on a link', () => {
    const capture = decodePcapng(model.capture!(run));
    expect(capture.problems).toEqual([]);
    expect(capture.value?.packets.map((packet) => packet.bytes)).toEqual(
      run.frames.map((frame) => frame.bytes),
    );
  });
});

describe('what a reader composes', () => {
  it('any lines at all give a run', () => {
    const line = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 12 }).map((bytes) => Buffer.from(bytes).toString('hex')),
      fc.string({ maxLength: 12 }),
    );
    const parameters = fc.record({
      frames: fc.array(line, { maxLength: 4 }).map((lines) => lines.join('\n')),
      stomp: fc
        .array(fc.oneof(line, fc.constantFrom('CONNECT accept-version:1.2 host:x', '...', 'ACK id:?')), {
          maxLength: 4,
        })
        .map((lines) => lines.join('\n')),
      doing: fc.constantFrom('frames', 'stomp'),
    });
    fc.assert(
      fc.property(parameters, (given) => {
        expect(runWith({ ...given, watchS: 5 }).events.length).toBeGreaterThan(20);
      }),
      { numRuns: 60 },
    );
  });
  it('frames go round as lines, and each place in the list has its own key', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ minLength: 1 }), { maxLength: 5 }), (frames) => {
        expect(framesOf(listOf(frames))).toEqual(frames);
      }),
    );
    expect(new Set([0, 1, 2, 3, 4].map(keyOf)).size).toBe(5);
    const draft = {
      fin: false,
      rsv: true,
      opcode: 1,
      masked: false,
      length: '8',
      payload: 'c3a9',
      hexed: true,
    } as const;
    expect([...bytesOf(draft, 0)]).toEqual([0x41, 127, 0, 0, 0, 0, 0, 0, 0, 2, 0xc3, 0xa9]);
  });
  it('STOMP is a line a frame, with a body behind the bar', () => {
    expect(stompOf('SEND destination:/topic/a x:1 | hi | there\n...\n\nABORT transaction:t')).toEqual([
      'SEND\ndestination:/topic/a\nx:1\n\nhi | there\0',
      undefined,
      'ABORT\ntransaction:t\n\n\0',
    ]);
    expect(beatsIn('CONNECT host:x heart-beat:1000,2000')).toEqual({ sends: 1000, wants: 2000 });
  });
});

describe('what the views read', () => {
  it('the heads as they stood in the packets, and how Accept follows', () => {
    const run = runWith({});
    const heads = headsOf(run, run.events.length);
    expect(heads.map(({ id, lines }) => [id, lines[0]])).toEqual([
      ['asked', 'GET /ws HTTP/1.1'],
      ['passed', 'GET /ws HTTP/1.1'],
      ['answered', 'HTTP/1.1 101 Switching Protocols'],
      ['told', 'HTTP/1.1 101 Switching Protocols'],
    ]);
    expect(heads[3]!.lines).toContain(`Sec-WebSocket-Accept: ${acceptSteps(heads)!.accept}`);
    expect(headsOf(run, 0)).toEqual([]);
  });
  it('what a packet carries, on its arrow, on both sides of the proxy', () => {
    const labels = (way: string) =>
      named(runWith({})).events.flatMap((event) =>
        event.kind === 'send' && event.len > 0 && event.name.startsWith(way) ? [event.label] : [],
      );
    const up = ['GET /ws', 'TEXT FIN MASK 5 B "Hel…', 'PING FIN MASK 14 B "ar…', 'CLOSE FIN MASK 6 B 100…'];
    expect([labels('front/client>proxy/'), labels('back/proxy>server/')]).toEqual([up, up]);
    const down = ['101', 'TEXT FIN 5 B "Hello"', 'PONG FIN 14 B "are you…', 'CLOSE FIN 2 B 1000'];
    expect([labels('back/server>proxy/'), labels('front/proxy>client/')]).toEqual([down, down]);
  });
  it('the socket of each end, before, while and after it is open', () => {
    const run = runWith({});
    const open = appsOf(run, run.events.length).find(
      ({ act, where }) => act === 'open' && where === 'client',
    )!;
    expect([
      socketOf(run, 'client', 0),
      socketOf(run, 'client', open.n - 1),
      socketOf(run, 'client', open.n),
    ]).toEqual(['–', 'CONNECTING', 'OPEN']);
    expect(socketOf(run, 'server', run.events.length)).toBe('CLOSED');
  });
  it('a heart-beat goes both ways as often as was agreed', () => {
    const run = runWith(
      {
        doing: 'stomp',
        stomp: 'CONNECT accept-version:1.2 host:x heart-beat:5000,5000',
        friend: '',
        watchS: 35,
      },
      'stomp-topic',
    );
    const beats = (where: string) =>
      appsOf(run, run.events.length).filter(
        (event) => event.where === where && event.act === 'write' && event.text.endsWith('"⏎"'),
      ).length;
    expect([beats('client'), beats('server')]).toEqual([3, 3]);
  });
});
