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

/** Variables that have new values, their names apart: for who says so with every packet. */
export class Delta {
  readonly shape: Shape;
  /** The values in the order of the names, from `at`: finite numbers as they are, for all else NaN. */
  readonly page: Float64Array;
  readonly at: number;
  /** What is no finite number, in the same order. */
  readonly others: readonly Value[];

  constructor(shape: Shape, page: Float64Array, at: number, others: readonly Value[]) {
    this.shape = shape;
    this.page = page;
    this.at = at;
    this.others = others;
  }
}

/** Variables that have new values, in either form. */
export type Changes = Readonly<Record<string, Value>> | Delta;

/** The same as an event of the trace holds it. */
export function recordOf(changes: Changes): Readonly<Record<string, Value>> {
  if (!(changes instanceof Delta)) return changes;
  const { shape, page, at, others } = changes;
  const record: Record<string, Value> = {};
  let other = 0;
  shape.names.forEach((name, nth) => {
    const number = page[at + nth]!;
    record[name] = number === number ? number : others[other++]!;
  });
  return record;
}
