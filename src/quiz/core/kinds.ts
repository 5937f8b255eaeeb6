import type { Grade, ItemKind, Refusal } from './contract.ts';
import { goal } from './kinds/goal.ts';
import { match } from './kinds/match.ts';
import { number } from './kinds/number.ts';
import { order } from './kinds/order.ts';
import { say } from './kinds/say.ts';
import { several } from './kinds/several.ts';
import { short } from './kinds/short.ts';
import { single } from './kinds/single.ts';
import type { Answer, Kind, Question } from './question.ts';

/** What the engine is asked first (`computed.ts`, `predicted.ts`, `traced.ts`) then is one of the others. */
export type PosedKind = Exclude<Kind, 'computed' | 'predict' | 'trace'>;
export type Posed = Extract<Question, { kind: PosedKind }>;

export const KINDS: { readonly [K in PosedKind]: ItemKind<K> } = {
  single,
  several,
  order,
  match,
  number,
  short,
  say,
  goal,
};

/** Whether it can be graded without a sandbox and by others than the reader: in an exam. */
export const isExamined = ({ kind }: Posed): boolean => kind !== 'say' && kind !== 'goal';

const kindOf = (question: Posed) => KINDS[question.kind] as unknown as ItemKind<PosedKind>;

export const keyOf = (question: Posed): Answer => kindOf(question).key(question);
export const refuse = (question: Posed, answer: unknown): Refusal | undefined =>
  kindOf(question).refuse(question, answer);
export const grade = (question: Posed, answer: unknown): Grade => kindOf(question).grade(question, answer);
