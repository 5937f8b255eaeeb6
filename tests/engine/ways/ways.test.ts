/** One job in every way: everybody gets everything, whatever is lost; and what it cost, counted from the frames. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MILLISECOND as MS } from '#engine/kernel/time.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';
import { OwnFraming } from '#engine/ways/framing.ts';
import { lineOf, numberOf, type JobId } from '#engine/ways/job.ts';
import { LEFT_OUT } from '#engine/ways/leaves-out.ts';
import { reasons } from '#engine/ways/reasons.ts';
import { runWays, type WaysSetup } from '#engine/ways/run.ts';
import { clientOf, serverOf, waysOf, type Way } from '#engine/ways/ways.ts';
import { encodePcapng } from '#engine/wire/pcapng.ts';
import { hasTshark, packetsOf } from '../../support/tshark.ts';

const SETUP: WaysSetup = {
  ...{
    job: 'ticks',
    users: 1,
    messages: 12,
    intervalNs: 500 * MS,
    messageBytes: 40,
    files: 10,
    fileBytes: 10_000,
  },
  ...{ pollNs: 500 * MS, fields: 'browser', delayNs: 25 * MS, rateBps: 100_000_000, lossPercent: 0 },
  ...{ seed: 1, interventions: [] },
};
const reads = (run: Run<NetEvent>, where: string) =>
  run.events.flatMap((event) =>
    event.kind === 'message' && event.act === 'read' && event.where === where ? [event] : [],
  );
const sends = (run: Run<NetEvent>, way: Way) =>
  run.events.flatMap((event) => (event.kind === 'send' && event.where.startsWith(`${way}-`) ? [event] : []));
const handshakes = (run: Run<NetEvent>, way: Way): number =>
  sends(run, way).filter(({ label, retransmission }) => label === 'SYN' && !retransmission).length;
const worst = (run: Run<NetEvent>, way: Way): number =>
  Math.max(...reads(run, clientOf(way)).map(({ tookNs }) => tookNs));

test.each<[JobId, number]>([
  ['ticks', 2],
  ['chat', 3],
  ['page', 1],
  ['upload', 1],
])('%s: everything comes in every way, once, with and without loss', (job, users) => {
  for (const [seed, lossPercent] of [
    [1, 0],
    [2, 5],
    [3, 15],
  ] as const) {
    const setup = { ...SETUP, job, users, lossPercent, seed, fileBytes: 30_000 };
    const run = runWays(setup);
    for (const way of waysOf(job)) {
      const got = reads(run, job === 'upload' ? serverOf(way) : clientOf(way)).map(({ message }) => message);
      const wanted = job === 'upload' ? 1 : job === 'page' ? setup.files : setup.messages * users;
      expect(got, `${way}, seed ${seed}`).toHaveLength(wanted);
    }
  }
});

describe('what each way costs', () => {
  const run = runWays(SETUP);
  test('handshakes: one for each request, or one in all', () => {
    expect(handshakes(run, 'close')).toBe(13);
    for (const way of ['keep', 'long', 'sse', 'ws', 'raw'] as const)
      expect(handshakes(run, way), way).toBe(1);
  });
  test('who polls waits for the next poll; whoever holds a connection open gets news after one way', () => {
    expect(worst(run, 'keep')).toBeGreaterThan(SETUP.pollNs / 2);
    for (const way of ['long', 'sse', 'ws', 'raw'] as const)
      expect(worst(run, way), way).toBeLessThan(26 * MS);
  });
  test('bytes fall from way to way', () => {
    const bytes = waysOf('ticks').map((way) =>
      sends(run, way).reduce((sum, { frame }) => sum + run.frames[frame]!.bytes.length, 0),
    );
    // A new connection is dearer than a kept one; held requests cost what polls cost that are all answered; the rest is far less
    expect(bytes[0]).toBeGreaterThan(bytes[1]!);
    for (const less of bytes.slice(3)) expect(less).toBeLessThan(bytes[2]! / 2);
    expect(Math.min(...bytes)).toBe(bytes[5]);
  });
  test('a dropped packet delays the message that was in it, and nothing is lost', () => {
    const name = sends(run, 'ws').findLast(({ len, where }) => len === 42 && where === 'ws-server')!.name;
    const harmed = runWays({ ...SETUP, interventions: [{ act: 'drop', target: name }] });
    expect(worst(harmed, 'ws')).toBeGreaterThan(200 * MS);
    expect(worst(harmed, 'raw')).toBe(worst(run, 'raw'));
    expect(reads(harmed, 'ws-client')).toHaveLength(12);
  });
});

test('one’s own framing: messages come out as they went in, however the stream is cut', () => {
  const sender = new OwnFraming();
  const sent = [
    'a line',
    new Uint8Array([1, 2, 3]),
    '',
    lineOf({ number: 7, by: 'server', dueNs: 0, bytes: 50 }),
  ];
  for (const one of sent) sender.put(one);
  const stream = sender.output().flatMap((bytes) => [...bytes]);
  for (const size of [1, 2, 7, 1000]) {
    const receiver = new OwnFraming();
    const got = [];
    for (let at = 0; at < stream.length; at += size)
      got.push(...receiver.take(Uint8Array.from(stream.slice(at, at + size))));
    expect(got).toEqual(sent);
  }
  expect(numberOf(sent[3] as string)).toBe(7);
});

test('every reason has a clause, a sentence in both languages, and is given', () => {
  const root = join(import.meta.dirname, '../../..');
  const sources = readdirSync(join(root, 'src/engine/ways'))
    .filter((file) => !file.startsWith('reasons'))
    .map((file) => readFileSync(join(root, 'src/engine/ways', file), 'utf8'))
    .join('');
  const given = new Set([...sources.matchAll(/'(ways\.[a-z]+)'/g)].map((match) => match[1]!));
  expect([...given, 'ways.read', 'ways.write'].sort()).toEqual(Object.keys(reasons).sort());
  for (const lang of ['ko', 'en']) {
    const text = JSON.parse(readFileSync(join(root, `content/reasons/ways.${lang}.json`), 'utf8')) as object;
    expect(Object.keys(text).sort()).toEqual(
      [...Object.keys(reasons), ...LEFT_OUT.map((id) => `left-out.${id}`)].sort(),
    );
  }
});

describe.skipIf(!hasTshark)('tshark opens the capture (skipped without tshark)', () => {
  const captureOf = ({ frames }: Run<NetEvent>): Uint8Array =>
    encodePcapng({
      interfaces: [{ name: 'wire' }],
      packets: frames.map(({ bytes, sentAt }) => ({ interface: 0, atNs: sentAt, bytes })),
    });

  test.each<[Way, JobId, string]>([
    ['close', 'chat', 'http'],
    ['keep', 'page', 'http'],
    ['keep', 'upload', 'http'],
    ['long', 'chat', 'http'],
    ['sse', 'ticks', 'http'],
    ['ws', 'chat', 'websocket'],
    ['ws', 'page', 'websocket'],
  ])('%s, %s: it names %s and finds nothing malformed', (way, job, named) => {
    const run = runWays({ ...SETUP, job, users: job === 'chat' ? 2 : 1, only: [way] });
    const fields = ['frame.protocols', '_ws.malformed', '_ws.expert.severity'];
    const found = packetsOf(captureOf(run), fields, { twice: true });
    expect(found).toHaveLength(run.frames.length);
    expect(found.filter(([protocols]) => protocols!.split(':').includes(named)).length).toBeGreaterThan(0);
    for (const [protocols, malformed, severities] of found) {
      expect(malformed, protocols).toBe('');
      // warnings and errors (0x600000, 0x800000)
      expect(
        severities!.split(',').filter((one) => Number(one) >= 0x600000),
        protocols,
      ).toEqual([]);
    }
  });
});
