import { format } from '#i18n/format.ts';
import type { Language } from '#i18n/languages.ts';
import type { Posed } from './kinds.ts';
import type { QuestionOf } from './question.ts';

/** A predict task of a sandbox: what the engine does there, and the sandbox's own sentences. */
export interface Predicted {
  readonly options: readonly { readonly id: string; readonly text: string }[];
  readonly answer: string;
  /** A template over {answer}. */
  readonly why: string;
}

/** The item as a choice whose key the engine has given. */
export function predicted(question: QuestionOf<'predict'>, task: Predicted, lang: Language): Posed {
  const { id, version, level, misconceptions, stem, reasons } = question;
  const said = task.options.find((one) => one.id === task.answer)?.text ?? task.answer;
  const why = format(task.why, { answer: said }, lang);
  const options = task.options.map((option) => ({
    ...option,
    why: option.id === task.answer ? why : (reasons.find((one) => one.option === option.id)?.why ?? ''),
  }));
  return { id, version, level, misconceptions, stem, kind: 'single', options, answer: task.answer };
}
