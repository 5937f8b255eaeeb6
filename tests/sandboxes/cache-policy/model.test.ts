import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import en from '#content/sandboxes/cache-policy/en.json';
import ko from '#content/sandboxes/cache-policy/ko.json';
import { policies, policyIds } from '#engine/cache/eviction/registry.ts';
import { laneIds, listsOf } from '#sandboxes/cache-policy/lanes.ts';
import { eventAt, fits } from '#engine/kernel/statement.ts';
import { MILLISECOND } from '#engine/kernel/time.ts';
import { stateAt } from '#engine/kernel/trace.ts';
import { setupOf, type Parameter } from '#player/model.ts';
import { checkValue } from '#player/setup.ts';
import { drawFrom } from '#quiz/core/draw.ts';
import { cachePolicy as model } from '#sandboxes/cache-policy/model.ts';
import { chosen } from '#sandboxes/cache-policy/parameters.ts';

const runOf = (scenario: string) => model.run(setupOf(model, scenario));

const within = (parameter: Parameter, value: unknown): boolean =>
  parameter.kind === 'several' || parameter.kind === 'text'
    ? checkValue(parameter, value) === value
    : parameter.kind === 'integer'
      ? Number.isInteger(value) && (value as number) >= parameter.min && (value as number) <= parameter.max
      : parameter.kind === 'choice'
        ? parameter.choices.includes(value as string)
        : typeof value === 'boolean';

test('every file of a scenario is a scenario of the model', () => {
  const folder = join(import.meta.dirname, '../../../src/sandboxes/cache-policy/scenarios');
  const files = readdirSync(folder).filter((name) => name !== 'all.ts');
  expect(files.sort()).toEqual(model.scenarios.map(({ id }) => `${id}.ts`).sort());
});

describe.each(model.scenarios.map((scenario) => [scenario.id, scenario] as const))('%s', (id, scenario) => {
  const run = runOf(id);
  const { lanes } = chosen(setupOf(model, id).parameters);

  test('gives the same trace again, to the byte', () => {
    expect(JSON.stringify(runOf(id))).toBe(JSON.stringify(run));
  });

  test('has its parameters within bounds', () => {
    for (const parameter of model.parameters) {
      expect(within(parameter, setupOf(model, id).parameters[parameter.id]), parameter.id).toBe(true);
    }
  });

  test('comes to its opening and to each breakpoint, and stops there by single steps', () => {
    for (const moment of [scenario.opening, ...scenario.breakpoints.map(({ at }) => at)]) {
      expect(eventAt(run.events, moment)).toBeDefined();
    }
    expect(model.steps.some((step) => fits(eventAt(run.events, scenario.opening)!, step))).toBe(true);
  });

  test('at each step of the policy looked at, all others have answered that request', () => {
    for (const event of run.events.filter(({ shown }) => shown)) {
      for (const other of lanes.filter((one) => one !== event.where)) {
        const state = stateAt(run.events, other, event.n);
        expect((state['hits'] as number) + (state['misses'] as number)).toBe(
          stateAt(run.events, 'requests', event.n)['turn'],
        );
      }
    }
  });

  test('its table has a row for each request, and ends with the counts of the trace', () => {
    const [head, ...rows] = model.table(run);
    expect(rows.length).toBe(run.events.filter(({ kind }) => kind === 'request').length);
    for (const policy of lanes) {
      const column = head!.indexOf(`${policy} hits`);
      expect(rows.at(-1)![column]).toBe(stateAt(run.events, policy, run.events.length)['hits']);
    }
  });
});

describe('hits of each policy, by scenario', () => {
  test.each([
    ['zipf', 'fifo 18, lru 18, lfu 21, clock 21, sieve 23'],
    ['lru-hit-and-miss', 'fifo 7, lru 4, lfu 6, clock 4, sieve 5'],
    ['scan', 'fifo 20, lru 20, lfu 23, clock 20, sieve 23'],
    ['scan-resistance', 'lru 41, 2q 48, arc 46, s3-fifo 49'],
    ['loop', 'fifo 0, lru 0, lfu 0, clock 0, sieve 0'],
    ['loop-beaten', 'lru 0, 2q 9, lirs 15, s3-fifo 12, opt 19'],
    ['shift', 'lru 53, lfu 33, lfu-da 52'],
    ['wonders', 'lru 21, s3-fifo 30, w-tinylfu 31, opt 33'],
    ['anomaly', 'fifo 3, lru 2, lfu 2, clock 2, sieve 2'],
    [
      'all-policies',
      'fifo 38, lru 38, lfu 40, lfu-da 43, clock 37, sieve 43, slru 40, 2q 41, arc 43, lirs 46, s3-fifo 46, w-tinylfu 46, opt 54',
    ],
    ['own-list', 'lru 5, s3-fifo 5, opt 7'],
  ])('%s: %s', (id, hits) => {
    const { events } = runOf(id);
    const { lanes } = chosen(setupOf(model, id).parameters);
    expect(
      lanes.map((policy) => `${policy} ${stateAt(events, policy, events.length)['hits']}`).join(', '),
    ).toBe(hits);
  });

  test('each scenario has its row above, and OPT is never beaten where it runs', () => {
    expect(model.scenarios.length).toBe(11);
    for (const { id } of model.scenarios) {
      const { events } = runOf(id);
      const hits = (policy: string) => (stateAt(events, policy, events.length)['hits'] as number) ?? 0;
      const others = laneIds.map(hits);
      if (events.some(({ where }) => where === 'opt')) expect(Math.max(...others)).toBe(hits('opt'));
    }
  });
});

test('each lane shows the lists that its policy has, ghosts marked as such', () => {
  for (const id of policyIds) {
    const policy = policies[id]({ capacity: 4, objects: 9, future: Int32Array.of(1) });
    const found = policy.lists().map((list) => (list.ghost ? { id: list.id, ghost: true } : { id: list.id }));
    expect(listsOf[id]).toEqual(found);
  }
});

describe('predict tasks', () => {
  test.each([
    ['first-miss', 'miss-keep'],
    ['which-goes', 'D'],
    ['after-the-scan', 0],
    ['hits-in-a-loop', 0],
    ['kept-through-scan', 4],
    ['lirs-in-a-loop', 'half'],
    ['old-favourites', 'lfu-da'],
    ['one-slot-more', 'more'],
  ])('%s: %s', (id, answer) => {
    const task = model.tasks.find((one) => one.id === id)!;
    const run = runOf(task.scenario);
    expect(eventAt(run.events, task.before)).toBeDefined();
    expect(task.answer(run)).toBe(answer);
    if (task.kind === 'choice') expect(task.options).toContain(answer);
  });

  test('each has its row above', () => {
    expect(model.tasks.length).toBe(8);
  });

  test('their questions say what the run asks for', () => {
    const first = runOf('zipf').events.find(({ kind }) => kind === 'request')!;
    expect(first.key).toBe('D');
    const asked = runOf('lru-hit-and-miss').events.filter(({ kind }) => kind === 'request');
    expect(asked.slice(0, 5).map(({ key }) => key)).toEqual(['A', 'D', 'A', 'B', 'C']);
    const scan = runOf('scan');
    const before = eventAt(scan.events, model.tasks.find(({ id }) => id === 'after-the-scan')!.before)!;
    expect([...(stateAt(scan.events, 'lru', before.n)['queue'] as string[])].sort()).toEqual([
      'A',
      'B',
      'C',
      'D',
    ]);
    const resisted = runOf('scan-resistance');
    const over = eventAt(resisted.events, { event: { kind: 'served', request: 48 } })!;
    const lru = stateAt(resisted.events, 'lru', over.n)['queue'] as string[];
    expect(lru.filter((key) => 'ABCDEF'.includes(key))).toEqual([]);
    const singles = resisted.events.filter(
      ({ kind, request }) => kind === 'request' && request >= 31 && request <= 48,
    );
    expect(new Set(singles.map(({ key }) => key)).size).toBe(18);
    const evictions = runOf('anomaly').events.filter(
      ({ kind, where }) => kind === 'miss' && where === 'fifo',
    );
    expect(evictions.length).toBe(9);
  });
});

describe('computed questions', () => {
  test.each(model.questions.map((question) => [question.id, question] as const))('%s', (_, question) => {
    const posed = Array.from({ length: 200 }, (_unused, seed) => question.pose(drawFrom(seed)));
    expect(question.pose(drawFrom(7))).toEqual(posed[7]);
    expect(new Set(posed.map(({ values }) => JSON.stringify(values))).size).toBeGreaterThan(150);
    for (const { answer, setup, values } of posed) {
      for (const parameter of model.parameters)
        expect(within(parameter, setup.parameters[parameter.id])).toBe(true);
      if (typeof answer === 'number') expect(Number.isInteger(answer)).toBe(true);
      const { events } = model.run(setup);
      const policy = setup.parameters['policy'] as string;
      const state = stateAt(events, policy, events.length);
      if (question.id === 'hit-count') expect(answer).toBe(state['hits']);
      if (question.id === 'mean-access-time') {
        const { hitMs, missMs, misses, count } = values as Record<string, number>;
        expect(state['misses']).toBe(misses);
        expect(answer).toBe(hitMs! + (missMs! * misses!) / count!);
      }
      if (question.id === 'next-evicted') {
        const evicted = events.filter(({ kind, where }) => kind === 'evict' && where === policy).at(-1)!;
        expect([evicted.key, evicted['for']]).toEqual([answer, values['next']]);
        expect(values['requests']).toContain(answer);
      }
    }
  });
});

describe('a reader may act on a request', () => {
  const setup = setupOf(model, 'lru-hit-and-miss');
  const acted = (act: 'drop' | 'delay' | 'duplicate') =>
    model.run({
      ...setup,
      interventions: [{ act, target: 'request/2', ...(act === 'delay' ? { byNs: 3 * MILLISECOND } : {}) }],
    });
  const keys = (run: ReturnType<typeof acted>) =>
    run.events.flatMap((event) => (event.kind === 'request' ? [event.key] : [])).join('');

  test.each([
    ['drop', 'ADBCBBDACCB'],
    ['duplicate', 'ADAABCBBDACCB'],
    ['delay', 'ADBCBABDACCB'],
  ] as const)('%s: %s', (act, expected) => {
    expect(model.acts).toContain(act);
    expect(keys(acted(act))).toBe(expected);
  });

  test('whatever happens to a request can be acted upon, but for one that was dropped', () => {
    const run = acted('drop');
    for (const event of run.events) {
      expect(model.targetOf(event, run)).toBe(
        event.kind === 'dropped' ? undefined : `request/${event.request}`,
      );
    }
  });
});

describe('texts', () => {
  test('the same keys in both languages', () => {
    expect(Object.keys(ko)).toEqual(Object.keys(en));
  });

  test('each statement of the model has its text, and no text is left without one', () => {
    const needed = [
      'name',
      'purpose',
      ...model.scenarios.flatMap(({ id, breakpoints }) => [
        `scenario.${id}.name`,
        `scenario.${id}.look`,
        ...breakpoints.map((one) => `breakpoint.${one.id}`),
      ]),
      ...model.parameters.flatMap((one) => [
        `parameter.${one.id}`,
        ...(one.kind === 'choice' || one.kind === 'several'
          ? one.choices.map((choice) => `choice.${one.id}.${choice}`)
          : []),
      ]),
      ...model.tasks.flatMap(({ id, options }) => [
        `task.${id}.question`,
        `task.${id}.why`,
        ...(options ?? []).map((option) => `task.${id}.option.${option}`),
      ]),
    ];
    const said = Object.keys(en).filter((key) => !/^(left-out|view|list|own|curve|name)\./.test(key));
    expect([...new Set(needed)].sort()).toEqual(said.sort());
  });
});
