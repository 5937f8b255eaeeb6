import type { Scalar, Value } from './trace.ts';

/** A variable's name; of one that is a list of numbers with their names, those too. */
export type Name = string | { readonly list: string; readonly of: readonly string[] };

let made = 0;

/** Names of variables, made once for each combination that comes again. */
export class Shape {
  /** Of all that there are: a tape knows it again by this number, without looking into it. */
  readonly nth = made++;
  readonly names: readonly Name[];

  constructor(names: readonly Name[]) {
    this.names = names;
  }
}

/** Numbers of a page: what is taken from one lies side by side, and goes when none of it is used any more. */
const PAGE = 4096;

/** Memory for numbers: an array for each handful costs more than all that is written into it. Every range is given once. */
export class Pages {
  page = new Float64Array(0);
  /** Where in it the range begins that `take` gave last. */
  at = 0;
  #end = 0;

  take(count: number): void {
    if (this.#end + count > this.page.length) {
      this.page = new Float64Array(Math.max(PAGE, count));
      this.#end = 0;
    }
    this.at = this.#end;
    this.#end += count;
  }
}

/** What stands on a page for null; for what is no finite number besides, NaN. */
export const NULL = Infinity;
export const NO_OTHERS: readonly Scalar[] = [];

/** Variables that have new values, their names apart: for who says so with every packet. */
export class Delta {
  readonly shape: Shape;
  /** The values in the order of the names, those of a list too, from `at`; never changed any more. */
  readonly page: Float64Array;
  readonly at: number;
  /** What is neither null nor a finite number, in the same order. */
  readonly others: readonly Scalar[];

  constructor(shape: Shape, page: Float64Array, at: number, others: readonly Scalar[]) {
    this.shape = shape;
    this.page = page;
    this.at = at;
    this.others = others;
  }
}

/** Variables that have new values, in either form. */
export type Changes = Readonly<Record<string, Value>> | Delta;

/** The same as an event of the trace holds it: a list as name, value, name, value. */
export function recordOf(changes: Changes): Readonly<Record<string, Value>> {
  if (!(changes instanceof Delta)) return changes;
  const { shape, page, others } = changes;
  let { at } = changes;
  let other = 0;
  const next = (): Scalar => {
    const number = page[at++]!;
    return number === NULL ? null : number === number ? number : others[other++]!;
  };
  const record: Record<string, Value> = {};
  for (const name of shape.names) {
    if (typeof name === 'string') record[name] = next();
    else record[name.list] = name.of.flatMap((one) => [one, next()]);
  }
  return record;
}
