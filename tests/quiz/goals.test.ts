import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Intervention } from '#engine/kernel/trace.ts';
import { setupOf } from '#player/model.ts';
import { checkSetup } from '#player/setup.ts';
import { models } from '#sandboxes/models.ts';
import { entrySchema } from '#schemas/entry.ts';
import type { Item } from '#schemas/item.ts';
import { readContent } from '#schemas/read.ts';
import { goal as kind, measured, told, withHint } from '#quiz/core/kinds/goal.ts';
import { inLanguage } from '#quiz/core/question.ts';

type Goal = Extract<Item, { kind: 'goal' }>;
const goals = readContent(join(import.meta.dirname, '..', '..'))
  .questions.flatMap(({ entry }) => entrySchema.parse(entry?.data).quiz)
  .filter((item): item is Goal => item.kind === 'goal');

/** What a reader would have to do in the sandbox, done. */
function runOf(goal: Goal, changed: NonNullable<Goal['reached']>) {
  const model = models.find(({ id }) => id === goal.sandbox)!;
  const setup = setupOf(model, goal.scenario);
  const whole = {
    ...setup,
    parameters: { ...setup.parameters, ...changed.parameters },
    interventions: changed.interventions as unknown as readonly Intervention[],
  };
  expect(checkSetup(model, whole), 'a setup that the sandbox takes').toEqual(whole);
  return model.run(whole);
}

it('there are goals in many sandboxes', () => {
  expect(goals.length).toBeGreaterThanOrEqual(8);
  expect(new Set(goals.map(({ sandbox }) => sandbox)).size).toBeGreaterThanOrEqual(6);
});

describe.each(goals)('$id', (goal) => {
  const question = inLanguage(goal, 'ko');
  const parts = goal.parts.map(({ id }) => id);
  it('is reached by the setup beside it', () => {
    const answer = measured(question, '', runOf(goal, goal.reached!));
    expect(answer).toEqual(parts);
    expect(kind.grade(question, answer).score).toBe(1);
  });
  it('is not reached by the scenario as it stands, and says what is missing', () => {
    const answer = measured(question, '', runOf(goal, { parameters: {}, interventions: [] }));
    expect(answer.length).toBeLessThan(parts.length);
    expect(kind.refuse(question, answer)).toBe('unmet');
    const missing = kind.grade(question, told(answer)).parts.filter((part) => !part.chosen);
    for (const part of missing) expect(part.why).toBeTruthy();
  });
  it('is worth less with each hint, and half when it was told', () => {
    const hints = goal.hints.reduce<string[]>((answer) => withHint(answer), parts);
    expect(kind.grade(question, withHint(parts)).score).toBeLessThan(1);
    expect(kind.grade(question, hints).score).toBeGreaterThan(0);
    expect(kind.grade(question, told(parts)).score).toBe(0.5);
  });
});
