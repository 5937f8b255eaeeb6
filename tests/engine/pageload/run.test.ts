import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readdirSync, readFileSync } from 'node:fs';
import { MILLISECOND } from '#engine/kernel/time.ts';
import type { LoadEvent } from '#engine/net/events.ts';
import { endsOf } from '#engine/pageload/ends.ts';
import { everyVersion } from '#engine/pageload/every-version.ts';
import { contentOf, makePage } from '#engine/pageload/page.ts';
import { reasons } from '#engine/pageload/reasons.ts';
import { loadPage, type PageLoad } from '#engine/pageload/run.ts';
import { wayOf, WAYS, type WayId } from '#engine/pageload/ways.ts';
import { reasons as ofQuic } from '#engine/quic/reasons.ts';
import { reasons as ofTcp } from '#engine/tcp/reasons.ts';
import { reasons as ofNet } from '#engine/net/reasons.ts';

const load = (id: WayId, change: Partial<PageLoad> = {}) => {
  const way = wayOf(id);
  const asked: PageLoad = {
    ...{ way, page: makePage(12, 10_000), security: 'full', rttNs: 60 * MILLISECOND },
    ...{
      rateBps: 10_000_000,
      lossPpm: 0,
      thinkNs: 20 * MILLISECOND,
      cookieBytes: 400,
      seed: 1,
      interventions: [],
    },
    ...change,
  };
  return loadPage(asked, everyVersion[endsOf(way)]);
};
const loads = (run: ReturnType<typeof load>['run'], act: string) =>
  run.events.filter((event): event is LoadEvent => event.kind === 'load' && event.act === act);

describe.each(WAYS)('$id', ({ id, over }) => {
  const { run, paid, loadedAt } = load(id);
  test('brings every file whole, each asked for once', () => {
    const page = makePage(12, 10_000);
    expect(loadedAt).not.toBeNull();
    expect(paid).toMatchObject({ requests: 13, done: 13, stoodNs: 0 });
    expect(
      loads(run, 'done')
        .map(({ resource, bytes }) => [resource, bytes])
        .sort(([a], [b]) => a! - b!),
    ).toEqual(page.map((one) => [one.id, one.bytes]));
  });
  test('finds a file in no other way than in one that is there', () => {
    const page = makePage(12, 10_000);
    const got = new Map<number, number>();
    for (const event of run.events) {
      if (event.kind !== 'load') continue;
      if (event.act === 'part') got.set(event.resource, event.bytes);
      const { foundIn, foundAt } = page[event.resource] ?? { foundIn: -1, foundAt: 0 };
      if (event.act === 'found' && foundIn >= 0) expect(got.get(foundIn)).toBeGreaterThanOrEqual(foundAt);
    }
  });
  test('comes through loss, without losing a byte', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200_000 }), fc.nat(1000), (lossPpm, seed) => {
        const lost = load(id, { lossPpm, seed, record: false, page: makePage(6, 6000) });
        expect(lost.paid.done).toBe(7);
      }),
      { numRuns: 12 },
    );
  });
  test('names a reason for everything', () => {
    const { run: hurt } = load(id, { lossPpm: 60_000 });
    const all = { ...reasons, ...ofQuic, ...ofTcp, ...ofNet };
    expect(hurt.events.filter(({ reason }) => !(reason in all)).map(({ reason }) => reason)).toEqual([]);
    expect(hurt.frames.every(({ bytes }) => bytes[23] === (over === 'tcp' ? 6 : 17))).toBe(true);
  });
});

test('connections: one for each file, one, six, one', () => {
  expect(WAYS.map(({ id }) => load(id, { record: false }).paid.connections)).toEqual([13, 1, 6, 1, 1, 1]);
});
test('round trips before the first request: TCP 1 and TLS 1; QUIC 1 with both; 0-RTT one less', () => {
  const first = (way: WayId, security: PageLoad['security']) =>
    Math.abs(Math.round((loads(load(way, { security }).run, 'asked')[0]!.at / MILLISECOND - 0.2) / 60));
  expect(first('http2', 'none')).toBe(1);
  expect(first('http2', 'full')).toBe(2);
  expect(first('http2', 'zero-rtt')).toBe(1);
  expect(first('http3', 'full')).toBe(1);
  expect(first('http3', 'zero-rtt')).toBe(0);
});
test('HPACK sends less than a fifth of what the same fields take as lines', () => {
  const { headerBytes, plainHeaderBytes } = load('http2', { record: false }).paid;
  expect(headerBytes).toBeLessThan(plainHeaderBytes / 5);
});
test('one lost packet: over TCP all open files stand, over QUIC those whose stream it was', () => {
  const stood = (way: WayId, nth: number) => {
    const drop = { act: 'drop', target: `path/server>browser/${nth}` } as const;
    return new Set(loads(load(way, { interventions: [drop] }).run, 'stands').map(({ resource }) => resource))
      .size;
  };
  expect(stood('http2', 40)).toBeGreaterThan(5);
  expect(stood('http3', 40)).toBe(1);
});
test('content is as long as it says, and readable', () => {
  for (const one of makePage(5, 3000)) expect(contentOf(one)).toHaveLength(one.bytes);
});
test('every reason stands in the code and in both languages', () => {
  for (const [room, table] of [
    ['pageload', reasons],
    ['quic', ofQuic],
  ] as const)
    for (const lang of ['ko', 'en']) {
      const said = JSON.parse(readFileSync(`content/reasons/${room}.${lang}.json`, 'utf8')) as Record<
        string,
        string
      >;
      expect(
        Object.keys(said)
          .filter((key) => !key.startsWith('left-out.'))
          .sort(),
      ).toEqual(Object.keys(table).sort());
    }
  const code =
    readdirSync('src/engine/quic')
      .map((file) => readFileSync(`src/engine/quic/${file}`, 'utf8'))
      .join('') + readFileSync('src/engine/pageload/h3.ts', 'utf8');
  for (const id of Object.keys(ofQuic)) expect(code.split(id).length).toBeGreaterThan(2);
});
