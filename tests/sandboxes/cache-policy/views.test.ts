import fc from 'fast-check';
import { render } from 'svelte/server';
import { describe, expect, test } from 'vitest';
import en from '#content/sandboxes/cache-policy/en.json';
import ko from '#content/sandboxes/cache-policy/ko.json';
import { listsOf } from '#sandboxes/cache-policy/lanes.ts';
import { chosen } from '#sandboxes/cache-policy/parameters.ts';
import { eventAt } from '#engine/kernel/statement.ts';
import { MILLISECOND } from '#engine/kernel/time.ts';
import { stateAt } from '#engine/kernel/trace.ts';
import { setupOf } from '#player/model.ts';
import { cachePolicy as model } from '#sandboxes/cache-policy/model.ts';
import CurvePanel from '#sandboxes/cache-policy/CurvePanel.svelte';
import { columnAt, columnsOf, laneAt } from '#sandboxes/cache-policy/picture.ts';
import { windowsOf } from '#sandboxes/cache-policy/stream-window.ts';
import Views from '#sandboxes/cache-policy/Views.svelte';
import { spread } from '#views/lines/layout.ts';

const runOf = (scenario: string) => model.run(setupOf(model, scenario));

describe('the picture at a playhead', () => {
  test.each(model.scenarios.map(({ id }) => id))(
    '%s: is what folding the trace up to there gives, at every event',
    (id) => {
      const run = runOf(id);
      const columns = columnsOf(run);
      for (let n = -1; n < run.events.length; n += 1) {
        const asked = columns[columnAt(columns, n)];
        for (const policy of chosen(setupOf(model, id).parameters).lanes) {
          const lane = laneAt(run, policy, n);
          const state = stateAt(run.events, policy, n);
          expect(lane.lists.map(({ cells }) => cells.map(({ key }) => key))).toEqual(
            listsOf[policy].map((list) => state[list.id] ?? []),
          );
          expect(lane).toMatchObject({ hits: state['hits'] ?? 0, misses: state['misses'] ?? 0 });
          const answer = asked?.answers[policy];
          expect(lane.answer).toBe(answer && answer.n <= n ? (answer.hit ? 'hit' : 'miss') : 'none');
        }
      }
    },
  );

  test('a request that was acted upon carries its sign', () => {
    const run = model.run({
      ...setupOf(model, 'lru-hit-and-miss'),
      interventions: [
        { act: 'drop', target: 'request/0' },
        { act: 'duplicate', target: 'request/1' },
        { act: 'delay', target: 'request/2', byNs: MILLISECOND },
      ],
    });
    const signs = columnsOf(run).map(({ number, sign }) => `${number} ${sign}`);
    expect(signs.slice(0, 5)).toEqual(['1 dropped', '2 none', '2 extra', '4 none', '3 late']);
  });
});

test('the stream shows the current request on every width, and each window lies within the next larger one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 130 }), fc.nat(129), (columns, at) => {
      const current = Math.min(at, columns - 1);
      const seen = windowsOf(columns, current);
      expect(seen.classOf(current)).toBe('narrow');
      const shown = Array.from({ length: seen.to - seen.from }, (_, i) => seen.classOf(seen.from + i));
      expect(shown.filter((one) => one === 'narrow').length).toBe(Math.min(columns, 11));
      expect(shown.filter((one) => one !== 'wide').length).toBe(Math.min(columns, 23));
      expect(shown.length).toBe(Math.min(columns, 34));
    }),
  );
});

test('labels of lines keep their order and their distance, inside the plot', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 12 }), (wishes) => {
      const found = spread(wishes, 15, 300);
      const order = wishes
        .map((wish, i) => ({ wish, y: found[i]! }))
        .sort((a, b) => a.wish - b.wish || a.y - b.y);
      order.forEach(({ y }, i) => {
        expect(y).toBeGreaterThanOrEqual(-0.001);
        expect(y).toBeLessThanOrEqual(300.001);
        if (i > 0) expect(y - order[i - 1]!.y).toBeGreaterThanOrEqual(14.999);
      });
    }),
  );
});

describe.each([
  ['ko', ko],
  ['en', en],
] as const)('rendered without a browser, %s', (lang, text) => {
  test.each(model.scenarios.map((one) => [one.id, one] as const))(
    '%s opens with every word in place',
    (id, scenario) => {
      const setup = setupOf(model, id);
      const run = model.run(setup);
      const playhead = eventAt(run.events, scenario.opening)!.n;
      const { body } = render(Views, {
        props: {
          run,
          playhead,
          selection: undefined,
          select: () => {},
          set: () => undefined,
          setup,
          text,
          lang,
        },
      });
      expect(body).not.toMatch(/undefined|NaN|\{\w+\}/);
      for (const policy of chosen(setup.parameters).lanes)
        expect(body).toContain(text[`choice.policy.${policy}`]);
      expect(body).toContain(text['view.miss']);
      // the curve comes with the live player
      const { body: curve } = render(CurvePanel, { props: { setup, text, lang } });
      expect(curve).not.toMatch(/undefined|NaN|\{\w+\}/);
      expect(curve).toContain(text['curve.start']);
    },
  );

  test('before the first event there is nothing in the caches', () => {
    const setup = setupOf(model, 'zipf');
    const { body } = render(Views, {
      props: {
        run: model.run(setup),
        playhead: -1,
        selection: undefined,
        select: () => {},
        set: () => undefined,
        setup,
        text,
        lang,
      },
    });
    for (const said of ['view.hit', 'view.miss'] as const)
      expect(body).not.toContain(`hidden-visually">${text[said]}<`);
    expect(body).toContain(lang === 'ko' ? '요청 0번' : '0 requests made');
  });
});
