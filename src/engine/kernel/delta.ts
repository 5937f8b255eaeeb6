import type { Value } from './trace.ts';

/**
 * Variables that have new values, names and values side by side. For who says so with every packet: the names are one list for each combination,
 * which a journal knows again without looking into it, as it would have to with an object's.
 */
export class Delta {
  readonly names: readonly string[];
  readonly values: readonly Value[];

  constructor(names: readonly string[], values: readonly Value[]) {
    this.names = names;
    this.values = values;
  }
}

/** Variables that have new values, in either form. */
export type Changes = Readonly<Record<string, Value>> | Delta;

/** The same as an event of the trace holds it. */
export function recordOf(changes: Changes): Readonly<Record<string, Value>> {
  if (!(changes instanceof Delta)) return changes;
  const record: Record<string, Value> = {};
  changes.names.forEach((name, at) => (record[name] = changes.values[at]!));
  return record;
}
