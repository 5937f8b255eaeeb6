import { expect, it } from 'vitest';
import { csv } from '#player/csv.ts';
import { historyOf, intervene, redo, set, undo, withdraw } from '#player/history.ts';

const a = { act: 'drop', target: 'a' } as const;
const b = { act: 'drop', target: 'b' } as const;
const START = { parameters: { delay: 20, said: 'hello' }, interventions: [] };

it('every change can be taken back and done again, withdrawing too', () => {
  const two = intervene(intervene(historyOf(START), a), b);
  const one = withdraw(two, 0);
  expect(one.done).toEqual([b]);
  expect(undo(one).done).toEqual([a, b]);
  expect(undo(undo(one)).done).toEqual([a]);
  expect(redo(undo(one)).done).toEqual([b]);
});
it('a new act after an undo forgets what was ahead', () => {
  const history = intervene(undo(intervene(historyOf(START), a)), b);
  expect(history.done).toEqual([b]);
  expect(redo(history)).toBe(history);
});
it('the same act twice is one', () => {
  const history = intervene(historyOf(START), a);
  expect(intervene(history, { ...a })).toBe(history);
});
it('parameters and acts stand in one line: the last of either is taken back first, and done again in its order', () => {
  const all = set(intervene(set(historyOf(START), 'said', 'bye'), a), 'delay', 40);
  const said = (history: typeof all) => [
    history.parameters['delay'],
    history.done.length,
    history.parameters['said'],
  ];
  const back = [all, undo(all), undo(undo(all)), undo(undo(undo(all)))];
  expect(back.map(said)).toEqual([
    [40, 1, 'bye'],
    [20, 1, 'bye'],
    [20, 0, 'bye'],
    [20, 0, 'hello'],
  ]);
  expect(said(redo(redo(redo(back[3]!))))).toEqual([40, 1, 'bye']);
});
it('what a slider goes through is one change, and a value that is there already is none', () => {
  const start = historyOf(START);
  const slid = [25, 30, 35].reduce((history, value) => set(history, 'delay', value, true), start);
  expect(slid.parameters['delay']).toBe(35);
  expect(undo(slid).parameters['delay']).toBe(20);
  expect(set(slid, 'delay', 35)).toBe(slid);
  // after an act in between it is another change
  expect(undo(set(intervene(slid, a), 'delay', 40, true)).parameters['delay']).toBe(35);
});
it('undo at the beginning does nothing', () => {
  const history = historyOf({ ...START, interventions: [a] });
  expect(undo(history)).toBe(history);
});
it('CSV quotes what needs quoting', () => {
  expect(
    csv([
      ['a', 'b,c'],
      [1, 'say "x"'],
      ['line\nend', ''],
    ]),
  ).toBe('a,"b,c"\r\n1,"say ""x"""\r\n"line\nend",\r\n');
});
