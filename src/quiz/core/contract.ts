import type { Answer, Kind, QuestionOf } from './question.ts';

export type Verdict = 'right' | 'partly' | 'wrong';

/** Why an answer cannot be graded yet; the page has a sentence for each. Such an answer is not recorded. */
export type Refusal =
  | 'empty'
  | 'incomplete'
  | 'unsaid'
  | 'not-begun'
  | 'other-scenario'
  | 'unmet'
  | 'not-a-number'
  | 'other-unit';

/** What is to be said about one option, one step or one pair. */
export interface Part {
  readonly id: string;
  readonly text: string;
  /** The reader chose it. For a step or a pair: always. */
  readonly chosen: boolean;
  /** It belongs to the right answer. For a step or a pair: it stands where it belongs. */
  readonly key: boolean;
  /** For a pair: what belongs to it. */
  readonly partner?: string | undefined;
  readonly why?: string | undefined;
  /** A run that shows it. */
  readonly scenario?: string | undefined;
}

export interface Grade {
  /** 0 to 1. */
  readonly score: number;
  readonly verdict: Verdict;
  /** One for each option or step, in the order of the question; none where the answer is typed. */
  readonly parts: readonly Part[];
  /** The right answer in words, where it does not stand among the parts. */
  readonly key?: string | undefined;
  /** Why this very wrong answer is wrong. */
  readonly mistake?: string | undefined;
  /** Why the right answer is right. */
  readonly why?: string | undefined;
}

/**
 * An item kind: one file in `kinds/`, one line in `kinds.ts`, one component in `items/`.
 * Pure and total: `refuse` and `grade` never throw, whatever is stored, imported or typed.
 */
export interface ItemKind<K extends Kind> {
  readonly kind: K;
  /** The answer that scores 1. */
  key(question: QuestionOf<K>): Answer;
  refuse(question: QuestionOf<K>, answer: unknown): Refusal | undefined;
  /** An answer that `refuse` refuses scores 0. */
  grade(question: QuestionOf<K>, answer: unknown): Grade;
}

export const verdictOf = (score: number): Verdict => (score >= 1 ? 'right' : score > 0 ? 'partly' : 'wrong');

/** The strings of an answer that should be a list of them. */
export const listOf = (answer: unknown): string[] =>
  Array.isArray(answer) ? [...new Set(answer.filter((one): one is string => typeof one === 'string'))] : [];
