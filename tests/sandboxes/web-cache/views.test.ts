import { render } from 'svelte/server';
import { describe, expect, test } from 'vitest';
import en from '#content/sandboxes/web-cache/en.json';
import ko from '#content/sandboxes/web-cache/ko.json';
import { SECOND } from '#engine/kernel/time.ts';
import { stateAt } from '#engine/kernel/trace.ts';
import { setupOf, type SandboxModel } from '#player/model.ts';
import { axisOf } from '#player/time-axis.ts';
import { openMessage } from '#sandboxes/web-cache/heads.ts';
import { webCache } from '#sandboxes/web-cache/model.ts';
import {
  arrowsOf,
  decisionsOf,
  endOf,
  journalAt,
  marksOf,
  stepsOf,
  stockAt,
} from '#sandboxes/web-cache/picture.ts';
import Views from '#sandboxes/web-cache/Views.svelte';

const model = webCache as unknown as SandboxModel;
const runOf = (scenario: string) => webCache.run(setupOf(model, scenario));
const endsAt = (scenario: string) => {
  const run = runOf(scenario);
  return { run, last: run.events.length - 1 };
};

describe('messages', () => {
  test('every message is an arrow between two columns, and ends where it arrives', () => {
    for (const { id } of webCache.scenarios) {
      const run = runOf(id);
      const arrows = arrowsOf(run, true);
      expect(arrows).toHaveLength(run.frames.length);
      for (const { from, to, sentAt, endAt, label } of arrows) {
        expect([from, to].every((lane) => ['browser', 'proxy', 'gateway', 'origin'].includes(lane))).toBe(
          true,
        );
        expect(endAt).toBeGreaterThan(sentAt);
        expect(label).toMatch(/^[A-L] \S/);
      }
    }
  });
  test('of a crowd, each message has the letter of its own user on its whole way', () => {
    const labels = arrowsOf(runOf('stampede'), true)
      .filter(({ from, to, sentAt }) => from === 'gateway' && to === 'origin' && sentAt > SECOND)
      .map(({ label }) => label[0]);
    expect(labels).toEqual([...'ABCDEFGHIJ']);
  });
  test('one that is dropped is crossed midway', () => {
    const setup = setupOf(model, 'three-caches');
    const run = webCache.run({ ...setup, interventions: [{ act: 'drop', target: 'row/proxy>gateway/0' }] });
    expect(
      arrowsOf(run, false)
        .filter(({ lost }) => lost)
        .map(({ name }) => name),
    ).toEqual(['row/proxy>gateway/0']);
  });
  test('what a cache decides is marked where and when it does', () => {
    const marks = marksOf(runOf('three-caches')).map(
      ({ at, lane, what }) => `${at / SECOND} ${lane} ${what}`,
    );
    expect(marks.slice(3, 6)).toEqual(['20 browser miss', '20.01 proxy hit', '30 browser hit']);
    const deeds = marksOf(runOf('purge')).filter(({ at }) => at === 60 * SECOND || at === 180 * SECOND);
    expect(deeds).toMatchObject([
      { lane: 'origin', what: 'change', version: 2 },
      { lane: 'gateway', what: 'purge' },
    ]);
  });
});

describe('what a cache holds', () => {
  test('is what the trace says, and as old as it is then', () => {
    const { run, last } = endsAt('three-lifetimes');
    const kept = stockAt(run, ['browser-a', 'browser-b', 'proxy', 'gateway'], last, 100.1 * SECOND);
    const told = [...kept].map(([cache, rows]) =>
      rows.map(({ age, lifetime, from, state }) => `${cache} ${age}/${lifetime} ${from} ${state}`),
    );
    expect(told).toEqual([
      ['browser-a 100/10 max-age stale'],
      [],
      ['proxy 100/60 s-maxage stale'],
      ['gateway 100/600 max-age fresh'],
    ]);
    expect(stateAt(run.events, 'proxy', last)['borns']).toEqual([0]);
  });
  test('two variants stand under one address', () => {
    const { run, last } = endsAt('vary');
    const rows = stockAt(run, ['gateway'], last, 30 * SECOND).get('gateway')!;
    expect(rows.map(({ path, variant, body }) => `${path} ${variant} ${body}`)).toEqual([
      '/news accept-language: ko v1 ko',
      '/news accept-language: en v1 en',
    ]);
  });
  test('a part says which bytes, what a POST made doubtful that it is, and no-cache that it has to be asked about', () => {
    const of = (scenario: string, event: object, cache: string) => {
      const run = runOf(scenario);
      const n = run.events.find((one) =>
        Object.entries(event).every(([key, value]) => one[key] === value),
      )!.n;
      return stockAt(run, [cache], n, run.events[n]!.at).get(cache)![0];
    };
    expect(of('ranges', { kind: 'learn', where: 'browser-a' }, 'browser-a')).toMatchObject({
      part: '0-499',
      status: 206,
    });
    expect(of('post', { reason: 'http.invalidated', where: 'proxy' }, 'proxy')).toMatchObject({
      state: 'invalid',
    });
    expect(of('no-cache', { kind: 'shown' }, 'browser-a')).toMatchObject({ state: 'ask' });
  });
});

describe('the journal', () => {
  test('has an entry a click, and goes no further than the playhead', () => {
    for (const { id, interventions } of webCache.scenarios) {
      const { run, last } = endsAt(id);
      expect(journalAt(run, last)).toHaveLength(interventions.length);
      expect(journalAt(run, -1)).toEqual([]);
    }
  });
  test('says how far each went and what was seen', () => {
    const { run, last } = endsAt('three-caches');
    const told = journalAt(run, last).map((entry) => [
      stepsOf(entry)
        .map(({ lane, verdict }) => `${lane} ${verdict}`)
        .join(', '),
      entry.origin,
      entry.seen[0]!.age,
    ]);
    expect(told).toEqual([
      ['browser miss, proxy miss, gateway miss', 1, 0],
      ['browser miss, proxy hit', 0, 20],
      ['browser hit', 0, 30],
      ['browser revalidate, proxy revalidate, gateway revalidate', 1, 0],
    ]);
  });
  test('of a crowd the same decision is told once, with how many', () => {
    const { run, last } = endsAt('coalesced');
    const [, crowd] = journalAt(run, last);
    expect(stepsOf(crowd!)).toContainEqual({ lane: 'gateway', verdict: 'wait', times: 9 });
    expect(decisionsOf(run, 1, last).filter(({ first }) => first.reason === 'http.wait')).toMatchObject([
      { times: 9 },
    ]);
  });
  test('a click is followed to what the user sees of it', () => {
    const run = runOf('three-caches');
    const end = run.events[endOf(run, 20 * SECOND, 'browser-b')!]!;
    expect([end.kind, end.at]).toEqual(['shown', 20.02 * SECOND]);
    expect(endOf(run, 21 * SECOND, 'browser-b')).toBeUndefined();
  });
});

describe('a message beside its hop before', () => {
  const open = (scenario: string, name: string) => {
    const run = runOf(scenario);
    return openMessage(
      run,
      run.frames.find((frame) => frame.name === name)!,
    );
  };
  test('what a proxy adds to a request is marked', () => {
    const { start, lines, made } = open('three-caches', 'row/proxy>gateway/0');
    expect([start, made]).toEqual(['GET /news HTTP/1.1', false]);
    expect(lines.map(({ name, against }) => `${name} ${against}`)).toEqual(['Host same', 'Via new']);
  });
  test('what a cache changes on the way back, too', () => {
    const { lines, bodyBytes } = open('three-caches', 'row/proxy>browser-a/0');
    expect(lines.filter(({ against }) => against === 'changed').map(({ name }) => name)).toEqual([
      'Cache-Status',
      'Via',
    ]);
    expect(bodyBytes).toBe(1000);
  });
  test("an answer of a cache's own has no hop before", () => {
    const { made, lines } = open('three-caches', 'row/proxy>browser-b/0');
    expect(made).toBe(true);
    expect(lines.find(({ name }) => name === 'Age')).toEqual({
      name: 'Age',
      value: '20',
      against: undefined,
    });
  });
});

test.each([
  ['ko', ko],
  ['en', en],
] as const)('the first picture is drawn without a browser, in %s', (lang, text) => {
  const run = runOf('three-caches');
  const playhead = 33;
  const { body } = render(Views, {
    props: {
      run,
      other: undefined,
      playhead,
      atNs: run.events[playhead]!.at,
      axis: axisOf(run),
      zoom: 1,
      parted: undefined,
      selection: undefined,
      select: () => undefined,
      seek: () => undefined,
      setup: setupOf(model, 'three-caches'),
      set: () => undefined,
      act: () => undefined,
      text,
      lang,
    },
  });
  expect(body).toContain(text['lane.gateway']);
  expect(body).toContain(text['verdict.hit']);
  expect(body).toContain(text['state.fresh']);
  expect(body).not.toContain('undefined');
});
