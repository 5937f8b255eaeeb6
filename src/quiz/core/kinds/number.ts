import { grouped } from '#i18n/format.ts';
import { amountIn } from '#i18n/amount.ts';
import { verdictOf, type ItemKind } from '../contract.ts';

/** A typed number; the answer is the text as typed ("1,460", "1.5 s"), read in the unit of the question. */
export const number: ItemKind<'number'> = {
  kind: 'number',
  key: (question) => String(question.answer),
  refuse(question, answer) {
    if (typeof answer !== 'string' || answer.trim() === '') return 'empty';
    const amount = amountIn(answer, question.unit);
    return typeof amount === 'number' ? undefined : amount;
  },
  grade(question, answer) {
    const amount = typeof answer === 'string' ? amountIn(answer, question.unit) : 'empty';
    const near = (value: number) =>
      typeof amount === 'number' &&
      Math.abs(amount - value) <= question.tolerance + 1e-9 * Math.max(1, Math.abs(value));
    const score = near(question.answer) ? 1 : 0;
    return {
      score,
      verdict: verdictOf(score),
      parts: [],
      key: about(question.answer, question.tolerance) + suffix(question.unit),
      mistake: score === 1 ? undefined : question.mistakes.find((one) => near(one.value))?.why,
      why: question.why,
    };
  },
};

/** '1,768 ±88': what is near enough counts as right, and is said. */
const about = (answer: number, tolerance: number) =>
  grouped(answer) + (tolerance > 0 ? ` ±${grouped(tolerance)}` : '');

/** '40 ms', '90%', '5번': Hangul and the percent sign follow the number at once. */
const suffix = (unit = '') => (/^[%가-힣]/.test(unit) || unit === '' ? unit : ` ${unit}`);
