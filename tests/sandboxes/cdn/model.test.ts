import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { cityIds } from '#engine/cdn/cities.ts';
import type { CdnEvent } from '#engine/cdn/events.ts';
import { stateAt, type Intervention, type Run } from '#engine/kernel/trace.ts';
import { finished, setupOf, type SandboxModel } from '#player/model.ts';
import { checkSetup } from '#player/setup.ts';
import { axisOf } from '#player/time-axis.ts';
import { drawFrom } from '#quiz/core/draw.ts';
import { listIds } from '#sandboxes/cdn/lists.ts';
import { along, flightsOf, heightFor, inFlight, spotOf, wayRound } from '#sandboxes/cdn/map.ts';
import { cdn } from '#sandboxes/cdn/model.ts';
import { bytes, curvesOf, hitPercent, savedBytes, statesAt, type Figures } from '#sandboxes/cdn/picture.ts';
import { latest, requestsOf } from '#sandboxes/cdn/requests.ts';
import { start } from '#sandboxes/cdn/run.ts';

const model = cdn as unknown as SandboxModel;
const runs = new Map<string, Run<CdnEvent>>();
/** Each scenario is run once for all tests here. */
function runOf(id: string): Run<CdnEvent> {
  const known = runs.get(id) ?? finished(start(setupOf(model, id)));
  runs.set(id, known);
  return known;
}
const figuresOf = (id: string, where = 'network'): Figures =>
  stateAt(runOf(id).events, where, Infinity) as unknown as Figures;
const of = (id: string, kind: CdnEvent['kind']) => runOf(id).events.filter((event) => event.kind === kind);
const acted = (id: string, ...interventions: readonly Intervention[]) =>
  finished(start({ ...setupOf(model, id), interventions }));

/** Files of tests/vectors/cdn: a head that says what they show, then a line for each step. GOLDEN=write makes them anew; read the change. */
const folder = join(import.meta.dirname, '../../vectors/cdn');
const printed = ({ events }: Run<CdnEvent>): string =>
  events
    .filter((event) => model.steps.some(({ kind }) => kind === event.kind))
    .map(({ at, kind, where, key = '', reason, ...event }) => {
      const told = [event['to'], event['ms'] === undefined ? undefined : `${Number(event['ms'])} ms`];
      const rest = [key, ...told].filter((one) => one !== undefined && one !== '').join(' ');
      return `${(at / 1e9).toFixed(6).padStart(10)} ${where} ${kind} ${rest} (${reason})`;
    })
    .join('\n');

describe('golden traces', () => {
  it.each(['first-request', 'until-expiry', 'only-what-is-asked', 'ask-another', 'new-copy', 'origin-down'])(
    '%s',
    (id) => {
      const file = join(folder, `${id}.trace`);
      const golden = readFileSync(file, 'utf8');
      const head = golden
        .split('\n')
        .filter((line) => line.startsWith('#'))
        .join('\n');
      const whole = `${head}\n\n${printed(runOf(id))}\n`;
      if (process.env['GOLDEN'] === 'write') writeFileSync(file, whole);
      else expect(golden).toBe(whole);
      expect(head.length).toBeGreaterThan(80);
    },
  );
});

test('every file of a scenario is a scenario, and every list belongs to one that reads it', () => {
  const files = readdirSync(join(import.meta.dirname, '../../../src/sandboxes/cdn/scenarios'));
  expect(files.filter((name) => name !== 'all.ts').sort()).toEqual(
    model.scenarios.map(({ id }) => `${id}.ts`).sort(),
  );
  const reading = model.scenarios
    .filter(({ parameters }) => parameters['pattern'] === 'list')
    .map(({ id }) => id);
  expect([...listIds].sort()).toEqual(reading.sort());
});

describe('what the scenarios show', () => {
  it('first-request: one request of each region reaches the origin; the others take a fifth of the time', () => {
    const served = of('first-request', 'served');
    expect(served.map((one) => one['found'])).toEqual(['origin', 'edge', 'origin', 'edge', 'edge', 'edge']);
    expect(Number(served[1]!['ms'])).toBeLessThan(Number(served[0]!['ms']) / 3);
  });
  it('until-expiry: the object comes once; after each TTL a 304 is enough', () => {
    expect(of('until-expiry', 'origin').map((one) => one['status'])).toEqual([200, 304, 304]);
    expect(figuresOf('until-expiry')['originBytes']).toBe(100_000);
  });
  it('only-what-is-asked: A, asked for again and again, never goes; B does', () => {
    const gone = of('only-what-is-asked', 'evict').map(({ key }) => key);
    expect(gone).not.toContain('A');
    expect(gone[0]).toBe('B');
  });
  it('ask-another: what a sibling holds does not come from over the ocean, and what it has not comes from there', () => {
    expect(of('ask-another', 'served').map((one) => one['found'])).toEqual([
      'origin',
      'sibling',
      'edge',
      'origin',
      'origin',
      'sibling',
      'sibling',
    ]);
  });
  it('new-copy: the old edition is served after the change, and never after the purge', () => {
    const purged = Math.max(...of('new-copy', 'purged').map(({ at }) => at));
    const served = of('new-copy', 'served');
    expect(served.some((one) => one.reason === 'cdn.served-outdated' && one.at < purged)).toBe(true);
    expect(served.filter(({ at }) => at > purged).every((one) => one['version'] === 2)).toBe(true);
  });
  it('push-and-pull: push has no misses and no old copies, and sends more than is ever asked for', () => {
    const [pull, push] = [figuresOf('push-and-pull'), figuresOf('push-and-pull', 'b/network')];
    expect([hitPercent(push), push['outdated']]).toEqual([100, 0]);
    expect(hitPercent(pull)).toBeLessThan(50);
    expect(pull['outdated']).toBeGreaterThan(0);
    expect(savedBytes(push)).toBeLessThan(savedBytes(pull));
  });
  it('pushed-and-missed: what did not come is had from a sibling, what had to go from the origin', () => {
    expect(of('pushed-and-missed', 'served').map((one) => [one.where, one.key, one['found']])).toEqual([
      ['users-frankfurt', 'C', 'sibling'],
      ['users-london', 'A', 'origin'],
      ['users-seoul', 'C', 'edge'],
      ['users-london', 'A', 'edge'],
    ]);
  });
  it('flash-crowd: collapsing and a middle tier keep the origin up; without them it refuses hundreds', () => {
    expect(figuresOf('flash-crowd')).toMatchObject({ failed: 0, refused: 0 });
    expect(figuresOf('flash-crowd', 'b/network')['failed']).toBeGreaterThan(300);
  });
  it('flash-crowd-close: forty requests come to one', () => {
    expect(figuresOf('flash-crowd-close')['originRequests']).toBe(1);
    expect(figuresOf('flash-crowd-close', 'b/network')['originRequests']).toBeGreaterThan(10);
  });
  it('failover: by DNS failures go on as long as the answer lives, by anycast for the second that it takes to notice', () => {
    const last = (b: boolean) =>
      Math.max(
        ...of('failover', 'failed')
          .filter(({ where }) => where.startsWith('b/') === b)
          .map(({ at }) => at),
      );
    expect(last(false) / 1e9).toBeGreaterThan(25);
    expect(last(true) / 1e9).toBeLessThan(22.1);
  });
  it('far-resolver: half of all answers take more than twice as long', () => {
    expect(figuresOf('far-resolver')['p50']).toBeGreaterThan(
      2 * figuresOf('far-resolver', 'b/network')['p50']!,
    );
  });
  it('one-server-more: few keys move on the ring, most by the remainder', () => {
    const [ring, remainder] = of('one-server-more', 'servers').map((one) => Number(one['percent']));
    expect(ring).toBeLessThan(35);
    expect(remainder).toBeGreaterThan(65);
    expect(figuresOf('one-server-more', 'b/network')['originRequests']).toBeGreaterThan(
      figuresOf('one-server-more')['originRequests']!,
    );
  });
  it('origin-down: stale copies go out where nothing forbids it, and errors where something does', () => {
    expect(figuresOf('origin-down')['stale']).toBeGreaterThan(0);
    expect(figuresOf('origin-down', 'b/network')).toMatchObject({ stale: 0 });
    expect(figuresOf('origin-down', 'b/network')['failed']).toBeGreaterThan(
      figuresOf('origin-down')['failed']!,
    );
  });
  it('whole-world: the edges answer most, the origin a fifth', () => {
    expect(hitPercent(figuresOf('whole-world'))).toBeGreaterThan(50);
    expect(figuresOf('whole-world')['originRequests']).toBeLessThan(25_000);
    expect(figuresOf('whole-world')['served']).toBe(100_000);
  });
});

describe('what a reader does', () => {
  it('stops an edge, cuts its line, mends both, purges an object: each is a deed that a link may carry', () => {
    const deeds: Intervention[] = [
      { act: 'do', target: 'edge-seoul', what: 'stop', atNs: 1e9 },
      { act: 'do', target: 'edge-seoul', what: 'mend', atNs: 2e9 },
      { act: 'do', target: 'link-tokyo', what: 'cut', atNs: 1e9 },
      { act: 'do', target: 'origin', what: 'stop', atNs: 5e9 },
      { act: 'do', target: 'object-A', what: 'purge', atNs: 7e9 },
    ];
    const setup = { ...setupOf(model, 'first-request'), interventions: deeds };
    expect(checkSetup(model, JSON.parse(JSON.stringify(setup)))).toEqual(setup);
    const { events } = acted('first-request', ...deeds);
    expect(
      events
        .filter(({ kind }) => kind === 'down' || kind === 'up')
        .map(({ where, kind }) => `${where} ${kind}`),
    ).toEqual(['edge-seoul down', 'edge-seoul up', 'origin down']);
    expect(events.filter(({ kind }) => kind === 'purged')).toHaveLength(6);
  });
  test.each([
    ['drop', 5, 'dropped'],
    ['duplicate', 7, 'ask'],
  ] as const)('%s: %i requests are answered', (act, count, kind) => {
    const { events } = acted('first-request', { act, target: 'request/1' });
    expect(events.filter((event) => event.kind === 'served')).toHaveLength(count);
    expect(events.some((event) => event.kind === kind && event.request === 1)).toBe(true);
  });
  it('adds a server while it runs', () => {
    const one: Intervention = { act: 'set', target: 'servers', value: 3, atNs: 4e9 };
    const setup = { ...setupOf(model, 'first-request'), interventions: [one] };
    expect(checkSetup(model, setup)).toEqual(setup);
    expect(stateAt(acted('first-request', one).events, 'edge-seoul', Infinity)['servers']).toBe(3);
  });
});

describe('the picture of a run', () => {
  it('is what folding the trace gives, at any event', () => {
    const run = runOf('push-and-pull');
    fc.assert(
      fc.property(fc.nat(run.events.length - 1), (n) => {
        const states = statesAt(run, n, run.events[n]!.at, ['a', 'b']);
        states.forEach(({ places }, nth) => {
          for (const [name, { servers }] of places) {
            const state = stateAt(run.events, `${nth === 0 ? '' : 'b/'}${name}`, n);
            expect(servers.flat().map(({ key }) => key)).toEqual(state['held.0'] ?? []);
          }
        });
      }),
      { numRuns: 50 },
    );
  });
  it('has a curve for each figure, in time, for each network', () => {
    for (const id of ['push-and-pull', 'flash-crowd']) {
      for (const world of ['a', 'b'] as const) {
        const { hit, p95, origin } = curvesOf(runOf(id), world);
        for (const points of [hit, p95, origin]) {
          expect(points.length).toBeGreaterThan(10);
          expect(points.map(({ at }) => at)).toEqual(points.map(({ at }) => at).toSorted((a, b) => a - b));
        }
      }
    }
  });
  it('knows every message that is on its way, and where', () => {
    const flights = flightsOf(runOf('first-request'), 'a');
    expect(flights.length).toBeGreaterThan(12);
    for (const one of flights) {
      expect(one.untilNs).toBeGreaterThan(one.at);
      expect(inFlight(flights, one.at)).toContain(one);
      expect(inFlight(flights, one.untilNs)).not.toContain(one);
    }
  });
  it('draws every city on the map, and goes the short way round', () => {
    for (const width of [300, 720]) {
      for (const city of cityIds) {
        const { x, y } = spotOf(`edge-${city}`, width);
        expect(x).toBeGreaterThan(0);
        expect(x).toBeLessThan(width);
        expect(y).toBeGreaterThan(0);
        expect(y).toBeLessThan(heightFor(width));
      }
    }
    const [tokyo, frisco] = [spotOf('edge-tokyo', 720), spotOf('edge-san-francisco', 720)];
    expect(wayRound(tokyo, frisco, 720)).toBe(720);
    // in the middle of the Pacific, near the map's border
    const { x } = along(tokyo, frisco, 0.5, 720);
    expect(Math.min(x, 720 - x)).toBeLessThan(60);
  });
  it('lists the last requests with what has become of them', () => {
    const run = runOf('failover');
    const all = requestsOf(run);
    expect(all).toHaveLength(240);
    for (const { fates } of all) expect(fates.map(({ length }) => length)).toEqual([1, 1]);
    expect(latest(all, -1, 8)).toEqual([]);
    expect(latest(all, run.events.length, 8)).toHaveLength(8);
  });
  it('has long waits as gaps on its time axis', () => {
    expect(axisOf(runOf('until-expiry')).gaps.length).toBeGreaterThan(3);
  });
  test.each([
    [0, '0 kB'],
    [999_400, '999 kB'],
    [-4_000_000, '−4.0 MB'],
    [12_345_678_900, '12.3 GB'],
  ])('%i bytes: %s', (count, said) => {
    expect(bytes(count)).toBe(said);
  });
});

describe('computed questions', () => {
  it.each(model.questions.map((one) => [one.id, one] as const))(
    '%s: the answer is what the run of its setup gives',
    (id, question) => {
      for (let seed = 0; seed < 12; seed += 1) {
        const { values, answer, setup } = question.pose(drawFrom(seed));
        const figures = stateAt(model.run(setup).events, 'network', Infinity) as unknown as Figures;
        expect(Number.isInteger(answer)).toBe(true);
        if (id === 'saved-megabytes')
          expect(answer).toBe((Number(values['hits']) * Number(values['kb'])) / 1000);
        if (id === 'crowd-at-the-origin') {
          expect(answer).toBe(figures['originRequests']);
          expect(answer).toBe(values['shields'] === 1 ? 1 : values['edges']);
        }
        if (id === 'fibre-round-trip') expect(answer).toBe(Math.round(Number(values['km']) / 100));
      }
    },
  );
});
