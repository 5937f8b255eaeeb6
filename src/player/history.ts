import type { Intervention } from '#engine/kernel/trace.ts';
import type { Parameters, ParameterValue, Setup } from './model.ts';

/** What the reader has made of a scenario. */
interface State {
  readonly parameters: Parameters;
  readonly done: readonly Intervention[];
}

/** The reader's parameters and interventions with what was undone: every change can be taken back, and done again. */
export interface History extends State {
  /** States that `redo` goes to, the next one last. */
  readonly ahead: readonly State[];
  readonly behind: readonly State[];
  /** The parameter that the last change set, if it was one. */
  readonly last?: string;
}

export const historyOf = ({
  parameters,
  interventions,
}: Pick<Setup, 'parameters' | 'interventions'>): History => ({
  parameters,
  done: interventions,
  ahead: [],
  behind: [],
});

const stateOf = ({ parameters, done }: History): State => ({ parameters, done });
const changed = (history: History, change: Partial<State>): History => ({
  ...stateOf(history),
  ...change,
  behind: [...history.behind, stateOf(history)],
  ahead: [],
});

/** Gives a parameter another value; `joins`: as a part of the change before, which is taken back with it. */
export function set(history: History, id: string, value: ParameterValue, joins = false): History {
  if (history.parameters[id] === value) return history;
  const parameters = { ...history.parameters, [id]: value };
  const { behind } = joins && history.last !== undefined ? history : changed(history, {});
  return { parameters, done: history.done, behind, ahead: [], last: id };
}

/** The same act at the same target twice is one. */
export const intervene = (history: History, one: Intervention): History =>
  history.done.some((known) => JSON.stringify(known) === JSON.stringify(one))
    ? history
    : changed(history, { done: [...history.done, one] });

/** A slider that goes on moving is one change, not many. */
export const replaceLast = (history: History, one: Intervention): History => ({
  ...history,
  done: [...history.done.slice(0, -1), one],
  ahead: [],
});

export const withdraw = (history: History, index: number): History =>
  changed(history, { done: history.done.filter((_, i) => i !== index) });

export function undo(history: History): History {
  const before = history.behind.at(-1);
  if (!before) return history;
  return { ...before, behind: history.behind.slice(0, -1), ahead: [...history.ahead, stateOf(history)] };
}

export function redo(history: History): History {
  const after = history.ahead.at(-1);
  if (!after) return history;
  return { ...after, behind: [...history.behind, stateOf(history)], ahead: history.ahead.slice(0, -1) };
}
