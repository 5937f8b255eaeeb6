import { format } from '#i18n/format.ts';
import type { Language } from '#i18n/languages.ts';
import type { Posed } from './kinds.ts';
import type { QuestionOf } from './question.ts';

/** What a sandbox's model gives for drawn parameters (`ComputedQuestion.pose` of the player). */
export interface Drawn {
  readonly values: Readonly<Record<string, number | string>>;
  readonly answer: number | string;
  /** Everything that decides the run that proves the answer; only the player reads it. */
  readonly setup?: unknown;
}

/** The item with its drawn values filled in: from here on a number or a short text like any other. */
export function posed(question: QuestionOf<'computed'>, drawn: Drawn, lang: Language): Posed {
  const fill = (template: string) => format(template, { ...drawn.values, answer: drawn.answer }, lang);
  const { id, version, level, misconceptions, unit, percent } = question;
  const common = {
    id,
    version,
    level,
    misconceptions,
    stem: fill(question.stem),
    why: fill(question.why),
    mistakes: [],
  };
  if (typeof drawn.answer === 'number') {
    return {
      ...common,
      kind: 'number',
      answer: drawn.answer,
      tolerance: Math.round(Math.abs(drawn.answer) * percent) / 100,
      ...(unit === undefined ? {} : { unit }),
    };
  }
  return { ...common, kind: 'short', accept: { ko: [drawn.answer], en: [drawn.answer] } };
}

/**
 * The `nth` (from 0) asking of a question. The seed is the count itself, so it can be asked again as it was;
 * where it draws the very values of the asking before, another seed is taken.
 */
export function ask<D extends Drawn>(pose: (seed: number) => D, nth: number): D {
  const drawn = pose(nth);
  if (nth === 0) return drawn;
  const before = JSON.stringify(pose(nth - 1).values);
  const isNew = ({ values }: D) => JSON.stringify(values) !== before;
  if (isNew(drawn)) return drawn;
  for (const turn of [1, 2, 3]) {
    const other = pose(nth + turn * 65536);
    if (isNew(other)) return other;
  }
  return drawn;
}
