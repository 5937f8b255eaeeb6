import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import en from '#content/sandboxes/web-cache/en.json';
import { SECOND } from '#engine/kernel/time.ts';
import { eventAt } from '#engine/kernel/statement.ts';
import type { Intervention, Run } from '#engine/kernel/trace.ts';
import type { ChainEvent } from '#engine/webcache/events.ts';
import { LEFT_OUT } from '#engine/webcache/leaves-out.ts';
import { printChain } from '#engine/webcache/print.ts';
import { setupOf, type SandboxModel, type Setup } from '#player/model.ts';
import { checkSetup } from '#player/setup.ts';
import { webCache } from '#sandboxes/web-cache/model.ts';

const model = webCache as unknown as SandboxModel;
const runOf = (scenario: string, more: Partial<Setup> = {}) =>
  webCache.run({ ...setupOf(model, scenario), ...more });
const seenIn = ({ events }: Run<ChainEvent>) =>
  events.flatMap((event) =>
    event.kind === 'shown'
      ? [`${event.user} ${event.text || event.status}${event.outdated ? ' old' : ''}`]
      : [],
  );
const atOrigin = ({ events }: Run<ChainEvent>) => events.filter(({ kind }) => kind === 'origin').length;

describe.each(webCache.scenarios)('scenario $id', (scenario) => {
  const run = runOf(scenario.id);
  it('comes to each of its stops, in order', () => {
    const stops = scenario.breakpoints.map(({ id, at }) => eventAt(run.events, at)?.n ?? `${id} never comes`);
    expect(stops).toEqual([...stops].sort((a, b) => Number(a) - Number(b)));
  });
  it('can be taken away: a row an event', () => {
    const [head, ...rows] = model.table(run);
    expect(rows).toHaveLength(run.events.length);
    for (const row of rows) expect(row).toHaveLength(head!.length);
  });
});

/** Files of tests/vectors/web-cache. GOLDEN=write makes them anew; read the change. */
describe('golden traces', () => {
  it.each([
    'three-caches',
    'no-cache',
    'three-lifetimes',
    'stale-while-revalidate',
    'must-revalidate',
    'post',
    'vary',
    'coalesced',
    'ranges',
  ])('%s', (id) => {
    const file = join(import.meta.dirname, `../../vectors/web-cache/${id}.trace`);
    const golden = readFileSync(file, 'utf8');
    const head = golden
      .split('\n')
      .filter((line) => line.startsWith('#'))
      .join('\n');
    const printed = `${head}\n\n${printChain(runOf(id))}`;
    if (process.env['GOLDEN'] === 'write') writeFileSync(file, printed);
    else expect(golden).toBe(printed);
    expect(head.length).toBeGreaterThan(60);
  });
});

describe('what the scenarios show', () => {
  it.each([
    ['heuristic', ['a v1', 'a v1 old', 'a v2']],
    ['stale-while-revalidate', ['a v1', 'b v1 old', 'a v2']],
    ['stale-if-error', ['a v1', 'b v1', 'b 503']],
    ['must-revalidate', ['a v1', 'b v1', 'b 504']],
    ['leak', ['a v1 for-a', 'b v1 for-a']],
    ['private', ['a v1 for-a', 'b v1 for-b', 'a v1 for-a']],
    ['authorization', ['a v1 for-a', 'b v1 for-b', 'a v1 for-a']],
    ['vary', ['a v1 ko', 'b v1 en', 'a v1 ko', 'b v1 en']],
    ['vary-missing', ['a v1 ko', 'b v1 ko']],
    ['post', ['a v1', 'b v1', 'a 204', 'a v2', 'b v1 old']],
    ['purge', ['a v1', 'b v1 old', 'b v1 old', 'b v2']],
    ['versioned-url', ['a v1', 'a v1', 'a v2']],
    ['only-if-cached', ['a 504', 'a v1', 'a v1', 'a 504']],
  ])('%s', (id, seen) => expect(seenIn(runOf(id))).toEqual(seen));
  it.each([
    ['no-cache', 3],
    ['no-store', 3],
    ['three-lifetimes', 1],
    ['vary', 2],
    ['vary-any', 2],
    ['stampede', 11],
    ['coalesced', 2],
    ['negative', 2],
    ['ranges', 2],
  ])('%s: the origin is asked %i times', (id, times) => expect(atOrigin(runOf(id))).toBe(times));
  it('authorization: public is what lets the shared caches keep it', () => {
    const { parameters } = setupOf(model, 'authorization');
    const open = { ...parameters, headers: 'Cache-Control: public, max-age=60' };
    // and with it, B is shown what was made for A: public means anybody
    expect(seenIn(runOf('authorization', { parameters: open }))[1]).toBe('b v1 for-a');
  });
});

describe('predict tasks', () => {
  it.each([
    ['who-answers', 'proxy'],
    ['age-at-browser', 20],
    ['no-cache-requests', 3],
    ['who-answers-later', 'gateway'],
    ['heuristic-lifetime', 100],
    ['swr-version', 'v1'],
    ['down-answer', 'error'],
    ['whose-page', 'for-a'],
    ['after-post', 'v1'],
    ['after-purge', 'v1'],
    ['stampede-requests', 10],
    ['coalesced-requests', 1],
  ])('%s: %s', (id, answer) => {
    const task = webCache.tasks.find((one) => one.id === id)!;
    expect(task.answer(runOf(task.scenario))).toBe(answer);
  });
});

describe('computed questions', () => {
  /** A draw that goes through a fixed list. */
  const drawing =
    (...list: number[]) =>
    (n: number) =>
      (list.shift() ?? 0) % n;
  const posed = (id: string, ...draws: number[]) =>
    webCache.questions.find((one) => one.id === id)!.pose(drawing(...draws));
  it.each([
    // by hand: the directive, the seconds between both visits, what the gateway does
    [0, 10, 'max-age=60', 55, 'hit'],
    [0, 11, 'max-age=60', 60, 'revalidate'],
    [1, 10, 'max-age=10, s-maxage=60', 55, 'hit'],
    [2, 0, 'private, max-age=60', 5, 'miss'],
    [3, 0, 'no-cache', 5, 'revalidate'],
    [4, 0, 'no-store', 5, 'miss'],
    [5, 22, 'public, max-age=120', 115, 'hit'],
  ])('gateway-verdict %i %i: %s after %i s is a %s', (directive, step, value, seconds, verdict) => {
    const { values, answer } = posed('gateway-verdict', directive, step);
    expect(values).toEqual({ headers: `Cache-Control: ${value}`, seconds });
    expect(answer).toBe(verdict);
  });
  it('age-at-browser is the time between the visits', () => {
    const { values, answer } = posed('age-at-browser', 3, 40);
    expect(answer).toBe(values['seconds']);
  });
  it('origin-requests: one where they are collapsed, one a user where not', () => {
    expect(posed('origin-requests', 5, 0)).toMatchObject({
      values: { users: 8, collapse: 'yes' },
      answer: 1,
    });
    expect(posed('origin-requests', 5, 1)).toMatchObject({ values: { users: 8, collapse: 'no' }, answer: 8 });
  });
  it('guessed-lifetime is a tenth, and a day at most', () => {
    expect(posed('guessed-lifetime', 41)).toMatchObject({ values: { changedAgo: 42_000 }, answer: 4200 });
  });
});

describe('what a reader clicks', () => {
  const click = (target: string, what: string, seconds: number): Intervention => ({
    act: 'do',
    target,
    what,
    atNs: seconds * SECOND,
  });
  const setupWith = (...interventions: Intervention[]): Setup => ({
    ...setupOf(model, 'three-caches'),
    interventions,
  });
  it('is part of the setup, and a link holds it', () => {
    const setup = setupWith(
      click('browser-a', 'load', 100),
      click('origin', 'change', 101),
      click('clock', 'wait', 500),
    );
    expect(checkSetup(model, JSON.parse(JSON.stringify(setup)))).toEqual(setup);
    const run = webCache.run(setup);
    expect(run.endNs).toBe(500 * SECOND);
  });
  it.each([
    click('browser-z', 'load', 1),
    click('origin', 'load', 1),
    click('browser-a', 'purge', 1),
    click('browser-a', 'load', -1),
    { act: 'do', target: 'browser-a', atNs: 1 } as const,
  ])('that nobody there could do is refused: %o', (one) => {
    expect(checkSetup(model, setupWith(one))).toBeUndefined();
  });
  it('comes at its time among what the scenario does', () => {
    const seen = seenIn(
      webCache.run(setupWith(click('origin', 'change', 5), click('browser-a', 'reload', 10))),
    );
    expect(seen).toEqual(['a v1', 'a v2', 'b v2', 'a v2', 'b v2']);
  });
  it('and edited headers meet in one run: the same clicks, other headers', () => {
    const { parameters } = setupOf(model, 'three-caches');
    const other = { ...parameters, headers: 'Cache-Control: no-store' };
    expect(atOrigin(runOf('three-caches', { parameters: other }))).toBe(4);
  });
});

it('says of every field, header note and deed what it is', () => {
  const text = en as Readonly<Record<string, string>>;
  for (const id of LEFT_OUT) expect(text[`left-out.${id}`], id).toBeTruthy();
  for (const { what } of webCache.deeds!)
    for (const one of what) if (one !== 'wait') expect(text[`deed.${one}`], one).toBeTruthy();
});
