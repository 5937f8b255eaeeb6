import type { Scalar } from '../../kernel/trace.ts';

/** Why a decision was taken: the id of a sentence, whose clause stands in the room's reasons, and the numbers in it. */
export interface Because {
  readonly reason: string;
  readonly with?: Readonly<Record<string, Scalar>>;
}
