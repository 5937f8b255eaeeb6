import { stateAt, type Run, type Scalar, type TraceEvent } from './trace.ts';

/** A condition on one field: an exact value, or bounds. */
export type Condition = Scalar | { readonly min?: number; readonly max?: number; readonly not?: Scalar };

/** Fields that an event must have; `nth` (from 1) takes the n-th event that fits. */
export type EventPattern = Readonly<Record<string, Condition>>;

/** A moment: the `nth` (from 1, default 1; -1 is the last) event of the run that fits the pattern. */
export interface Moment {
  readonly event: EventPattern;
  readonly nth?: number;
}

/**
 * A small statement about a run, written in content beside the sentence it proves, and run by the tests.
 * Exactly one of the forms:
 *  - `at` + `state`: right after the moment, the variables of `where` meet the conditions;
 *  - `at` + `fields`: the event itself meets further conditions;
 *  - `order`: events that fit the patterns occur in this order;
 *  - `count`: how many events fit the pattern.
 */
export type Statement =
  | { readonly at: Moment; readonly where: string; readonly state: EventPattern }
  | { readonly at: Moment; readonly fields: EventPattern }
  | { readonly order: readonly EventPattern[] }
  | { readonly count: EventPattern; readonly is: Condition };

export function meets(value: unknown, condition: Condition): boolean {
  if (condition === null || typeof condition !== 'object') return value === condition;
  if (condition.not !== undefined && value === condition.not) return false;
  if (condition.min !== undefined && !(typeof value === 'number' && value >= condition.min)) return false;
  return condition.max === undefined || (typeof value === 'number' && value <= condition.max);
}

export function fits(event: TraceEvent, pattern: EventPattern): boolean {
  return Object.entries(pattern).every(([field, condition]) => meets(event[field], condition));
}

/** The event of the moment, or undefined where the run never comes to it. */
export function eventAt(events: readonly TraceEvent[], moment: Moment): TraceEvent | undefined {
  const found = events.filter((event) => fits(event, moment.event));
  return found.at(moment.nth === undefined ? 0 : moment.nth > 0 ? moment.nth - 1 : moment.nth);
}

/** Whether the statement is true of the run. */
export function holds(run: Run, statement: Statement): boolean {
  if ('order' in statement) {
    let next = 0;
    for (const event of run.events) {
      const pattern = statement.order[next];
      if (pattern && fits(event, pattern)) next += 1;
    }
    return next === statement.order.length;
  }
  if ('count' in statement) {
    return meets(run.events.filter((event) => fits(event, statement.count)).length, statement.is);
  }
  const event = eventAt(run.events, statement.at);
  if (!event) return false;
  if ('fields' in statement) return fits(event, statement.fields);
  const state = stateAt(run.events, statement.where, event.n);
  return Object.entries(statement.state).every(([name, condition]) => meets(state[name], condition));
}
