import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventAt, fits } from '#engine/kernel/statement.ts';
import { stream } from '#engine/kernel/random.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { MessageEvent, NetEvent } from '#engine/net/events.ts';
import { printRun } from '#engine/net/print.ts';
import { readEthernet } from '#engine/wire/ethernet.ts';
import { readIpv4 } from '#engine/wire/ipv4-read.ts';
import { decodePcapng } from '#engine/wire/pcapng-reader.ts';
import { setupOf, type SandboxModel, type Setup } from '#player/model.ts';
import { fatesOf, figuresOf, messageOf } from '#sandboxes/udp-vs-tcp/fates.ts';
import { udpVsTcp } from '#sandboxes/udp-vs-tcp/model.ts';
import { playedOf } from '#sandboxes/udp-vs-tcp/played.ts';

const model = udpVsTcp as unknown as SandboxModel;
const setupWith = (
  scenario: string,
  parameters: Setup['parameters'] = {},
  change: Partial<Setup> = {},
): Setup => {
  const plain = setupOf(model, scenario);
  return { ...plain, ...change, parameters: { ...plain.parameters, ...parameters } };
};
const runOf = (scenario: string): Run<NetEvent> => udpVsTcp.run(setupOf(model, scenario));
const readsOf = (run: Run<NetEvent>, where: string): MessageEvent[] =>
  run.events.filter(
    (event): event is MessageEvent =>
      event.kind === 'message' && event.act === 'read' && event.where === where,
  );
const numbers = (run: Run<NetEvent>, where: string) => readsOf(run, where).map(({ message }) => message);
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

/** Files of tests/vectors/udp-vs-tcp: a head that says what they show, then the run. GOLDEN=write makes them anew; read the change. */
const folder = join(import.meta.dirname, '../../vectors/udp-vs-tcp');

describe.each(model.scenarios)('scenario $id', (scenario) => {
  const run = model.run(setupOf(model, scenario.id)) as Run<NetEvent>;
  it('reads like its golden trace', () => {
    const file = join(folder, `${scenario.id}.trace`);
    const printed = printRun(run);
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
    expect(capture.value?.packets.map((packet) => packet.bytes)).toEqual(
      run.frames.map((frame) => frame.bytes),
    );
    for (const { bytes } of run.frames) expect(readIpv4(readEthernet(bytes).payload).fault).toBeUndefined();
  });
  it('names a target for every step that shows a packet', () => {
    for (const event of run.events.filter((one) => model.steps.some((step) => fits(one, step)))) {
      const target = model.targetOf(event, run);
      if (target !== undefined) expect(run.frames.some((frame) => frame.name === target)).toBe(true);
    }
  });
});

describe('what each protocol promises', () => {
  it.each(model.scenarios)('$id: TCP brings every message once and in order', ({ id, parameters }) => {
    const receivers = Number(parameters['receivers'] ?? 1);
    const count = Number(setupOf(model, id).parameters['messages']);
    const names =
      receivers === 1 ? ['tcp-receiver'] : upTo(receivers).map((nth) => `tcp-receiver-${nth + 1}`);
    const run = runOf(id);
    for (const name of names) expect(numbers(run, name)).toEqual(upTo(count));
  });
  it('UDP hands over what comes as it comes: gaps, copies, the wrong order', () => {
    expect(numbers(runOf('one-lost'), 'udp-receiver')).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11]);
    expect(numbers(runOf('doubled'), 'udp-receiver')).toHaveLength(16);
    const overtaken = numbers(runOf('reordered'), 'udp-receiver');
    expect(overtaken).not.toEqual(upTo(20));
    expect(overtaken.toSorted((a, b) => a - b)).toEqual(upTo(20));
  });
  it('one lost message holds all behind it back over TCP, and none over UDP', () => {
    const run = runOf('one-lost');
    const took = (where: string) => readsOf(run, where).map(({ tookNs }) => Math.round(tookNs / 1e6));
    expect(new Set(took('udp-receiver'))).toEqual(new Set([40]));
    // Sent again on the third duplicate, at 220 ms; the last messages wait the least
    expect(took('tcp-receiver')).toEqual([40, 40, 40, 40, 180, 160, 140, 120, 100, 80, 60, 40]);
  });
  it('a group costs the sender one frame a message; connections one for each receiver', () => {
    const run = runOf('multicast');
    expect(figuresOf(run, 'udp', Infinity).sentFrames).toBe(10);
    expect(figuresOf(run, 'tcp', Infinity).sentFrames).toBeGreaterThan(30);
  });
  it('the same weather comes over both: without congestion control in the way, the same messages are lost', () => {
    const check = (seed: number, lossPercent: number) => {
      const run = udpVsTcp.run(
        setupWith('clean', { lossPercent, messages: 10, delayMs: 5, intervalMs: 50 }, { seed }),
      );
      const lost = (over: 'udp' | 'tcp') =>
        fatesOf(run, over, `${over}-receiver`, 10, 160, Infinity)
          .filter(({ lostAt }) => lostAt.length > 0)
          .map(({ message }) => message);
      const first = lost('udp')[0];
      if (first !== undefined) expect(lost('tcp')[0]).toBe(first);
      else expect(lost('tcp')).toEqual([]);
    };
    fc.assert(fc.property(fc.nat(500), fc.constantFrom(0, 5, 20), check), { numRuns: 60 });
  });
  it('holds under any conditions: TCP whole and in order, UDP nothing that was not sent', () => {
    const conditions = fc.record({
      messages: fc.integer({ min: 1, max: 25 }),
      intervalMs: fc.integer({ min: 1, max: 60 }),
      messageBytes: fc.integer({ min: 4, max: 1400 }),
      delayMs: fc.integer({ min: 1, max: 300 }),
      lossPercent: fc.constantFrom(0, 5, 20, 40),
      jitterMs: fc.constantFrom(0, 5, 200),
      twicePercent: fc.constantFrom(0, 30),
      bufferMs: fc.constantFrom(0, 60, 1000),
      receivers: fc.integer({ min: 1, max: 4 }),
    });
    const check = (parameters: Record<string, number>, seed: number) => {
      const run = udpVsTcp.run(setupWith('clean', parameters, { seed }));
      const count = parameters['messages']!;
      for (const where of new Set(run.events.map((event) => event.where))) {
        if (where.startsWith('tcp-receiver')) expect(numbers(run, where)).toEqual(upTo(count));
        if (where.startsWith('udp-receiver')) expect(numbers(run, where).every((n) => n < count)).toBe(true);
      }
    };
    fc.assert(fc.property(conditions, fc.nat(100), check), { numRuns: 60 });
  });
});

describe('the message in a packet', () => {
  const run = runOf('one-lost');
  it.each([
    ['udp/udp-sender>udp-receiver/4', { over: 'udp', message: 4 }],
    ['tcp/tcp-sender>tcp-receiver/6', { over: 'tcp', message: 4 }],
    ['tcp/tcp-sender>tcp-receiver/0', undefined],
    ['tcp/tcp-receiver>tcp-sender/3', undefined],
    ['nowhere/0', undefined],
  ])('%s', (name, expected) => {
    expect(messageOf(run, name, 160)).toEqual(expected);
  });
});

describe('what is done to both networks', () => {
  const changed = (interventions: Setup['interventions'], parameters: Setup['parameters'] = {}) =>
    udpVsTcp.run(setupWith('clean', parameters, { interventions }));
  it.each([1, 3])(
    'a cable that is pulled and put back: UDP has a hole, TCP has all (%i receivers)',
    (receivers) => {
      const run = changed(
        [
          { act: 'down', target: 'networks', atNs: 175e6 },
          { act: 'up', target: 'networks', atNs: 235e6 },
        ],
        { receivers },
      );
      const [udp, tcp] =
        receivers === 1 ? ['udp-receiver', 'tcp-receiver'] : ['udp-receiver-2', 'tcp-receiver-2'];
      // With a receiver of its own what was on the wire is lost too: messages 1 and 2
      expect(numbers(run, udp!)).toEqual(
        receivers === 1 ? [0, 6, 7, 8, 9, 10, 11] : [0, 1, 2, 6, 7, 8, 9, 10, 11],
      );
      expect(numbers(run, tcp!)).toEqual(upTo(12));
    },
  );
  it('receivers without power: UDP goes on as if nothing were, TCP gives up in the end', () => {
    const run = changed([{ act: 'kill', target: 'receivers', atNs: 200e6 }]);
    expect(figuresOf(run, 'udp', Infinity).sentFrames).toBe(12);
    expect(
      run.events
        .filter((event) => event.kind === 'deliver' && event.what === 'timeout')
        .map(({ where }) => where),
    ).toEqual(['tcp-sender']);
  });
  it('another delay from a moment on', () => {
    const run = changed([{ act: 'set', target: 'networks', quantity: 'delayNs', value: 90e6, atNs: 200e6 }], {
      receivers: 2,
    });
    const took = readsOf(run, 'udp-receiver-2').map(({ tookNs }) => Math.round(tookNs / 1e6));
    expect([took[0], took.at(-1)]).toEqual([40, 90]);
  });
});

describe('a player', () => {
  const strip = (scenario: string, where: string) => {
    const run = runOf(scenario);
    return playedOf(run, where, 20e6, Infinity).map(({ what, fromNs, toNs }) => [
      what,
      Math.round((toNs! - fromNs) / 1e6),
    ]);
  };
  it('leaves out over UDP, in the time of what it leaves out', () => {
    expect(strip('outage', 'udp-receiver')).toEqual([['buffering', 100], ['playing', 120], ['glitch', 100], ['playing', 260]]);
  }); // prettier-ignore
  it('stands still over TCP, and is late from then on', () => {
    expect(strip('outage', 'tcp-receiver')).toEqual([['buffering', 100], ['playing', 120], ['frozen', 120], ['playing', 360]]);
  }); // prettier-ignore
  it('shows only what has happened', () => {
    const run = runOf('outage');
    const freeze = run.events.find((event) => event.kind === 'play' && event.act === 'freeze')!;
    expect(playedOf(run, 'tcp-receiver', 20e6, freeze.n).at(-1)).toEqual({
      what: 'frozen',
      fromNs: freeze.at,
      toNs: null,
    });
    expect(playedOf(run, 'tcp-receiver', 20e6, -1)).toEqual([]);
  });
  it.each([[0, 5], [200, 0]])('with a buffer of %i ms glitches %i times when five come 150 ms late', (bufferMs, glitches) => {
    const interventions = upTo(5).map((nth) => ({ act: 'delay' as const, target: `udp/udp-sender>udp-receiver/${nth + 3}`, byNs: 150e6 }));
    const run = udpVsTcp.run(setupWith('clean', { bufferMs }, { interventions }));
    expect(run.events.filter((event) => event.kind === 'play' && event.act === 'glitch' && event.where === 'udp-receiver')).toHaveLength(glitches);
  }); // prettier-ignore
});

describe('predict tasks', () => {
  it.each([
    ['next-over-udp', 5],
    ['released-at-once', 8],
    ['lost-turn', 'udp-skips'],
    ['whole-file', 'tcp'],
    ['read-in-all', 16],
    ['sent-to-three', 10],
  ])('%s: %s', (id, answer) => {
    const task = model.tasks.find((one) => one.id === id)!;
    const run = runOf(task.scenario);
    expect(task.answer(run)).toBe(answer);
    if (task.options) expect(task.options).toContain(answer);
    expect(eventAt(run.events, task.before)!.n).toBeGreaterThan(0);
  });
  it('are all named here', () => {
    expect(model.tasks).toHaveLength(6);
  });
});

describe('computed questions', () => {
  const posed = (id: string, seed: number) => {
    const random = stream(seed, 'quiz');
    return model.questions.find((one) => one.id === id)!.pose((n) => random.below(n));
  };
  const seeds = upTo(12);
  it('udp-frame-bytes: 14 of Ethernet, 20 of IP and 8 of UDP on top', () => {
    for (const { values, answer } of seeds.map((seed) => posed('udp-frame-bytes', seed)))
      expect(answer).toBe(Number(values['bytes']) + 42);
  });
  it('tcp-frame-bytes: 14, 20, and 32 of TCP with its timestamps', () => {
    for (const { values, answer } of seeds.map((seed) => posed('tcp-frame-bytes', seed)))
      expect(answer).toBe(Number(values['bytes']) + 66);
  });
  it('udp-behind-gap: as if nothing had been lost', () => {
    for (const { values, answer } of seeds.map((seed) => posed('udp-behind-gap', seed)))
      expect(answer).toBe(Number(values['next']) * Number(values['interval']) + Number(values['delay']));
  });
  it('tcp-held-back: what comes until three have come behind it, and in the round trip after', () => {
    for (const { values, answer } of seeds.map((seed) => posed('tcp-held-back', seed)))
      expect(answer).toBe(4 + Math.floor((2 * Number(values['delay'])) / Number(values['interval'])));
  });
  it('multicast-frames: one a message, however many receivers', () => {
    for (const { values, answer } of seeds.map((seed) => posed('multicast-frames', seed)))
      expect(answer).toBe(values['messages']);
  });
  it('udp-glitches: one for each lost', () => {
    for (const { values, answer } of seeds.map((seed) => posed('udp-glitches', seed)))
      expect(answer).toBe(values['lost']);
  });
});
