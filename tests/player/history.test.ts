import { expect, it } from 'vitest';
import { csv } from '#player/csv.ts';
import { historyOf, intervene, redo, undo, withdraw } from '#player/history.ts';

const a = { act: 'drop', target: 'a' } as const;
const b = { act: 'drop', target: 'b' } as const;

it('every change can be taken back and done again, withdrawing too', () => {
  const two = intervene(intervene(historyOf([]), a), b);
  const one = withdraw(two, 0);
  expect(one.done).toEqual([b]);
  expect(undo(one).done).toEqual([a, b]);
  expect(undo(undo(one)).done).toEqual([a]);
  expect(redo(undo(one)).done).toEqual([b]);
});
it('a new act after an undo forgets what was ahead', () => {
  const history = intervene(undo(intervene(historyOf([]), a)), b);
  expect(history.done).toEqual([b]);
  expect(redo(history)).toBe(history);
});
it('the same act twice is one', () => {
  const history = intervene(historyOf([]), a);
  expect(intervene(history, { ...a })).toBe(history);
});
it('undo at the beginning does nothing', () => {
  const history = historyOf([a]);
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
