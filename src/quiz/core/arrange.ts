import { drawFrom, seedOf, shuffled, type Draw } from './draw.ts';
import type { Posed } from './kinds.ts';
import type { Answer } from './question.ts';

/** The steps as they are first shown: never in the right order, which would ask nothing. */
export function mixed(steps: readonly string[], draw: Draw): string[] {
  const list = shuffled(steps, draw);
  const asWritten = list.every((step, place) => step === steps[place]);
  return asWritten ? [...list.slice(1), ...list.slice(0, 1)] : list;
}

/** The options in another order, so that a returning question is not answered by its place. */
export function rearranged<Q extends Posed>(question: Q, draw: Draw): Q {
  if (question.kind === 'single' || question.kind === 'several')
    return { ...question, options: shuffled(question.options, draw) };
  return question.kind === 'match' ? { ...question, pairs: shuffled(question.pairs, draw) } : question;
}

/** What stands there before the reader has done anything: nothing, or the steps as they are first shown. */
export function blank(question: Posed): Answer {
  if (question.kind === 'order')
    return mixed(
      question.steps.map(({ id }) => id),
      drawFrom(seedOf(question.id)),
    );
  return question.kind === 'several' || question.kind === 'match' ? [] : '';
}
