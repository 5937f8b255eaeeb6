import type { Value } from './trace.ts';

let made = 0;

/** Names of variables, made once for each combination that comes again. */
export class Shape {
  /** Of all that there are: a journal knows it again by this number, without looking into it. */
  readonly nth = made++;
  readonly names: readonly string[];

  constructor(names: readonly string[]) {
    this.names = names;
  }
}

/** Variables that have new values, their names apart: for who says so with every packet. */
export class Delta {
  readonly shape: Shape;
  /** In the order of the names. */
  readonly values: readonly Value[];

  constructor(shape: Shape, values: readonly Value[]) {
    this.shape = shape;
    this.values = values;
  }
}

/** Variables that have new values, in either form. */
export type Changes = Readonly<Record<string, Value>> | Delta;

/** The same as an event of the trace holds it. */
export function recordOf(changes: Changes): Readonly<Record<string, Value>> {
  if (!(changes instanceof Delta)) return changes;
  const record: Record<string, Value> = {};
  changes.shape.names.forEach((name, at) => (record[name] = changes.values[at]!));
  return record;
}
