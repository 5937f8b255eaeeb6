import { expect, it } from 'vitest';
import { shownAnswer } from '#player/verdict.ts';
import type { Unit } from '#player/model.ts';

const text = { 'unit.ms': 'ms', 'unit.s': '초', 'unit.bytes': 'bytes', 'task.who.option.a': 'the client' };

it.each<[number, Unit | undefined, string]>([
  [3, 's', '3초'],
  [219, 'ms', '219 ms'],
  [5840, 'bytes', '5,840 bytes'],
  [1006, undefined, '1006'],
  [2_147_483_648, undefined, '2,147,483,648'],
  [0, undefined, '0'],
])('%d with the unit %s is told as %s', (truth, unit, shown) => {
  expect(shownAnswer({ id: 'how-many', kind: 'number', ...(unit && { unit }) }, truth, text)).toBe(shown);
});

it('an option is told in its words', () => {
  expect(shownAnswer({ id: 'who', kind: 'choice' }, 'a', text)).toBe('the client');
});
