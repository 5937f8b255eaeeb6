/** What every sandbox promises, whatever it shows; fed by the registry, so a new one is held to it by being there. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventAt, fits } from '#engine/kernel/statement.ts';
import { format } from '#i18n/format.ts';
import { LANGUAGES } from '#i18n/languages.ts';
import { historyOf, intervene, undo } from '#player/history.ts';
import { finished, setupOf } from '#player/model.ts';
import { partedAt } from '#player/parted.ts';
import { breakpointsOf, nextStop, previousStop, stopsOf } from '#player/playback.ts';
import { checkSetup } from '#player/setup.ts';
import { axisOf } from '#player/time-axis.ts';
import { shownAnswer } from '#player/verdict.ts';
import { models } from '#sandboxes/models.ts';
import { loadRoom, roomIds } from '#sandboxes/rooms.ts';

const root = join(import.meta.dirname, '..', '..');

it('every model has its picture', () => expect(models.map(({ id }) => id).sort()).toEqual([...roomIds]));

describe.each(models)('$id', (model) => {
  const runs = model.scenarios.map((scenario) => ({ scenario, run: model.run(setupOf(model, scenario.id)) }));

  it('has scenarios, at least three tasks and three computed questions', () => {
    expect(model.scenarios.length).toBeGreaterThan(0);
    expect(model.tasks.length).toBeGreaterThanOrEqual(3);
    expect(model.questions.length).toBeGreaterThanOrEqual(3);
  });

  it('parameters default to what their bounds allow, and scenarios keep to them', () => {
    for (const { scenario } of runs) {
      expect(checkSetup(model, setupOf(model, scenario.id)), scenario.id).toEqual(
        setupOf(model, scenario.id),
      );
    }
  });

  it.each(runs)('$scenario.id: the same setup gives the same run, to the byte', ({ scenario, run }) => {
    const again = model.run(setupOf(model, scenario.id));
    expect(JSON.stringify(again.events)).toBe(JSON.stringify(run.events));
    expect(again.frames.map((frame) => [...frame.bytes])).toEqual(
      run.frames.map((frame) => [...frame.bytes]),
    );
  });

  it.each(runs)('$scenario.id: an act that was taken back leaves the run as it was', ({ scenario, run }) => {
    const event = run.events.find((one) => model.targetOf(one, run) !== undefined);
    const [act] = model.acts;
    if (!event || !act) return;
    const done = intervene(historyOf({ parameters: {}, interventions: [] }), {
      act,
      target: model.targetOf(event, run)!,
    });
    const setup = { ...setupOf(model, scenario.id), interventions: undo(done).done };
    expect(setup.interventions).toEqual([]);
    expect(partedAt(model.run(setup), run)).toBeUndefined();
  });

  it.each(runs)('$scenario.id: events are numbered, in time, and JSON-safe', ({ run }) => {
    run.events.forEach((event, n) => {
      expect(event.n).toBe(n);
      expect(Number.isSafeInteger(event.at)).toBe(true);
      expect(event.at).toBeGreaterThanOrEqual(run.events[n - 1]?.at ?? 0);
    });
    expect(JSON.parse(JSON.stringify(run.events))).toEqual(run.events);
    expect(run.events.at(-1)!.at).toBeLessThanOrEqual(run.endNs);
  });

  it.each(runs)(
    '$scenario.id: opens at a moment of the run, and comes to every breakpoint',
    ({ scenario, run }) => {
      expect(eventAt(run.events, scenario.opening)).toBeDefined();
      const stops = stopsOf(run, model.steps);
      expect(breakpointsOf(run, scenario, stops)).toHaveLength(scenario.breakpoints.length);
    },
  );

  it.each(runs)('$scenario.id: stepping back passes the stops of stepping on', ({ run }) => {
    const stops = stopsOf(run, model.steps);
    const on = [stops[0]!];
    while (on.at(-1) !== stops.at(-1)) on.push(nextStop(stops, on.at(-1)!));
    const back = [stops.at(-1)!];
    while (back.at(-1) !== stops[0]) back.push(previousStop(stops, back.at(-1)!));
    expect(back.reverse()).toEqual(on);
    expect(axisOf(run).length).toBeGreaterThan(0);
  });

  it.each(runs)(
    '$scenario.id: an act at a target changes the run, and the target keeps its name',
    ({ scenario, run }) => {
      const event = run.events.find(
        (one) => model.targetOf(one, run) !== undefined && !scenario.interventions.length,
      );
      if (!event) return;
      const target = model.targetOf(event, run)!;
      for (const act of model.acts) {
        const setup = {
          ...setupOf(model, scenario.id),
          interventions: [{ act, target, ...(act === 'delay' ? { byNs: model.delayNs } : {}) }],
        };
        expect(JSON.stringify(model.run(setup).events), act).not.toBe(JSON.stringify(run.events));
      }
    },
  );

  it('says how it is run in portions where it is heavy, to the same end', () => {
    expect(model.heavy === undefined).toBe(model.start === undefined);
    const [heavy] = model.scenarios.map(({ id }) => setupOf(model, id)).filter((one) => model.heavy?.(one));
    if (!heavy || !model.start) return;
    const { events } = finished(model.start(heavy));
    expect(JSON.stringify(events)).toBe(JSON.stringify(model.run(heavy).events));
    expect(existsSync(join(root, 'src', 'sandboxes', model.id, 'worker.ts'))).toBe(true);
  });

  it.each(model.tasks)('task $id: its moment comes, and what the engine did is among the options', (task) => {
    const { run } = runs.find(({ scenario }) => scenario.id === task.scenario)!;
    expect(eventAt(run.events, task.before)).toBeDefined();
    const answer = task.answer(run);
    if (task.kind === 'choice') expect(task.options).toContain(answer);
    else expect(Number.isFinite(answer)).toBe(true);
  });

  it.each(model.questions)('question $id: every draw has an answer and a setup that opens', (question) => {
    for (let seed = 0; seed < 20; seed += 1) {
      let turn = seed;
      const posed = question.pose((n) => (turn = (turn * 7919 + 13) % 104_729) % n);
      expect(['number', 'string']).toContain(typeof posed.answer);
      expect(checkSetup(model, posed.setup)).toEqual(posed.setup);
    }
  });

  describe.each(LANGUAGES)('in %s', (lang) => {
    it('says everything that it shows', async () => {
      const { text } = await loadRoom(model.id, lang);
      const keys = [
        'name',
        'purpose',
        ...model.scenarios.flatMap(({ id }) => [`scenario.${id}.name`, `scenario.${id}.look`]),
        ...model.scenarios.flatMap(({ breakpoints }) => breakpoints.map(({ id }) => `breakpoint.${id}`)),
        ...model.parameters.map(({ id }) => `parameter.${id}`),
        ...model.parameters.flatMap((one) =>
          one.kind === 'choice' ? one.choices.map((choice) => `choice.${one.id}.${choice}`) : [],
        ),
        ...model.parameters.flatMap((one) =>
          one.kind === 'integer' && one.unit !== 'none' ? [`unit.${one.unit}`] : [],
        ),
        ...model.tasks.flatMap(({ id, options = [] }) => [
          `task.${id}.question`,
          `task.${id}.why`,
          ...options.map((option) => `task.${id}.option.${option}`),
        ]),
        ...model.acts.flatMap((act) => [`act.${act}`, `did.${act}`]),
        ...(model.deeds ?? []).flatMap(({ target, what }) => [
          `name.${target}`,
          ...what.map((one) => `did.do.${one}`),
        ]),
        ...(model.places ?? []).flatMap(({ target, acts }) => [
          `name.${target}`,
          ...acts.flatMap((act) => [`act.${act}`, `did.${act}`]),
        ]),
      ];
      expect(keys.filter((key) => !text[key])).toEqual([]);
      expect(Object.keys(text).filter((key) => key.startsWith('left-out.')).length).toBeGreaterThan(0);
    });

    it('ends no option with a full stop: what the engine did is told in a sentence that has its own', async () => {
      const { text } = await loadRoom(model.id, lang);
      const options = model.tasks.flatMap(({ id, options = [] }) =>
        options.map((option) => text[`task.${id}.option.${option}`]),
      );
      expect(options.filter((option) => option?.endsWith('.'))).toEqual([]);
    });

    it('does not say again, beginning to say why, what the engine did', async () => {
      const { text } = await loadRoom(model.id, lang);
      for (const task of model.tasks) {
        const { run } = runs.find(({ scenario }) => scenario.id === task.scenario)!;
        const [shown, why] = [shownAnswer(task, task.answer(run), text), text[`task.${task.id}.why`]!];
        const [first] = why.split(/(?:[번개]?입니다)?[.:,]\s/);
        expect(first!.toLowerCase(), task.id).not.toBe(shown.toLowerCase());
        // the answer is told once, before it: nothing is left to fill in
        expect(why).not.toContain('{');
      }
    });

    it('gives every step its reason, whole, and every reason its clause', async () => {
      const { text, clauses } = await loadRoom(model.id, lang);
      for (const { run } of runs) {
        for (const event of run.events.filter((one) => model.steps.some((step) => fits(one, step)))) {
          const sentence = format(
            text[event.reason] ?? '',
            { ...event.set, ...event, host: 'x', due: 'x' },
            lang,
          );
          expect(sentence, event.reason).not.toBe('');
          expect(sentence, event.reason).not.toMatch(/\{\w/);
          expect(clauses[event.reason], event.reason).toBeTruthy();
        }
      }
    });
  });

  it('lives in a room of its own', () => {
    expect(existsSync(join(root, 'src', 'sandboxes', model.id, 'README.md'))).toBe(true);
    expect(readFileSync(join(root, 'src', 'sandboxes', model.id, 'Views.svelte'), 'utf8')).toContain(
      'playhead',
    );
  });
});
