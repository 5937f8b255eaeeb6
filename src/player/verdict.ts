import { grouped } from '#i18n/format.ts';
import type { PredictTask } from './model.ts';
import type { Texts } from './views.ts';

/** What the engine did, as a reader is told it. A number of less than five digits may be a code: it is not grouped. */
export function shownAnswer(
  { id, kind, unit }: Pick<PredictTask, 'id' | 'kind' | 'unit'>,
  truth: string | number,
  text: Texts,
): string {
  if (kind === 'choice') return text[`task.${id}.option.${truth}`] ?? String(truth);
  const number = Number(truth);
  const written = unit === undefined && number < 10_000 ? String(number) : grouped(number);
  const counted = unit ? (text[`unit.${unit}`] ?? '') : '';
  // '3 ms', but '3초'
  return written + (counted === '' || /^[가-힣]/.test(counted) ? '' : ' ') + counted;
}
