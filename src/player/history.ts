import type { Intervention } from '#engine/kernel/trace.ts';

/** The reader's interventions with what was undone: every change can be taken back, and done again. */
export interface History {
  readonly done: readonly Intervention[];
  /** States that `redo` goes to, the next one last. */
  readonly ahead: readonly (readonly Intervention[])[];
  readonly behind: readonly (readonly Intervention[])[];
}

export const historyOf = (done: readonly Intervention[]): History => ({ done, ahead: [], behind: [] });

const changed = (history: History, done: readonly Intervention[]): History => ({
  done,
  behind: [...history.behind, history.done],
  ahead: [],
});

/** The same act at the same target twice is one. */
export const intervene = (history: History, one: Intervention): History =>
  history.done.some((known) => JSON.stringify(known) === JSON.stringify(one))
    ? history
    : changed(history, [...history.done, one]);

/** A slider that goes on moving is one change, not many. */
export const replaceLast = (history: History, one: Intervention): History => ({
  ...history,
  done: [...history.done.slice(0, -1), one],
  ahead: [],
});

export const withdraw = (history: History, index: number): History =>
  changed(
    history,
    history.done.filter((_, i) => i !== index),
  );

export function undo(history: History): History {
  const done = history.behind.at(-1);
  if (!done) return history;
  return { done, behind: history.behind.slice(0, -1), ahead: [...history.ahead, history.done] };
}

export function redo(history: History): History {
  const done = history.ahead.at(-1);
  if (!done) return history;
  return { done, behind: [...history.behind, history.done], ahead: history.ahead.slice(0, -1) };
}
